import { createRequire } from 'node:module';
import path from 'node:path';
import { PDFDocument } from '@cantoo/pdf-lib';
import { getDocument, OPS, Util, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import type { MediaType } from '../domain/document.ts';
import { decodeTiffPage } from '../tiff/decode-tiff-page.ts';
import { greyOfTiff } from '../tiff/tiff-colours.ts';
import { tiffPages, type TiffPage } from '../tiff/tiff-pages.ts';
import type { PagePicture } from './likeness-of-place.ts';
import { decodedImage, paintPicture, type DecodedImage, type Matrix } from './paint-picture.ts';

// pdf.js looks here for its worker code before it tries to load a file; a bundle has no such file.
Object.assign(globalThis, { pdfjsWorker: pdfWorker });

/** The scans of an open document; undefined for a page that is no single picture. */
export type PagePictures = { of(page: number): Promise<PagePicture | undefined>; close(): Promise<void> };

/** Pictures kept decoded: 4 MB each. */
const maxKept = 24;

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

const pdfPicture = async (page: PDFPageProxy): Promise<PagePicture | undefined> => {
  const { fnArray, argsArray } = await page.getOperatorList();
  const viewport = page.getViewport({ scale: 1 });
  const view: Matrix = toMatrix(viewport.transform);
  const stack: Matrix[] = [];
  let now = view;
  let found: { image: DecodedImage; matrix: Matrix } | undefined;
  for (const [index, operator] of fnArray.entries()) {
    const operands: unknown = argsArray[index];
    if (operator === OPS.save) stack.push(now);
    else if (operator === OPS.restore) now = stack.pop() ?? view;
    else if (operator === OPS.transform) now = toMatrix(Util.transform(now, toMatrix(operands)));
    else if (operator === OPS.paintImageXObject && Array.isArray(operands)) {
      const [a, b, c, d] = now;
      const share = Math.abs(a * d - b * c) / (viewport.width * viewport.height);
      // Several pictures make one page together: not taken apart here.
      if (share < minShare || found) return undefined;
      const image = decodedImage(await objectOf(page, String(operands[0])));
      if (!image) return undefined;
      found = { image, matrix: now };
    } else if (paintsPictures.has(operator)) return undefined;
  }
  return found && paintPicture(found.image, found.matrix, viewport.width, viewport.height);
};

/** Pictures in other ways, and forms with a matrix of their own. */
const paintsPictures = new Set<number>([
  OPS.paintImageMaskXObject,
  OPS.paintImageMaskXObjectGroup,
  OPS.paintInlineImageXObject,
  OPS.paintInlineImageXObjectGroup,
  OPS.paintImageXObjectRepeat,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintSolidColorImageMask,
  OPS.paintFormXObjectBegin,
]);

const toMatrix = (values: unknown): Matrix => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = Array.isArray(values) ? values.map(Number) : [];
  return [a, b, c, d, e, f];
};

const objectOf = (page: PDFPageProxy, id: string): Promise<unknown> =>
  new Promise((resolve) => {
    const objects = id.startsWith('g_') ? page.commonObjs : page.objs;
    objects.get(id, resolve);
  });

const pdfOfPicture = async (bytes: Uint8Array, mediaType: 'image/jpeg' | 'image/png'): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const image = mediaType === 'image/jpeg' ? await pdf.embedJpg(bytes) : await pdf.embedPng(bytes);
  pdf.addPage([image.width, image.height]).drawImage(image, { x: 0, y: 0, width: image.width, height: image.height });
  return pdf.save();
};

const tiffPicture = async (bytes: Uint8Array, page: TiffPage | undefined): Promise<PagePicture | undefined> => {
  if (!page) return undefined;
  const picture = await decodeTiffPage(bytes, page);
  const grey = greyOfTiff(picture);
  const image: DecodedImage = { width: picture.width, height: picture.height, greyAt: (at) => grey[at] ?? 255 };
  // Fax lines may lie twice as far apart as their dots: letter paper tells the height.
  return paintPicture(image, [612, 0, 0, -792, 0, 792], 612, 792);
};
