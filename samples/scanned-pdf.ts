import { createCanvas } from '@napi-rs/canvas';
import { PDFDocument, PDFName, PDFString, type PDFPage, type PDFRef } from '@cantoo/pdf-lib';
import { encodeG4 } from './ccitt-g4.ts';
import { inkOnPaper, wornGrey, type Wear } from './scan.ts';
import { pageHeightPoints, pageWidthPoints, type Sheet } from './sheet.ts';

const emptyPdf = async (madeOn: Date): Promise<PDFDocument> => {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setProducer('samples/make-case-file.ts');
  pdf.setCreationDate(madeOn);
  return pdf;
};

const fillPage = (page: PDFPage, image: PDFRef): void => {
  page.node.setXObject(PDFName.of('Scan'), image);
  const content = `q ${pageWidthPoints} 0 0 ${pageHeightPoints} 0 0 cm /Scan Do Q`;
  page.node.addContentStream(page.doc.context.register(page.doc.context.stream(content)));
};

/** The sheets as an office scanner leaves them: 200 dpi grey JPEG pages, no text layer. */
export const officeScanPdf = async (madeOn: Date, sheets: readonly Sheet[], wear: Wear): Promise<Uint8Array> => {
  const pdf = await emptyPdf(madeOn);
  for (const [index, sheet] of sheets.entries()) {
    const pageWear = { ...wear, seed: wear.seed + index, skewDegrees: wear.skewDegrees * (index % 2 === 0 ? 1 : -0.6) };
    const canvas = inkOnPaper(sheet, { x: 200, y: 200 }, pageWear);
    const grey = wornGrey(canvas, pageWear);
    const copy = createCanvas(canvas.width, canvas.height);
    const context = copy.getContext('2d');
    const rgba = new Uint8ClampedArray(grey.length * 4).fill(255);
    grey.forEach((level, at) => {
      rgba[at * 4] = rgba[at * 4 + 1] = rgba[at * 4 + 2] = level;
    });
    const pixels = context.createImageData(copy.width, copy.height);
    pixels.data.set(rgba);
    context.putImageData(pixels, 0, 0);
    const image = await pdf.embedJpg(new Uint8Array(await copy.encode('jpeg', 62)));
    pdf.addPage([pageWidthPoints, pageHeightPoints]).drawImage(image, {
      x: 0,
      y: 0,
      width: pageWidthPoints,
      height: pageHeightPoints,
    });
  }
  return pdf.save({ useObjectStreams: false });
};

/** The sheets as a fax server stores them: bilevel, 204 x 98 dots per inch (standard mode), CCITT Group 4. */
export const faxPdf = async (madeOn: Date, sheets: readonly Sheet[], wear: Wear): Promise<Uint8Array> => {
  const pdf = await emptyPdf(madeOn);
  for (const [index, sheet] of sheets.entries()) {
    const pageWear = { ...wear, seed: wear.seed + index };
    const canvas = inkOnPaper(sheet, faxDotsPerInch, pageWear);
    const bilevel = Uint8Array.from(wornGrey(canvas, pageWear), (level) => (level < 150 ? 1 : 0));
    const image = pdf.context.stream(encodeG4(bilevel, canvas.width), {
      Type: 'XObject',
      Subtype: 'Image',
      Width: canvas.width,
      Height: canvas.height,
      BitsPerComponent: 1,
      ColorSpace: 'DeviceGray',
      Filter: 'CCITTFaxDecode',
      DecodeParms: { K: -1, Columns: canvas.width, Rows: canvas.height },
    });
    fillPage(pdf.addPage([pageWidthPoints, pageHeightPoints]), pdf.context.register(image));
  }
  pdf.context.trailerInfo.Info ??= pdf.context.register(pdf.context.obj({ Producer: PDFString.of('fax') }));
  return pdf.save({ useObjectStreams: false });
};

const faxDotsPerInch = { x: 204, y: 98 };
