import type { SignedAddress } from '../../functions/domain/api.ts';
import type { CaseDocument } from '../../functions/domain/document.ts';
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

type TiffTags = Record<string, unknown>;

/** XResolution and YResolution, tags 282 and 283, each a numerator and a denominator; only their ratio is used. */
const resolutionOf = (tags: TiffTags): { x: number; y: number } => {
  const [x, y] = ['t282', 't283'].map((tag) => {
    const [over, under] = [tags[tag]].flat(2).map(Number);
    return (over ?? 0) / (under ?? 1);
  });
  return x && y ? { x, y } : { x: 1, y: 1 };
};

const openTiff = async (data: Uint8Array<ArrayBuffer>): Promise<OpenDocument> => {
  const { decode, decodeImage, toRGBA8 } = (await import('utif2')).default;
  // As functions/ocr/tiff-pages.ts counts: a reduced copy (tag 254, bit 0) is no page.
  const frames = decode(data.buffer).filter((frame) => (Number([frame['t254']].flat()[0] ?? 0) & 1) === 0);
  return {
    async draw(number, canvas) {
      const frame = frames[number - 1];
      if (!frame) throw new Error('The file has no such page.');
      decodeImage(data.buffer, frame);
      const rgba = new Uint8ClampedArray(toRGBA8(frame));
      const stored = document.createElement('canvas');
      stored.width = frame.width;
      stored.height = frame.height;
      context2d(stored).putImageData(new ImageData(rgba, frame.width, frame.height), 0, 0);
      // A fax has half as many lines as columns to the inch.
      const { x, y } = resolutionOf({ ...frame });
      canvas.width = frame.width;
      canvas.height = Math.round((frame.height * x) / y);
      context2d(canvas).drawImage(stored, 0, 0, canvas.width, canvas.height);
    },
    close: () => {},
  };
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
