import { freeInk } from '../copies/free-ink.ts';
import type { PictureOf } from '../copies/find-copies.ts';
import type { DocumentId } from '../domain/case-number.ts';
import type { Page } from '../domain/page.ts';

/** Cells of an eighth of an inch, overlapping by half, that a line of writing fills; specks fill one or two. */
const cellPixels = 25;
const minCells = 12;
/** Darker than a shadow of the other side or a grey paper: ink from 0 to 255. */
const darkInk = 110;

/**
 * A page on which text detection found no words, but whose picture has strokes, is not blank: it goes to a person, who
 * can read handwriting. Pages without a picture stay as they are.
 */
export const markDrawn = async (
  pages: readonly Page[],
  looked: ReadonlySet<number>,
  { documentId, pictureOf }: { documentId: DocumentId; pictureOf: PictureOf },
): Promise<Page[]> => {
  const marked: Page[] = [];
  for (const page of pages) {
    const isOpen = page.source === 'blank' && looked.has(page.page);
    const picture = isOpen ? await pictureOf({ documentId, page: page.page }) : undefined;
    const dark = picture && { ...picture, ink: picture.ink.map((ink) => (ink > darkInk ? 255 : 0)) };
    const isDrawn = dark && freeInk(dark, [], cellPixels).length >= minCells;
    marked.push(isDrawn ? { ...page, source: 'unreadable', reason } : page);
  }
  return marked;
};

const reason = 'Something is drawn on the page and no words were found in it, perhaps it is written by hand.';
