import type { PictureOf } from '../copies/find-copies.ts';
import type { PagePicture } from '../copies/likeness-of-place.ts';
import type { DocumentId } from '../domain/case-number.ts';
import type { Page } from '../domain/page.ts';
import { hasWriting } from '../pictures/has-writing.ts';
import type { SheetPicture } from '../pictures/sheet-picture.ts';

/**
 * A page that was looked at and on which text detection found no words is blank only when its picture has no writing.
 * Otherwise it goes to a person, who can read handwriting and knows what a photo shows.
 */
export const markDrawn = async (
  page: Page,
  { documentId, pictureOf }: { documentId: DocumentId; pictureOf: PictureOf },
): Promise<Page> => {
  if (page.source !== 'blank') return page;
  const picture = await pictureOf({ documentId, page: page.page });
  return picture && !hasWriting(sheetOf(picture)) ? page : { ...page, source: 'unreadable', reason };
};

const reason = 'Something is drawn on the page and no words were found in it, perhaps it is written by hand.';

/** At half of its resolution, 100 points to the inch: the mean of four. */
const sheetOf = ({ width, height, ink }: PagePicture): SheetPicture => {
  const [across, down] = [width >> 1, height >> 1];
  const data = new Uint8Array(across * down);
  for (let y = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1) {
      const at = 2 * y * width + 2 * x;
      const sum = (ink[at] ?? 0) + (ink[at + 1] ?? 0) + (ink[at + width] ?? 0) + (ink[at + width + 1] ?? 0);
      data[y * across + x] = 255 - (sum >> 2);
    }
  return { width: across, height: down, data };
};
