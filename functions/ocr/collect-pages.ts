import type { Page } from '../domain/page.ts';
import { joinPictures, type PictureBoxes } from './join-pictures.ts';
import { pagesFromBlocks } from './pages-from-blocks.ts';
import type { TextractBlock } from './textract-block.ts';

/**
 * All pages of a document in order: those read before, and those that text detection found. A page that it was asked
 * for and did not answer is unreadable, with the job's status as the reason: it goes to a person, it is not dropped.
 */
export const collectPages = (
  read: readonly Page[],
  toDetect: readonly number[],
  blocks: readonly TextractBlock[],
  jobStatus: string,
  pictures: readonly PictureBoxes[] = [],
): Page[] => {
  const detected = new Map(pagesFromBlocks([...blocks], [...toDetect]).map((page) => [page.page, page]));
  const missing = (page: number): Page => ({
    page,
    source: 'unreadable',
    reason: `text detection gave no result for this page (${jobStatus})`,
    rotationDegrees: 0,
    lines: [],
  });
  const found = toDetect.map((page) => detected.get(page) ?? missing(page));
  return joinPages(read, found, pictures);
};

/** One row a page: a page that was read and looked at for its pictures is put together of both. */
const joinPages = (read: readonly Page[], detected: readonly Page[], pictures: readonly PictureBoxes[]): Page[] => {
  const joined = detectedRows(read, pictures);
  const alone = new Set(detected.map(({ page }) => page));
  return [...read.filter(({ page }) => !alone.has(page)), ...detected.map(joined)].toSorted((a, b) => a.page - b.page);
};

/** The row of a page that text detection looked at: with its text layer, if only its pictures were looked at. */
export const detectedRows = (read: readonly Page[], pictures: readonly PictureBoxes[]): ((detected: Page) => Page) => {
  const boxesOf = new Map(pictures.map(({ page, boxes }) => [page, boxes]));
  const layers = new Map(read.filter(({ page }) => boxesOf.has(page)).map((page) => [page.page, page]));
  return (detected) => {
    const layer = layers.get(detected.page);
    return layer ? joinPictures(layer, detected, boxesOf.get(detected.page) ?? []) : detected;
  };
};
