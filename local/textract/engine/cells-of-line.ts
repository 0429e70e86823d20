import type { GreyImage } from '../image/grey-image.ts';
import type { ReadWord } from './reading.ts';

/** A gap this many times as wide as the line is high may part two cells of a table. */
const wideGap = 1.2;
const inkBelow = 128;
/** A column of the gap with more ink than this share is a rule. */
const ruleShare = 0.85;
/** With more ink than this share beside the rule there is writing in the gap that was not read. */
const writingShare = 0.01;

/**
 * A line at its wide empty gaps, where a rule may stand: what a cell of a table holds is read better by itself. A gap in
 * which something is written belongs to the line, which may be read whole the next time.
 */
export const cellsOfLine = (image: GreyImage, line: readonly ReadWord[]): ReadWord[][] => {
  const top = Math.min(...line.map((word) => word.top));
  const bottom = Math.max(...line.map((word) => word.top + word.height));
  const height = Math.max(...line.map((word) => word.height));
  const cells: ReadWord[][] = [];
  let right = -Infinity;
  for (const word of line) {
    const last = cells.at(-1);
    const isParted =
      word.left - right > wideGap * height && isClear(image, { left: right, right: word.left, top, bottom });
    if (last && !isParted) last.push(word);
    else cells.push([word]);
    right = word.left + word.width;
  }
  return cells;
};

type Gap = { left: number; right: number; top: number; bottom: number };

const isClear = ({ width, height, data }: GreyImage, gap: Gap): boolean => {
  const [left, right] = [Math.max(0, Math.round(gap.left)), Math.min(width, Math.round(gap.right))];
  const [top, bottom] = [Math.max(0, Math.round(gap.top)), Math.min(height, Math.round(gap.bottom))];
  let written = 0;
  for (let x = left; x < right; x += 1) {
    let dark = 0;
    for (let y = top; y < bottom; y += 1) if ((data[y * width + x] ?? 255) < inkBelow) dark += 1;
    if (dark < ruleShare * (bottom - top)) written += dark;
  }
  return written <= writingShare * (right - left) * (bottom - top);
};
