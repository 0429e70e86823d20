import { wordDocument, type MediaType } from '../domain/document.ts';
import { defaultReading } from '../domain/reading-settings.ts';
import type { Page } from '../domain/page.ts';
import type { PictureBoxes } from './join-pictures.ts';
import { pictureFileIsEmpty, tiffPageIsEmpty } from './picture-files.ts';
import { readPdf } from './read-pdf.ts';
import { textFilePages } from './text-file-pages.ts';
import { tiffPages } from './tiff-pages.ts';
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
  { maxUnpackedBytes } = defaultReading.limits,
): Promise<ReadPages> => {
  switch (mediaType) {
    case 'text/plain':
      return { ...nothing, pages: textFilePages(bytes) };
    case wordDocument:
      return { ...nothing, pages: wordPages(bytes, maxUnpackedBytes) };
    case 'application/pdf':
      return readPdf(bytes);
    case 'image/tiff':
      return sorted(tiffPages(bytes).length, (page) => tiffPageIsEmpty(bytes, page));
    default:
      return sorted(1, () => pictureFileIsEmpty(bytes, mediaType));
  }
};

const nothing: ReadPages = { pages: [], toDetect: [], copies: [], pictures: [] };

/** Pictures without writing are blank pages, the others are looked at. */
const sorted = async (count: number, isEmpty: (page: number) => boolean | Promise<boolean>): Promise<ReadPages> => {
  const found: ReadPages = { pages: [], toDetect: [], copies: [], pictures: [] };
  for (let page = 1; page <= count; page += 1)
    if (await isEmpty(page))
      found.pages.push({ page, source: 'blank', reason: 'The picture has no writing.', rotationDegrees: 0, lines: [] });
    else found.toDetect.push(page);
  return found;
};
