import { PDFDocument } from '@cantoo/pdf-lib';

/** A PDF of so many pages, each with its number on it. */
export const samplePdf = async (pages: number): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  for (let page = 1; page <= pages; page += 1) pdf.addPage([612, 792]).drawText(`Page ${page}`, { x: 72, y: 700 });
  return pdf.save();
};
