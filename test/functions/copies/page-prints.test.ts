import { describe, expect, test } from '@jest/globals';
import { degrees, PDFDocument, type PDFPage } from '@cantoo/pdf-lib';
import UTIF from 'utif2';
import { pagePrints } from '../../../functions/copies/page-prints.ts';
import { jpegOf, paintPage } from '../../local/textract/paint-page.ts';
import { sampleText } from '../../local/textract/sample-text.ts';

const paper: [number, number] = [612, 792];
const jpeg = (seed: number, quality = 75) => jpegOf(paintPage(sampleText(seed), 50), quality);

type Draw = (page: PDFPage, pdf: PDFDocument) => unknown;
const pdfOf = async (...draw: Draw[]): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  for (const paint of draw) await paint(pdf.addPage(paper), pdf);
  return pdf.save();
};
const picture =
  (bytes: Uint8Array, place = { x: 0, y: 0, width: 612, height: 792 }): Draw =>
  async (page, pdf) =>
    page.drawImage(await pdf.embedJpg(bytes), place);
const printsOfPdf = async (...draw: Draw[]) => pagePrints(await pdfOf(...draw), 'application/pdf');

describe('two pages of two files have the same print', () => {
  test('when both show the same scan, whoever made the PDF, or when one is the scan itself', async () => {
    const scan = await jpeg(1);
    const other: Draw = async (page, pdf) => {
      const image = await pdf.embedJpg(scan);
      page.node.setXObject((await import('@cantoo/pdf-lib')).PDFName.of('Im0'), image.ref);
      const content = pdf.context.stream('/GS0 gs q 612.1 0 0 792 0 -0.05 cm /Im0 Do Q');
      page.node.addContentStream(pdf.context.register(content));
      await image.embed();
    };
    const [first] = await printsOfPdf(picture(scan));
    const [second, third] = await printsOfPdf((page) => page.drawText('Cover'), other);
    const [file] = await pagePrints(scan, 'image/jpeg');
    expect(first).toBeDefined();
    expect(third).toBe(first);
    expect(file).toBe(first);
    expect(second).not.toBe(first);
  });

  test.each<[string, Draw]>([
    ['when the scan is another', async (page, pdf) => picture(await jpeg(2))(page, pdf)],
    [
      'when something is stamped on it',
      async (page, pdf) => {
        await picture(await jpeg(1))(page, pdf);
        page.drawText('RECEIVED', { x: 400, y: 40 });
      },
    ],
    [
      'when only a part of it is shown',
      async (page, pdf) => picture(await jpeg(1), { x: 0, y: -792, width: 612, height: 1584 })(page, pdf),
    ],
    [
      'when the page is turned',
      async (page, pdf) => {
        await picture(await jpeg(1))(page, pdf);
        page.setRotation(degrees(90));
      },
    ],
  ])('but not %s', async (_, draw) => {
    const [first] = await printsOfPdf(picture(await jpeg(1)));
    const [other] = await printsOfPdf(draw);
    expect(other).toBeDefined();
    expect(other).not.toBe(first);
  });

  test('when a TIFF has the same page twice', async () => {
    const grey = (level: number) => new Uint8Array(20 * 30).fill(level);
    const one = UTIF.encodeImage(rgba(grey(10)), 20, 30);
    const two = UTIF.encodeImage(rgba(grey(200)), 20, 30);
    const [a] = await pagePrints(new Uint8Array(one), 'image/tiff');
    const [b] = await pagePrints(new Uint8Array(two), 'image/tiff');
    const [again] = await pagePrints(new Uint8Array(UTIF.encodeImage(rgba(grey(10)), 20, 30)), 'image/tiff');
    expect(a).toBeDefined();
    expect(again).toBe(a);
    expect(b).not.toBe(a);
  });
});

const rgba = (grey: Uint8Array): Uint8Array =>
  Uint8Array.from({ length: grey.length * 4 }, (_, at) => (at % 4 === 3 ? 255 : (grey[at >> 2] ?? 0)));

test('a file that cannot be taken apart has no prints, and text needs none', async () => {
  expect(await pagePrints(new TextEncoder().encode('%PDF-1.7 broken'), 'application/pdf')).toEqual([]);
  expect(await pagePrints(new TextEncoder().encode('a note'), 'text/plain')).toEqual([]);
});
