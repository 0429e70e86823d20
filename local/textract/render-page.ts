import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import {
  getDocument,
  PDFDataRangeTransport,
  type PDFDocumentProxy,
  type PDFPageProxy,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import type { MediaType } from '../../functions/domain/document.ts';
import { decodeTiffPage } from '../../functions/tiff/decode-tiff-page.ts';
import { greyOfTiff } from '../../functions/tiff/tiff-colours.ts';
import { tiffPages } from '../../functions/tiff/tiff-pages.ts';
import { defaultReading } from '../../functions/domain/reading-settings.ts';
import { greyOfRgba, type GreyImage } from './image/grey-image.ts';
import { squarePixels } from './image/square-pixels.ts';
import { scanOfPage } from './scan-of-page.ts';

Object.assign(globalThis, { pdfjsWorker: pdfWorker });

/** A document opened in this thread, page by page turned into grey pixels. */
export type PageSource = { pages: number; render(page: number): Promise<GreyImage>; close(): Promise<void> };

export const openPages = async (bytes: Uint8Array, mediaType: MediaType): Promise<PageSource> => {
  if (mediaType === 'application/pdf') return openPdfPages(bytes);
  if (mediaType === 'image/tiff') return openTiffPages(bytes);
  return { pages: 1, render: () => renderPicture(bytes), close: () => Promise.resolve() };
};

/** Drawn text is sharp at this resolution; a scan is drawn at its own, within the two bounds. */
const textDpi = 200;
const minDpi = 150;
const maxDpi = 300;
const maxSidePixels = 10_000;
/** A tabloid sheet at 400 dpi. A larger page is drawn coarser: every pixel takes up to ten bytes while it is read. */
const maxPagePixels = 30_000_000;
/** Letter paper is 8.5 inches wide: the resolution of a picture that does not say its own. */
const paperInches = 8.5;

/** Gives pdf.js the parts of a file that it asks for, so that a thread holds no second copy of the whole. */
class SharedFile extends PDFDataRangeTransport {
  readonly #bytes: Uint8Array;
  constructor(bytes: Uint8Array) {
    super(bytes.length, null);
    this.#bytes = bytes;
  }
  override requestDataRange(begin: number, end: number): void {
    this.onDataRange(begin, this.#bytes.slice(begin, end));
  }
}

const openPdfPages = async (bytes: Uint8Array): Promise<PageSource> => {
  const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    range: new SharedFile(bytes),
    disableAutoFetch: true,
    rangeChunkSize: 262_144,
    maxImageSize: defaultReading.limits.maxPixels,
    cMapUrl: `${root}/cmaps/`,
    standardFontDataUrl: `${root}/standard_fonts/`,
    wasmUrl: `${root}/wasm/`,
    iccUrl: `${root}/iccs/`,
    disableFontFace: true,
    useSystemFonts: false,
    verbosity: 0,
  });
  const pdf: PDFDocumentProxy = await task.promise;
  return {
    pages: pdf.numPages,
    async render(number) {
      const page = await pdf.getPage(number);
      try {
        return await renderPdfPage(page);
      } finally {
        page.cleanup();
      }
    },
    close: () => task.destroy(),
  };
};

const renderPdfPage = async (page: PDFPageProxy): Promise<GreyImage> => {
  const scan = await scanOfPage(page, paperOf(page).width / 72);
  if (scan) return scan;
  // A first drawing at stamp size shows how fine the page's pictures are. pdf.js keeps what it decoded for the second.
  const reconDpi = 18;
  const { pictureDpi } = await draw(page, fitting(page, reconDpi));
  if (await hasLostPicture(page)) throw new PictureDamaged();
  const dpi = pictureDpi === undefined ? textDpi : Math.min(maxDpi, Math.max(minDpi, pictureDpi));
  return (await draw(page, fitting(page, dpi))).image;
};

/** A picture of the page cannot be decoded: what it shows would be missing without a word. */
class PictureDamaged extends Error {
  override name = 'PictureDamaged';
}

/**
 * pdf.js draws a page without the pictures that it cannot decode, and keeps nothing under their names. A picture that
 * several pages share is kept for the document, so the page's own list tells whether this page shows it.
 */
const hasLostPicture = async (page: PDFPageProxy): Promise<boolean> => {
  if (lostIn(page.objs).length > 0) return true;
  const lostInDocument = lostIn(page.commonObjs);
  if (lostInDocument.length === 0) return false;
  const { argsArray } = await page.getOperatorList();
  return argsArray.some((operands: unknown) => Array.isArray(operands) && lostInDocument.includes(operands[0]));
};

const lostIn = (objects: PDFPageProxy['objs']): unknown[] =>
  [...objects].flatMap(([name, object]: unknown[]) =>
    typeof name === 'string' && /(?:^|_)img_/.test(name) && !object ? [name] : [],
  );

/** A sheet wider than A2 was scanned with one point a pixel: its size says nothing, so letter paper is assumed. */
const maxPaperPoints = 1224;

/** The page with one unit a point of the paper that it is. */
const paperOf = (page: PDFPageProxy): { width: number; height: number; scale: number } => {
  const { width, height } = page.getViewport({ scale: 1 });
  const shortSide = Math.min(width, height);
  const scale = shortSide > maxPaperPoints ? (paperInches * 72) / shortSide : 1;
  return { width: width * scale, height: height * scale, scale };
};

const fitting = (page: PDFPageProxy, dpi: number): number => {
  const { width, height } = paperOf(page);
  return Math.min(
    dpi,
    (maxSidePixels * 72) / Math.max(width, height),
    72 * Math.sqrt(maxPagePixels / Math.max(1, width * height)),
  );
};

/** A picture that takes up at least this share of the page decides the resolution. */
const minPictureShare = 0.25;

type Drawing = { image: GreyImage; pictureDpi: number | undefined };

const draw = async (page: PDFPageProxy, dpi: number): Promise<Drawing> => {
  const viewport = page.getViewport({ scale: (dpi / 72) * paperOf(page).scale });
  const width = Math.max(1, Math.round(viewport.width));
  const height = Math.max(1, Math.round(viewport.height));
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  let pictureDpi: number | undefined;
  const scale = context.scale.bind(context);
  // pdf.js scales by one over a picture's size just before it draws it: then the transform says how fine it is.
  context.scale = (x, y) => {
    scale(x, y);
    const [pixelsAcross, pixelsDown] = [Math.round(1 / x), Math.round(-1 / y)];
    if (pixelsAcross < 2 || pixelsDown < 2 || Math.abs(1 / x - pixelsAcross) > 1e-6) return;
    const { a, b, c, d } = context.getTransform();
    const [across, down] = [Math.hypot(a, b), Math.hypot(c, d)];
    const share = (across * pixelsAcross * down * pixelsDown) / (width * height);
    if (share >= minPictureShare) pictureDpi = Math.max(pictureDpi ?? 0, dpi / Math.min(across, down));
  };
  await page.render({ canvas: null, canvasContext: context, viewport, background: 'white' }).promise;
  const { data } = context.getImageData(0, 0, width, height);
  // The pixels lie outside of the heap: the collector, which does not see them, would let many canvases pile up.
  canvas.width = 1;
  canvas.height = 1;
  return { image: greyOfRgba(data, width, height, dpi), pictureDpi };
};

const renderPicture = async (bytes: Uint8Array): Promise<GreyImage> => {
  const picture = await loadImage(Buffer.from(bytes));
  const context = createCanvas(picture.width, picture.height).getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, picture.width, picture.height);
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, picture.width, picture.height);
  const image = greyOfRgba(data, picture.width, picture.height, guessDpi(picture.width, picture.height));
  return squarePixels(image, 0, 0);
};

const guessDpi = (width: number, height: number): number =>
  Math.min(600, Math.max(70, Math.min(width, height) / paperInches));

const openTiffPages = (bytes: Uint8Array): Promise<PageSource> => {
  const pages = tiffPages(bytes);
  return Promise.resolve({
    pages: pages.length,
    async render(number) {
      const page = pages[number - 1];
      if (!page) throw new Error('the TIFF has no such page');
      const picture = await decodeTiffPage(bytes, page);
      const { width, height, acrossDpi, downDpi } = picture;
      const image = { width, height, data: greyOfTiff(picture), dpi: guessDpi(width, height) };
      return squarePixels(image, acrossDpi, downDpi);
    },
    close: () => Promise.resolve(),
  });
};
