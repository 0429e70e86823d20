import type { MediaType } from '../domain/document.ts';
import type { Page } from '../domain/page.ts';
import { readPdf } from './read-pdf.ts';
import { textFilePages } from './text-file-pages.ts';
import { countTiffPages } from './tiff-pages.ts';

export type ReadPages = {
  pages: Page[];
  toDetect: number[];
  /** Pages that look exactly as the page `of`, which is to be looked at: they need not be paid for. */
  copies: { page: number; of: number }[];
};

/**
 * Reads every page that can be read without OCR: a trustworthy text layer, a plain text file, a page with nothing on it.
 * @returns the pages read, and the numbers of the others in order: those to look at, and copies of these. Together they are
 * all pages of the document.
 * @throws when the document cannot be opened; `register` has refused such documents before.
 */
export const readPages = async (bytes: Uint8Array, mediaType: MediaType): Promise<ReadPages> => {
  switch (mediaType) {
    case 'text/plain':
      return { pages: textFilePages(bytes), toDetect: [], copies: [] };
    case 'application/pdf':
      return readPdf(bytes);
    case 'image/tiff':
      return {
        pages: [],
        toDetect: Array.from({ length: countTiffPages(bytes) }, (_, index) => index + 1),
        copies: [],
      };
    default:
      return { pages: [], toDetect: [1], copies: [] };
  }
};
