import { getDocument, PasswordException } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';

// pdf.js looks here for its worker code before it tries to load a file; a bundle has no such file.
Object.assign(globalThis, { pdfjsWorker: pdfWorker });

export type PdfInspection = { kind: 'pages'; pages: number } | { kind: 'encrypted' } | { kind: 'damaged' };

/**
 * Opens the PDF with the empty user password and counts its pages by reaching the first and the last one.
 * A file that only restricts printing or copying opens; one that needs a password to be read does not.
 */
export const inspectPdf = async (bytes: Uint8Array): Promise<PdfInspection> => {
  // pdf.js takes ownership of the buffer, hence the copy.
  const task = getDocument({
    data: new Uint8Array(bytes),
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    const pages = pdf.numPages;
    if (pages > 0) {
      await pdf.getPage(1);
      await pdf.getPage(pages);
    }
    return { kind: 'pages', pages };
  } catch (error) {
    if (error instanceof PasswordException) return { kind: 'encrypted' };
    return hasNoPages(bytes) ? { kind: 'pages', pages: 0 } : { kind: 'damaged' };
  } finally {
    await task.destroy();
  }
};

/** A page tree that says itself that it is empty: the file is whole, there is only nothing in it. */
const hasNoPages = (bytes: Uint8Array): boolean => {
  const text = Buffer.from(bytes.subarray(0, 1_000_000)).toString('latin1');
  return /\/Type\s*\/Pages\b/.test(text) && /\/Count\s+0\b/.test(text) && !/\/Type\s*\/Page\b/.test(text);
};
