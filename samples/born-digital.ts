import PdfWriter from 'pdfkit';
import { buffer } from 'node:stream/consumers';
import { fontFiles, signatureStrokes, type Sheet } from './sheet.ts';

/** The sheets as a PDF with a text layer. `madeOn` goes into the file, so that the bytes are the same each time. */
export const bornDigitalPdf = async (title: string, madeOn: Date, sheets: readonly Sheet[]): Promise<Uint8Array> => {
  const pdf = new PdfWriter({
    size: 'LETTER',
    margin: 0,
    autoFirstPage: false,
    info: { Title: title, Creator: 'samples/make-case-file.ts', CreationDate: madeOn },
  });
  pdf.registerFont('regular', fontFiles.regular);
  pdf.registerFont('bold', fontFiles.bold);
  for (const sheet of sheets) {
    pdf.addPage();
    for (const mark of sheet.marks) {
      if (mark.kind === 'text') {
        pdf.font(mark.bold ? 'bold' : 'regular', mark.sizePoints);
        pdf.text(mark.text, mark.x, mark.y, { lineBreak: false });
      } else if (mark.kind === 'rule') {
        pdf.rect(mark.x, mark.y, mark.width, mark.height).fill('#000');
      } else {
        const [first, ...rest] = signatureStrokes(mark);
        if (first) pdf.moveTo(...first);
        for (const point of rest) pdf.lineTo(...point);
        pdf.lineWidth(1.1).stroke('#1a2a6c');
      }
    }
  }
  pdf.end();
  return new Uint8Array(await buffer(pdf));
};
