import type { SignedAddress } from '../../functions/domain/api.ts';
import type { CaseDocument } from '../../functions/domain/document.ts';
import type { TiffPicture } from '../../functions/tiff/tiff-colours.ts';
import type * as Pdfjs from 'pdfjs-dist';
import { callApi } from '../shared/call-api.ts';

/** A document whose pages can be drawn. `draw` fills the canvas, `widthPixels` wide, and ends when it shows. */
export type OpenDocument = {
  draw(page: number, canvas: HTMLCanvasElement, widthPixels: number): Promise<void>;
  close(): void;
};

const context2d = (canvas: HTMLCanvasElement): CanvasRenderingContext2D => {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('The browser gave no canvas.');
  return context;
};

const openPdf = async (data: Uint8Array<ArrayBuffer>): Promise<OpenDocument> => {
  // Served as a file of its own and loaded only here: it is larger than everything else together.
  const address = '/pdfjs/build/pdf.min.mjs';
  const pdfjs: typeof Pdfjs = await import(/* @vite-ignore */ address);
  pdfjs.GlobalWorkerOptions.workerSrc = '/pdfjs/build/pdf.worker.min.mjs';
  const task = pdfjs.getDocument({ data, wasmUrl: '/pdfjs/wasm/', standardFontDataUrl: '/pdfjs/standard_fonts/' });
  const pdf = await task.promise;
  return {
    async draw(number, canvas, widthPixels) {
      const page = await pdf.getPage(number);
      const { width } = page.getViewport({ scale: 1 });
      const viewport = page.getViewport({ scale: widthPixels / width });
      canvas.width = Math.round(viewport.width);
      canvas.height = Math.round(viewport.height);
      await page.render({ canvas, viewport }).promise;
      page.cleanup();
    },
    close: () => void task.destroy(),
  };
};

const openTiff = async (data: Uint8Array<ArrayBuffer>): Promise<OpenDocument> => {
  // Loaded only here, as few case files are TIFF.
  const { decodeTiffPage } = await import('../../functions/tiff/decode-tiff-page.ts');
  const { tiffPages } = await import('../../functions/tiff/tiff-pages.ts');
  const pages = tiffPages(data);
  return {
    async draw(number, canvas) {
      const page = pages[number - 1];
      if (!page) throw new Error('The file has no such page.');
      const picture = await decodeTiffPage(data, page, true);
      const stored = document.createElement('canvas');
      stored.width = picture.width;
      stored.height = picture.height;
      context2d(stored).putImageData(new ImageData(rgbaOf(picture), picture.width, picture.height), 0, 0);
      // A fax has half as many lines as columns to the inch.
      const { acrossDpi, downDpi } = picture;
      canvas.width = picture.width;
      canvas.height = Math.round(picture.height * (acrossDpi && downDpi ? acrossDpi / downDpi : 1));
      context2d(canvas).drawImage(stored, 0, 0, canvas.width, canvas.height);
    },
    close: () => {},
  };
};

const rgbaOf = ({ width, height, channels, data }: TiffPicture): Uint8ClampedArray<ArrayBuffer> => {
  const rgba = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let at = 0; at < width * height; at += 1)
    for (let channel = 0; channel < 3; channel += 1)
      rgba[4 * at + channel] = data[channels * at + (channels === 3 ? channel : 0)] ?? 255;
  return rgba;
};

const openImage = async (data: Uint8Array<ArrayBuffer>, mediaType: string): Promise<OpenDocument> => {
  const bitmap = await createImageBitmap(new Blob([data], { type: mediaType }));
  return {
    async draw(_number, canvas) {
      canvas.width = bitmap.width;
      canvas.height = bitmap.height;
      context2d(canvas).drawImage(bitmap, 0, 0);
    },
    close: () => bitmap.close(),
  };
};

/** Text files and documents of a word processor have words, but no picture of their pages. */
export const hasNoPicture = (mediaType: CaseDocument['mediaType']): boolean =>
  mediaType === 'text/plain' || mediaType.endsWith('.wordprocessingml.document');

/** Fetches a document of the case by its signed address. Undefined when its pages have no picture. */
export const openDocument = async (
  caseId: string,
  { documentId, mediaType }: CaseDocument,
): Promise<OpenDocument | undefined> => {
  if (hasNoPicture(mediaType)) return undefined;
  const { url } = await callApi<SignedAddress>('GET', `cases/${caseId}/documents/${documentId}`);
  const response = await fetch(url).catch(() => {
    throw new Error('The store of the case files does not answer.');
  });
  if (!response.ok) throw new Error(`The store of the case files answered with status ${response.status}.`);
  const data = new Uint8Array(await response.arrayBuffer());
  if (mediaType === 'application/pdf') return openPdf(data);
  return mediaType === 'image/tiff' ? openTiff(data) : openImage(data, mediaType);
};
