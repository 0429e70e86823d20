import { expect, test } from '@jest/globals';
import { dropRules } from '../../../local/textract/engine/drop-rules.ts';
import { greyImage } from '../../../local/textract/image/grey-image.ts';

const word = (text: string, left: number, width: number) => ({
  text,
  confidence: 90,
  line: 0,
  left,
  top: 90,
  width,
  height: 20,
});

/** A rule from the top to the bottom at 100, broken for two pixels, and a stroke as high as a figure at 200. */
const page = greyImage(300, 200, 200);
for (let y = 0; y < 200; y += 1) if (y < 70 || y > 71) page.data.fill(0, y * 300 + 100, y * 300 + 102);
for (let y = 90; y < 110; y += 1) page.data.fill(0, y * 300 + 200, y * 300 + 202);

test('a bar that is the rule of a table is no word and no letter of one', () => {
  const words = [word('|', 99, 5), word('|7', 98, 30), word('3|', 72, 30)];
  expect(dropRules(page, { words }).words.map(({ text }) => text)).toEqual(['7', '3']);
});

test('a rule that was read as a bracket goes too, also where the word ends before it', () => {
  const words = [word('Number:]', 20, 78), word('{06/28', 104, 60)];
  expect(dropRules(page, { words }).words.map(({ text }) => text)).toEqual(['Number:', '06/28']);
});

test('a bar as high as its line stays, for it may be a figure', () => {
  const words = [word('|', 199, 5), word('|7', 198, 30), word('A|B', 80, 40), word('7', 98, 20), word('[7]', 190, 30)];
  expect(dropRules(page, { words }).words).toEqual(words);
});
