import type { GreyImage } from '../image/grey-image.ts';
import type { Reading, ReadWord } from './reading.ts';

const inkBelow = 140;
/** A stroke this many times as high as its word goes on above and below it: no letter and no figure does. */
const minHeights = 1.6;
/** A scan breaks a rule for a few pixels; between the letters of two lines there is more paper. */
const maxGapInches = 0.02;

const bars = String.raw`[|¦[\]{}]*`;
const amongBars = new RegExp(`^(${bars})(.*?)(${bars})$`);

/**
 * Upright rules of tables and boxes are read as bars or brackets, alone or stuck to a word. Those whose stroke is a rule
 * are dropped. The engine may leave the rule out of the word's box: it is looked for half a letter farther out.
 */
export const dropRules = (image: GreyImage, { words }: Reading): Reading => ({
  words: words.flatMap((word) => {
    const [, before = '', text = '', after = ''] = amongBars.exec(word.text) ?? [];
    if (before === '' && after === '') return [word];
    const part = Math.ceil(word.width / word.text.length) + 1;
    const out = part >> 1;
    const isRuleBefore =
      before !== '' && hasRule(image, word, word.left - out, out + (text === '' ? word.width : part));
    const isRuleAfter = after !== '' && hasRule(image, word, word.left + word.width - part, part + out);
    const kept = `${isRuleBefore ? '' : before}${text}${isRuleAfter ? '' : after}`;
    return kept === '' ? [] : [{ ...word, text: kept }];
  }),
});

const hasRule = ({ width, height, data, dpi }: GreyImage, word: ReadWord, left: number, across: number): boolean => {
  const maxGap = Math.max(2, Math.round(maxGapInches * dpi));
  const middle = Math.min(height - 1, Math.round(word.top + word.height / 2));
  const dark = (x: number, y: number): boolean => {
    const at = y * width + x;
    return Math.min(data[at] ?? 255, data[at - 1] ?? 255, data[at + 1] ?? 255) < inkBelow;
  };
  const reach = (x: number, step: number): number => {
    let last = middle;
    for (let y = middle; y >= 0 && y < height && Math.abs(y - last) <= maxGap; y += step) if (dark(x, y)) last = y;
    return Math.abs(last - middle);
  };
  for (let x = Math.max(1, left - 1); x <= Math.min(width - 2, left + across); x += 1)
    if (dark(x, middle) && reach(x, 1) + reach(x, -1) > minHeights * Math.max(word.height, dpi / 10)) return true;
  return false;
};
