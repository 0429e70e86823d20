import { describe, expect, test } from '@jest/globals';
import { degrees, PDFDocument, PDFName, type PDFPage } from '@cantoo/pdf-lib';
import { createCanvas } from '@napi-rs/canvas';
import { openPictures } from '../../../functions/copies/page-pictures.ts';
import type { MediaType } from '../../../functions/domain/document.ts';
import { encodeG4 } from '../../../samples/ccitt-g4.ts';

/** White paper with a dark square in its upper left quarter. */
const canvasOf = (width: number, height: number) => {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'black';
  context.fillRect(width * 0.1, height * 0.1, width * 0.2, height * 0.2);
  return canvas;
};
const jpeg = (width: number, height: number) => canvasOf(width, height).encode('jpeg', 80);

type Draw = (page: PDFPage, pdf: PDFDocument) => unknown;
const pdfOf = async (draw: Draw): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  await draw(pdf.addPage([612, 792]), pdf);
  return pdf.save();
};
const scan =
  (turn = 0): Draw =>
  async (page, pdf) => {
    const image = await pdf.embedJpg(await jpeg(306, 396));
    page.drawImage(image, { x: 0, y: 0, width: 612, height: 792 });
    page.setRotation(degrees(turn));
  };
const fax =
  (colours: object): Draw =>
  (page, pdf) => {
    const [width, height] = [400, 260];
    const { data } = canvasOf(width, height).getContext('2d').getImageData(0, 0, width, height);
    const bits = Uint8Array.from({ length: width * height }, (_, at) => ((data[4 * at] ?? 255) < 128 ? 1 : 0));
    const image = pdf.context.stream(encodeG4(bits, width), {
      Type: 'XObject',
      Subtype: 'Image',
      Width: width,
      Height: height,
      BitsPerComponent: 1,
      ...colours,
      Filter: 'CCITTFaxDecode',
      DecodeParms: { K: -1, Columns: width, Rows: height },
    });

    page.node.setXObject(PDFName.of('Fax'), pdf.context.register(image));
    page.node.addContentStream(pdf.context.register(pdf.context.stream('q 612 0 0 792 0 0 cm /Fax Do Q')));
  };

/** Ink at a place in fractions of the page. */
const inkAt = async (bytes: Uint8Array, mediaType: MediaType, x: number, y: number) => {
  const pictures = openPictures(() => Promise.resolve(bytes), mediaType);
  const picture = await pictures.of(1);
  await pictures.close();
  return picture?.ink[Math.floor(y * picture.height) * picture.width + Math.floor(x * picture.width)];
};

describe('the picture of a scanned page shows its ink where the page has it', () => {
  test.each<[string, Promise<Uint8Array>, MediaType, [number, number]]>([
    ['a JPEG in a PDF', pdfOf(scan()), 'application/pdf', [0.2, 0.2]],
    ['a page that is turned to the right', pdfOf(scan(90)), 'application/pdf', [0.8, 0.2]],
    ['a page on its head', pdfOf(scan(180)), 'application/pdf', [0.8, 0.8]],
    [
      'a fax whose lines lie farther apart than its dots',
      pdfOf(fax({ ColorSpace: 'DeviceGray' })),
      'application/pdf',
      [0.2, 0.2],
    ],
    ['a fax that is a stencil', pdfOf(fax({ ImageMask: true })), 'application/pdf', [0.2, 0.2]],
    ['a JPEG file', jpeg(306, 396), 'image/jpeg', [0.2, 0.2]],
    ['a PNG file', canvasOf(306, 396).encode('png'), 'image/png', [0.2, 0.2]],
  ])('%s', async (_, bytes, mediaType, [x, y]) => {
    expect(await inkAt(await bytes, mediaType, x, y)).toBeGreaterThan(240);
    expect(await inkAt(await bytes, mediaType, 0.5, 0.5)).toBeLessThan(15);
  });

  test.each<[string, Draw]>([
    ['has text only', (page) => page.drawText('A letter')],
    [
      'has two pictures',
      async (page, pdf) => {
        await scan()(page, pdf);
        await scan()(page, pdf);
      },
    ],
    [
      'has a small picture',
      async (page, pdf) =>
        page.drawImage(await pdf.embedJpg(await jpeg(60, 80)), { x: 40, y: 600, width: 120, height: 160 }),
    ],
  ])('and a page that %s has none', async (_, draw) => {
    expect(await inkAt(await pdfOf(draw), 'application/pdf', 0.5, 0.5)).toBeUndefined();
  });

  test('and a file that cannot be opened has none', async () => {
    expect(await inkAt(new TextEncoder().encode('%PDF-1.7 broken'), 'application/pdf', 0.5, 0.5)).toBeUndefined();
  });
});
