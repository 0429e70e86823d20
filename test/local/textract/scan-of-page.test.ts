import { describe, expect, test } from '@jest/globals';
import { degrees, PDFDocument, StandardFonts, TextRenderingMode, type PDFPage } from '@cantoo/pdf-lib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { greyImage, type GreyImage } from '../../../local/textract/image/grey-image.ts';
import { openPages } from '../../../local/textract/render-page.ts';
import { scanOfPage } from '../../../local/textract/scan-of-page.ts';
import { pngOf } from './paint-page.ts';

/** A sheet of a quarter of letter paper a side: in Jest's sandbox every pixel counts. */
const paper: [number, number] = [153, 198];

/** Grey stripes, another one each 40 rows. */
const stripes = (width: number, height: number): GreyImage => {
  const image = greyImage(width, height, 200);
  for (let row = 0; row < height; row += 1)
    image.data.fill(40 + ((Math.floor(row / 40) * 37) % 200), row * width, (row + 1) * width);
  return image;
};

type Sheet = { width?: number; height?: number; side?: number; add?: (page: PDFPage, pdf: PDFDocument) => unknown };

const sheetOf = async ({ width = 425, height = 550, side = 153, add }: Sheet): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage(paper);
  const picture = await pdf.embedPng(await pngOf(stripes(width, height)));
  page.drawImage(picture, { x: 0, y: 0, width: side, height: 198 });
  await add?.(page, pdf);
  return pdf.save();
};

const scanOf = async (bytes: Uint8Array): Promise<GreyImage | undefined> => {
  const task = getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 });
  const page = await (await task.promise).getPage(1);
  const scan = await scanOfPage(page, 8.5 / 4);
  await task.destroy();
  return scan;
};

describe('a page that is one picture', () => {
  test('has the pixels of the picture, as drawn', async () => {
    const bytes = await sheetOf({});
    const scan = await scanOf(bytes);
    expect(scan).toMatchObject({ width: 425, height: 550, dpi: 200 });
    expect(Buffer.from(scan?.data ?? []).equals(Buffer.from(stripes(425, 550).data))).toBe(true);
    const source = await openPages(bytes, 'application/pdf');
    expect(await source.render(1)).toEqual(scan);
    await source.close();
  });

  test('of fax dots, twice as far apart down the page, gets square pixels', async () => {
    expect(await scanOf(await sheetOf({ width: 432, height: 270 }))).toMatchObject({ width: 432, height: 559 });
  });

  test('may have invisible text of an earlier reading on it', async () => {
    const add = async (page: PDFPage, pdf: PDFDocument) =>
      page.drawText('an earlier reading', {
        font: await pdf.embedFont(StandardFonts.Helvetica),
        renderMode: TextRenderingMode.Invisible,
      });
    expect(await scanOf(await sheetOf({ add }))).toBeDefined();
  });
});

describe('a page is drawn when', () => {
  test.each<[string, Sheet]>([
    ['a stamp is on the picture', { add: (page) => page.drawText('RECEIVED', { size: 9 }) }],
    ['something is drawn on the picture', { add: (page) => page.drawRectangle({ x: 9, y: 9, width: 99, height: 99 }) }],
    ['the picture leaves a margin', { side: 140 }],
    ['the picture is coarse', { width: 212, height: 275 }],
    ['the page is turned', { add: (page) => page.setRotation(degrees(90)) }],
    ['the dots are further apart across than down', { width: 325, height: 550 }],
  ])('%s', async (_title, sheet) => expect(await scanOf(await sheetOf(sheet))).toBeUndefined());
});
