import { createRequire } from 'node:module';
import path from 'node:path';
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';

// pdf.js looks here for its worker code before it tries to load a file; a bundle has no such file.
Object.assign(globalThis, { pdfjsWorker: pdfWorker });

/**
 * Folders of character maps, standard fonts and picture decoders inside the pdfjs-dist package. Text in Latin scripts reads without them,
 * so a bundle that leaves the package out still works.
 */
const packageFolders = (): { cMapUrl?: string; standardFontDataUrl?: string; wasmUrl?: string; iccUrl?: string } => {
  try {
    const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
    return {
      cMapUrl: `${root}/cmaps/`,
      standardFontDataUrl: `${root}/standard_fonts/`,
      wasmUrl: `${root}/wasm/`,
      iccUrl: `${root}/iccs/`,
    };
  } catch {
    return {};
  }
};

/**
 * Opens a PDF for its text with the empty user password, hands it to `use` and closes it whatever happens.
 * @param maxPixels pictures with more are left out, never unpacked
 * @throws pdf.js errors when the file cannot be opened; `register` has refused such files before.
 */
export const withPdf = async <Result>(
  bytes: Uint8Array,
  maxPixels: number,
  use: (pdf: PDFDocumentProxy) => Promise<Result>,
): Promise<Result> => {
  // pdf.js takes ownership of the buffer, hence the copy.
  const task = getDocument({
    data: new Uint8Array(bytes),
    ...packageFolders(),
    maxImageSize: maxPixels,
    useSystemFonts: false,
    disableFontFace: true,
    verbosity: 0,
  });
  try {
    return await use(await task.promise);
  } finally {
    await task.destroy();
  }
};
