import {
  AlignmentType,
  Document,
  Footer,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
  type IParagraphOptions,
} from 'docx';
import type { Determination } from '../domain/determination.ts';
import { docxProperties } from './docx-properties.ts';
import { docxStyles } from './docx-styles.ts';
import { letterSections, type Letter, type LetterBlock } from './letter-sections.ts';
import { withFixedTimes } from './zip-times.ts';

/** Twentieths of a point between the side margins of one inch on US Letter. */
const lineTwips = 9360;

/**
 * The letter as a Word document with real headings, header rows and a numbered footer.
 * Same determination, same bytes: the time of the signature stands where Word would put the time of saving.
 */
export const renderDocx = async (determination: Determination): Promise<Uint8Array> => {
  const letter = letterSections(determination);
  const document = new Document({
    title: letter.documentTitle,
    styles: docxStyles,
    sections: [
      {
        properties: {
          page: { size: { width: 12240, height: 15840 }, margin: { top: 1200, bottom: 1200, left: 1440, right: 1440 } },
        },
        footers: { default: footer(letter) },
        children: [
          new Paragraph({ text: letter.organization, alignment: AlignmentType.CENTER }),
          new Paragraph({ text: letter.title, heading: HeadingLevel.HEADING_1 }),
          headerTable(letter),
          ...letter.sections.flatMap(({ heading, blocks }) => [
            new Paragraph({ text: heading, heading: HeadingLevel.HEADING_2 }),
            ...blocks.map(block),
          ]),
        ],
      },
    ],
  });
  const bytes = await Packer.toBuffer(document, undefined, [
    docxProperties(letter.documentTitle, determination.signedAtTime),
  ]);
  return withFixedTimes(bytes);
};

const footer = (letter: Letter): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [
          new TextRun({
            size: 17,
            children: [`${letter.footer} · Page `, PageNumber.CURRENT, ' of ', PageNumber.TOTAL_PAGES],
          }),
        ],
      }),
    ],
  });

const block = (content: LetterBlock): Paragraph | Table => {
  if (content.kind === 'item') return new Paragraph({ text: content.text, heading: HeadingLevel.HEADING_3 });
  if (content.kind === 'paragraph') {
    const label = content.label === undefined ? [] : [new TextRun({ text: `${content.label}: `, bold: true })];
    const lines = content.text
      .split('\n')
      .map((text, index) => new TextRun({ text, ...(index > 0 ? { break: 1 } : {}) }));
    return new Paragraph({ children: [...label, ...lines] });
  }
  const widths = content.widths.map((share) => Math.round(share * lineTwips));
  return new Table({
    width: { size: lineTwips, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: content.columns.map((text, index) => headCell(text, widths[index] ?? 0)),
      }),
      ...content.rows.map(
        (row) => new TableRow({ cantSplit: true, children: row.map((text, index) => cell(text, widths[index] ?? 0)) }),
      ),
    ],
  });
};

const headerTable = ({ header }: Letter): Table => {
  const [label, value] = [lineTwips * 0.24, lineTwips * 0.26];
  return new Table({
    width: { size: lineTwips, type: WidthType.DXA },
    columnWidths: [label, value, label, value],
    rows: header.map(
      (row) =>
        new TableRow({
          children: row.flatMap((field) => [
            headCell(`${field.label}:`, label),
            row.length === 1 ? cell(field.value, lineTwips - label, 3) : cell(field.value, value),
          ]),
        }),
    ),
  });
};

const headCell = (text: string, width: number): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    shading: { type: ShadingType.CLEAR, color: 'auto', fill: 'EEEEEA' },
    children: [cellParagraph({ children: [new TextRun({ text, bold: true })] })],
  });

const cell = (text: string, width: number, columnSpan = 1): TableCell =>
  new TableCell({ width: { size: width, type: WidthType.DXA }, columnSpan, children: [cellParagraph({ text })] });

const cellParagraph = (options: IParagraphOptions): Paragraph => new Paragraph({ ...options, style: 'Cell' });
