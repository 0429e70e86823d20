import { expect, test } from '@jest/globals';
import { PDFDocument, PDFName, type PDFRef } from '@cantoo/pdf-lib';
import { readPages } from '../../../functions/ocr/read-pages.ts';

const words = 'The patient was seen for pain in the lower back and asked for therapy.';

/** A page of text, a page that shows what `draw` makes, and a page of text. */
const between = async (draw: (pdf: PDFDocument) => PDFRef): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  pdf.addPage([612, 792]).drawText(words, { x: 60, y: 700, size: 11 });
  const page = pdf.addPage([612, 792]);
  page.node.set(PDFName.of('Contents'), draw(pdf));
  pdf.addPage([612, 792]).drawText(`${words} Again.`, { x: 60, y: 700, size: 11 });
  return pdf.save();
};

const contentOf = (operators: string) => (pdf: PDFDocument) => pdf.context.register(pdf.context.flateStream(operators));

/** Each form paints the next one ten times. */
const nested =
  (depth: number) =>
  (pdf: PDFDocument): PDFRef => {
    const { context } = pdf;
    const form = (level: number): PDFRef =>
      context.register(
        context.stream(level === depth ? '0 0 m 9 9 l S' : '/X Do '.repeat(10), {
          Type: 'XObject',
          Subtype: 'Form',
          BBox: [0, 0, 612, 792],
          Resources: level === depth ? {} : { XObject: { X: form(level + 1) } },
        }),
      );
    const page = pdf.getPage(1);
    page.node.setXObject(PDFName.of('X'), form(1));
    return context.register(context.stream('/X Do'));
  };

test.each<[string, (pdf: PDFDocument) => PDFRef]>([
  ['a million lines', contentOf('0 0 m 9 9 l S\n'.repeat(400_000))],
  ['states saved in each other', contentOf('q '.repeat(2_000))],
  ['two hundred kilobytes that unpack to a hundred million', contentOf(' '.repeat(100_000_000))],
  ['forms that paint forms, ten million times', nested(8)],
  ['forms that paint forms, within the depth but too many', nested(7)],
])('%s: the page is unreadable with a reason, the others are read', async (_title, draw) => {
  const { pages, toDetect } = await readPages(await between(draw), 'application/pdf');
  expect(toDetect).toEqual([]);
  expect(pages.map(({ source }) => source)).toEqual(['text-layer', 'unreadable', 'text-layer']);
  expect(pages[1]?.reason).toBe('The page draws more than any sheet of paper needs, so it is not read.');
});
