import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { getDocument, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import * as pdfWorker from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import UTIF from 'utif2';
import type { MediaType } from '../../functions/domain/document.ts';
import { greyOfRgba, type GreyImage } from './image/grey-image.ts';
import { squarePixels } from './image/square-pixels.ts';

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
/** Letter paper is 8.5 inches wide: the resolution of a picture that does not say its own. */
const paperInches = 8.5;

const openPdfPages = async (bytes: Uint8Array): Promise<PageSource> => {
  const root = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = getDocument({
    data: new Uint8Array(bytes),
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
  // A first drawing at stamp size shows how fine the page's pictures are. pdf.js keeps what it decoded for the second.
  const reconDpi = 18;
  const { pictureDpi } = await draw(page, reconDpi);
  const dpi = pictureDpi === undefined ? textDpi : Math.min(maxDpi, Math.max(minDpi, pictureDpi));
  return (await draw(page, fitting(page, dpi))).image;
};

const fitting = (page: PDFPageProxy, dpi: number): number => {
  const { width, height } = page.getViewport({ scale: 1 });
  return Math.min(dpi, (maxSidePixels * 72) / Math.max(width, height));
};

/** A picture that takes up at least this share of the page decides the resolution. */
const minPictureShare = 0.25;

type Drawing = { image: GreyImage; pictureDpi: number | undefined };

const draw = async (page: PDFPageProxy, dpi: number): Promise<Drawing> => {
  const viewport = page.getViewport({ scale: dpi / 72 });
  const width = Math.max(1, Math.round(viewport.width));
  const height = Math.max(1, Math.round(viewport.height));
  const context = createCanvas(width, height).getContext('2d');
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
  const buffer = Buffer.from(bytes);
  const directories = UTIF.decode(buffer).filter((directory) => !isReducedCopy(directory));
  return Promise.resolve({
    pages: directories.length,
    render(page) {
      const directory = directories[page - 1];
      if (!directory) throw new Error('the TIFF has no such page');
      UTIF.decodeImage(buffer, directory);
      const rgba = UTIF.toRGBA8(directory);
      const { width, height } = directory;
      const image = greyOfRgba(rgba, width, height, guessDpi(width, height));
      return Promise.resolve(squarePixels(image, resolutionOf(directory, 't282'), resolutionOf(directory, 't283')));
    },
    close: () => Promise.resolve(),
  });
};

const isReducedCopy = (directory: object): boolean => (firstNumber(directory, 't254') ?? 0) % 2 === 1;

const resolutionOf = (directory: object, tag: string): number => firstNumber(directory, tag) ?? 0;

const firstNumber = (directory: object, tag: string): number | undefined => {
  const values: unknown = Reflect.get(directory, tag);
  return Array.isArray(values) ? Number(values[0]) : undefined;
};
