import type { Page } from '../domain/page.ts';
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
): Page[] => {
  const detected = new Map(pagesFromBlocks([...blocks], [...toDetect]).map((page) => [page.page, page]));
  const missing = (page: number): Page => ({
    page,
    source: 'unreadable',
    reason: `text detection gave no result for this page (${jobStatus})`,
    rotationDegrees: 0,
    lines: [],
  });
  return [...read, ...toDetect.map((page) => detected.get(page) ?? missing(page))].toSorted((a, b) => a.page - b.page);
};
