import { AlignmentType, type IStylesOptions } from 'docx';

/** Sizes in half points, spacing in twentieths of a point. Noto Sans where it is installed, else what Word puts for it. */
export const docxStyles: IStylesOptions = {
  default: {
    document: {
      run: { font: 'Noto Sans', size: 21, language: { value: 'en-US' } },
      paragraph: { spacing: { after: 120, line: 288 } },
    },
    heading1: {
      run: { bold: true, size: 30, color: '000000' },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { after: 160 }, keepNext: true },
    },
    heading2: {
      run: { bold: true, size: 23, color: '000000' },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { before: 280, after: 120 }, keepNext: true },
    },
    heading3: {
      run: { bold: true, size: 22, color: '000000' },
      paragraph: { spacing: { before: 240, after: 120 }, keepNext: true },
    },
  },
  paragraphStyles: [
    {
      id: 'Cell',
      name: 'Cell',
      basedOn: 'Normal',
      run: { size: 19 },
      paragraph: { spacing: { before: 40, after: 40 } },
    },
  ],
};
