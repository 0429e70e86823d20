import { wordDocument, type MediaType } from '../domain/document.ts';
import { defaultReading } from '../domain/reading-settings.ts';
import type { Page } from '../domain/page.ts';
import type { PictureBoxes } from './join-pictures.ts';
import { pictureFileIsEmpty, lookAtTiffPage } from './picture-files.ts';
import { readPdf } from './read-pdf.ts';
import { tiffPages } from '../tiff/tiff-pages.ts';
import { textFilePages } from './text-file-pages.ts';
import { wordPages } from './word-pages.ts';

export type ReadPages = {
  pages: Page[];
  toDetect: number[];
  /** Pages that look exactly as the page `of`, which is to be looked at: they need not be paid for. */
  copies: { page: number; of: number }[];
  /** Pages of `pages` that are in `toDetect` as well, for the words in their pictures. */
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
  { maxPixels, maxUnpackedBytes } = defaultReading.limits,
): Promise<ReadPages> => {
  switch (mediaType) {
    case 'text/plain':
      return { ...nothing, pages: textFilePages(bytes) };
    case wordDocument:
      return { ...nothing, pages: wordPages(bytes, maxUnpackedBytes) };
    case 'application/pdf':
      return readPdf(bytes, maxPixels);
    case 'image/tiff':
      return readTiff(bytes);
    default:
      return sorted([() => pictureFileIsEmpty(bytes, mediaType)]);
  }
};

const readTiff = (bytes: Uint8Array): Promise<ReadPages> => {
  const pages = tiffPages(bytes);
  return sorted(pages.map((page) => () => lookAtTiffPage(bytes, page)));
};

const nothing: ReadPages = { pages: [], toDetect: [], copies: [], pictures: [] };

/** Pictures without writing are blank pages, those that cannot be decoded have a reason, the others are looked at. */
const sorted = async (looks: readonly (() => Promise<boolean | { reason: string }>)[]): Promise<ReadPages> => {
  const found: ReadPages = { pages: [], toDetect: [], copies: [], pictures: [] };
  for (const [index, look] of looks.entries()) {
    const isEmpty = await look();
    const row = { page: index + 1, rotationDegrees: 0, lines: [] };
    if (isEmpty === true) found.pages.push({ ...row, source: 'blank', reason: 'The picture has no writing.' });
    else if (isEmpty === false) found.toDetect.push(index + 1);
    else found.pages.push({ ...row, source: 'unreadable', ...isEmpty });
  }
  return found;
};
