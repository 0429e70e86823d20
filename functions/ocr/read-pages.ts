import { wordDocument, type MediaType } from '../domain/document.ts';
import { defaultReading, type ReadingLimits } from '../domain/reading-settings.ts';
import type { Page } from '../domain/page.ts';
import type { PictureBoxes } from './join-pictures.ts';
import { pictureFileIsEmpty, lookAtTiffPage } from './picture-files.ts';
import { readPdf, type PageWatch } from './read-pdf.ts';
import { tiffPages } from '../tiff/tiff-pages.ts';
import { textFilePages } from './text-file-pages.ts';
import { wordPages } from './word-pages.ts';

export type ReadPages = { pages: Page[] } & ReadRest;
export type ReadRest = {
  toDetect: number[];
  /** Pages that look exactly as the page `of`, which is to be looked at: they need not be paid for. */
  copies: { page: number; of: number }[];
  /** Pages that were read and are in `toDetect` as well, for the words in their pictures. */
  pictures: PictureBoxes[];
};

/**
 * Reads every page that can be read without OCR: a trustworthy text layer, a plain text file, a page with nothing on it.
 * @returns the pages read, and the numbers of the others in order: those to look at, and copies of these. Together they are
 * all pages of the document; one with a text layer and pictures that carry writing is in both.
 * @throws when the document cannot be opened; `register` has refused such documents before.
 */
export const readPages = async (
  bytes: Uint8Array,
  mediaType: MediaType,
  limits: ReadingLimits = defaultReading.limits,
): Promise<ReadPages> => {
  const pages: Page[] = [];
  const rest = await readEachPage(bytes, mediaType, limits, { keep: (page) => pages.push(page) });
  return { pages, ...rest };
};

/** The same, each page handed over as soon as it was read. */
export const readEachPage = async (
  bytes: Uint8Array,
  mediaType: MediaType,
  { maxPixels, maxUnpackedBytes }: ReadingLimits,
  watch: PageWatch,
): Promise<ReadRest> => {
  const { keep } = watch;
  switch (mediaType) {
    case 'text/plain':
      textFilePages(bytes).forEach(keep);
      return nothing;
    case wordDocument:
      wordPages(bytes, maxUnpackedBytes).forEach(keep);
      return nothing;
    case 'application/pdf':
      return readPdf(bytes, maxPixels, watch);
    case 'image/tiff':
      return readTiff(bytes, keep);
    default:
      return sorted([() => pictureFileIsEmpty(bytes, mediaType)], keep);
  }
};

const readTiff = (bytes: Uint8Array, keep: (page: Page) => void): Promise<ReadRest> => {
  const pages = tiffPages(bytes);
  return sorted(
    pages.map((page) => () => lookAtTiffPage(bytes, page)),
    keep,
  );
};

const nothing: ReadRest = { toDetect: [], copies: [], pictures: [] };

/** Pictures without writing are blank pages, those that cannot be decoded have a reason, the others are looked at. */
const sorted = async (
  looks: readonly (() => Promise<boolean | { reason: string }>)[],
  keep: (page: Page) => void,
): Promise<ReadRest> => {
  const toDetect: number[] = [];
  for (const [index, look] of looks.entries()) {
    const isEmpty = await look();
    const row = { page: index + 1, rotationDegrees: 0, lines: [] };
    if (isEmpty === true) keep({ ...row, source: 'blank', reason: 'The picture has no writing.' });
    else if (isEmpty === false) toDetect.push(index + 1);
    else keep({ ...row, source: 'unreadable', ...isEmpty });
  }
  return { ...nothing, toDetect };
};
