import { createRequire } from 'node:module';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import type { MediaType } from '../domain/document.ts';
import { picturesOfPage } from '../pictures/pictures-of-page.ts';
import type { DecodedPicture } from '../pictures/placed-picture.ts';
import { webpPicture } from '../pictures/webp-picture.ts';
import { decodeTiffPage } from '../tiff/decode-tiff-page.ts';
import { greyOfTiff } from '../tiff/tiff-colours.ts';
import { tiffPages, type TiffPage } from '../tiff/tiff-pages.ts';
import type { PagePicture } from './likeness-of-place.ts';
import { paintPicture } from './paint-picture.ts';

// pdf.js looks here for its worker code before it tries to load a file; a bundle has no such file.
Object.assign(globalThis, { pdfjsWorker: pdfWorker });

/** The scans of an open document; undefined for a page that is no single picture. */
export type PagePictures = { of(page: number): Promise<PagePicture | undefined>; close(): Promise<void> };

/** Pictures kept decoded: 4 MB each. */
const maxKept = 8;

/**
 * The pictures of a document's scanned pages. They are decoded by themselves, without drawing the page, so it works
 * without a canvas: on Lambda too. The document is fetched and opened when the first one is asked for.
 */
export const openPictures = (fetchBytes: () => Promise<Uint8Array>, mediaType: MediaType): PagePictures => {
  let opened: Promise<PagePictures> | undefined;
  const kept = new Map<number, PagePicture | undefined>();
  return {
    async of(page) {
      if (kept.has(page)) return kept.get(page);
      opened ??= fetchBytes().then((bytes) => openSource(bytes, mediaType));
      const source = opened;
      // A page that cannot be taken apart has no picture to compare.
      const picture = await source.then((open) => open.of(page)).catch(() => undefined);
      const [oldest] = kept.keys();
      if (kept.size >= maxKept && oldest !== undefined) kept.delete(oldest);
      kept.set(page, picture);
      return picture;
    },
    close: async () => {
      const source = await opened?.catch(() => undefined);
      await source?.close();
    },
  };
};

const openSource = async (bytes: Uint8Array, mediaType: MediaType): Promise<PagePictures> => {
  switch (mediaType) {
    case 'application/pdf':
      return openPdf(bytes);
    case 'image/jpeg':
    case 'image/png':
      return openPdf(await pdfOfPicture(bytes, mediaType));
    case 'image/tiff': {
      const pages = tiffPages(bytes);
      return { of: (page) => tiffPicture(bytes, pages[page - 1]), close: () => Promise.resolve() };
    }
    case 'image/webp':
      return { of: async () => onLetterPaper(await webpPicture(bytes)), close: () => Promise.resolve() };
    default:
      return { of: () => Promise.resolve(undefined), close: () => Promise.resolve() };
  }
};

/** Where pdf.js has its decoders of fax pictures; they are files of their own. */
const decoders = (): { wasmUrl?: string } => {
  try {
    return { wasmUrl: `${path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))}/wasm/` };
  } catch {
    return {};
  }
};

const openPdf = async (bytes: Uint8Array): Promise<PagePictures> => {
  // pdf.js takes ownership of the buffer, hence the copy.
  const task = getDocument({
    data: new Uint8Array(bytes),
    ...decoders(),
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    verbosity: 0,
  });
  const pdf: PDFDocumentProxy = await task.promise;
  return {
    async of(number) {
      const page = await pdf.getPage(number);
      try {
        return await pdfPicture(page);
      } finally {
        page.cleanup();
      }
    },
    close: () => task.destroy(),
  };
};

/** A picture that leaves less of the page than this is the page. */
const minShare = 0.85;

/** Several pictures that make one page together are not taken apart here. */
const pdfPicture = async (page: PDFPageProxy): Promise<PagePicture | undefined> => {
  const [placed, ...others] = (await picturesOfPage(page)) ?? [];
  if (!placed || others.length > 0) return undefined;
  const { width, height } = page.getViewport({ scale: 1 });
  const [a, b, c, d] = placed.matrix;
  return Math.abs(a * d - b * c) < minShare * width * height
    ? undefined
    : paintPicture(placed.picture, placed.matrix, width, height);
};

const pdfOfPicture = async (bytes: Uint8Array, mediaType: 'image/jpeg' | 'image/png'): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const image = mediaType === 'image/jpeg' ? await pdf.embedJpg(bytes) : await pdf.embedPng(bytes);
  pdf.addPage([image.width, image.height]).drawImage(image, { x: 0, y: 0, width: image.width, height: image.height });
  return pdf.save();
};

const tiffPicture = async (bytes: Uint8Array, page: TiffPage | undefined): Promise<PagePicture | undefined> => {
  if (!page) return undefined;
  const picture = await decodeTiffPage(bytes, page);
  return onLetterPaper({ width: picture.width, height: picture.height, grey: greyOfTiff(picture) });
};

/** Fax lines may lie twice as far apart as their dots: letter paper tells the height. */
const onLetterPaper = (picture: DecodedPicture): PagePicture | undefined =>
  paintPicture(picture, [612, 0, 0, -792, 0, 792], 612, 792);
