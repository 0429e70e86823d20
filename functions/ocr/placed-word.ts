import type { Box } from '../domain/page.ts';

/**
 * A word on its way into a line. `upright` is its rectangle after the page has been righted, in units in which both
 * directions have the same length (the page's height is 1), so that heights and gaps can be compared.
 * `run` numbers stretches of words that their source already read as one piece of a line.
 */
export type PlacedWord = { text: string; confidence: number; box: Box; upright: Box; run: number };

export type Rectangle = { left: number; top: number; right: number; bottom: number };

export const rectangleAround = (boxes: readonly Box[]): Rectangle => {
  const around = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const box of boxes) {
    around.left = Math.min(around.left, box.left);
    around.top = Math.min(around.top, box.top);
    around.right = Math.max(around.right, box.left + box.width);
    around.bottom = Math.max(around.bottom, box.top + box.height);
  }
  return around;
};
