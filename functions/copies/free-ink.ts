import type { Box } from '../domain/page.ts';
import { eraseRules } from './erase-rules.ts';
import type { PagePicture } from './likeness-of-place.ts';

/** Fractions of the page at its edges, where copies have black borders, holes, and lines of the fax machine. */
const margin = 0.08;
/** A cell with less ink than this share is dust, one with more a picture or a shadow. */
const strokeInk = { min: 0.08, max: 0.7 };
/** A page of pictures has thousands of such cells; these many, evenly taken, tell as much. */
const maxCells = 200;

/** A straight line of so many cells is a printed rule, which a fax loses and thickens; no pen draws it. */
const ruleSides = 4;
/** The ink of letters reaches a little beyond the box of their word: pixels. */
const aroundWord = 3;

/** Cells of the page, `side` pixels wide, where something is drawn that is neither word nor rule: ticks, handwriting, stamps. */
export const freeInk = (picture: PagePicture, words: readonly Box[], side: number): Box[] => {
  const { width, height } = picture;
  const ink = new Uint8Array(picture.ink);
  for (const word of words) {
    const left = Math.max(0, Math.round(word.left * width) - aroundWord);
    const right = Math.min(width, Math.round((word.left + word.width) * width) + aroundWord);
    const bottom = Math.min(height, Math.round((word.top + word.height) * height) + aroundWord);
    for (let y = Math.max(0, Math.round(word.top * height) - aroundWord); y < bottom; y += 1)
      ink.fill(0, y * width + left, y * width + right);
  }
  eraseRules(ink, width, height, ruleSides * side);
  const cells: Box[] = [];
  // Cells overlap by half, so that no stroke is parted among four of them.
  const step = Math.max(1, side >> 1);
  for (let top = Math.round(margin * height); top + side < (1 - margin) * height; top += step)
    for (let left = Math.round(margin * width); left + side < (1 - margin) * width; left += step) {
      const share = inkShare({ width, height, ink }, left, top, side);
      if (share < strokeInk.min || share > strokeInk.max) continue;
      cells.push({ left: left / width, top: top / height, width: side / width, height: side / height });
    }
  const every = Math.ceil(cells.length / maxCells);
  return cells.filter((_, index) => index % every === 0);
};

const inkShare = ({ ink, width }: PagePicture, left: number, top: number, side: number): number => {
  let sum = 0;
  for (let y = top; y < top + side; y += 1) for (let x = left; x < left + side; x += 1) sum += ink[y * width + x] ?? 0;
  return sum / (255 * side * side);
};
