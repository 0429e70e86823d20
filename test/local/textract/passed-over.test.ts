import { expect, test } from '@jest/globals';
import { coveredInk } from '../../../local/textract/engine/covered-ink.ts';
import { placesOutside, readPassedOver, withFound } from '../../../local/textract/engine/passed-over.ts';
import { readDoubtful } from '../../../local/textract/engine/read-doubtful.ts';
import type { Reading, ReadWord } from '../../../local/textract/engine/reading.ts';
import type { Engine } from '../../../local/textract/engine/tesseract-engine.ts';
import { greyImage } from '../../../local/textract/image/grey-image.ts';

const word = (text: string, left: number, confidence = 95): ReadWord => ({
  text,
  confidence,
  line: 0,
  left,
  top: 100,
  width: 100,
  height: 20,
});

/** Two words as rows of strokes, at 40 and 300, and a rule below them. */
const page = greyImage(600, 300, 200);
for (const left of [40, 300])
  for (let y = 100; y < 116; y += 1)
    for (let x = left; x < left + 100; x += 6) page.data.fill(0, y * 600 + x, y * 600 + x + 3);
for (let y = 150; y < 153; y += 1) page.data.fill(0, y * 600 + 20, y * 600 + 580);

/** An engine that reads the same in every picture and remembers how wide these were. */
const engineThatReads = (words: readonly ReadWord[]): Engine & { widths: number[] } => {
  const widths: number[] = [];
  return {
    widths,
    read(image) {
      widths.push(image.width);
      return { words: words.map((one) => ({ ...one, left: 5, top: 5 })) };
    },
    knows: () => false,
    close: () => undefined,
  };
};

test('what lies in no word of the reading is read as a line of its own', () => {
  const reading: Reading = { words: [word('7.5', 40)] };
  const engine = engineThatReads([word('mg', 0)]);
  const { words } = readPassedOver(engine, page, reading);
  expect(words.map(({ text, line }) => [text, line])).toEqual([['mg', 1]]);
  expect(words[0]?.left).toBeGreaterThan(290);
  expect(words[0]?.left).toBeLessThan(310);
  expect(engine.widths).toHaveLength(1);
});

test('what was found stands among the words of its line, or alone', () => {
  const first: Reading = { words: [word('Drug', 40), word('daily', 400)] };
  const beside = { ...word('mg', 200), line: 7, top: 104 };
  expect(withFound(first, { words: [beside] }).words.map(({ text, line }) => `${text} ${line}`)).toEqual([
    'Drug 0',
    'mg 0',
    'daily 0',
  ]);
  const below = { ...beside, top: 140 };
  expect(withFound(first, { words: [below] }).words).toEqual([...first.words, below]);
});

test('a rule is no writing, and what is not read surely is left out', () => {
  const whole: Reading = { words: [word('7.5', 40), word('mg', 300)] };
  const engine = engineThatReads([word('-', 0)]);
  expect(readPassedOver(engine, page, whole).words).toEqual([]);
  expect(engine.widths).toHaveLength(0);
  const first: Reading = { words: [word('7.5', 40)] };
  expect(readPassedOver(engineThatReads([word('-', 0, 40)]), page, first).words).toEqual([]);
});

test('places outside and the share of covered ink say the same', () => {
  const first: Reading = { words: [word('7.5', 40)] };
  expect(placesOutside(page, first)).toContainEqual({ left: 300, top: 95, width: 100, height: 30 });
  expect(coveredInk(page, first)).toBeLessThan(coveredInk(page, { words: [word('7.5', 40), word('mg', 300)] }));
});

test('of a line with a wide gap only the doubtful cell is read again', () => {
  const engine = engineThatReads([word('mg', 0, 90)]);
  const { words } = readDoubtful(engine, page, { words: [word('7.5', 40), word('nog', 300, 50)] });
  expect(words.map(({ text }) => text)).toEqual(['7.5', 'mg']);
  expect(Math.max(...engine.widths)).toBeLessThan(150);
});

test('a gap with writing in it does not part a line, one with a rule does', () => {
  const words = [word('7.5', 40), word('nog', 460, 50)];
  const whole = engineThatReads([]);
  readDoubtful(whole, page, { words });
  expect(Math.max(...whole.widths)).toBeGreaterThan(400);
  const ruled = { ...page, data: new Uint8Array(page.data) };
  for (let y = 80; y < 140; y += 1) {
    ruled.data.fill(255, y * 600 + 300, y * 600 + 400);
    ruled.data.fill(0, y * 600 + 350, y * 600 + 353);
  }
  const parted = engineThatReads([]);
  readDoubtful(parted, ruled, { words });
  expect(Math.max(...parted.widths)).toBeLessThan(200);
});

test('a doubtful date is read by itself and yields only to a date', () => {
  const date = { ...word('11/23/2015', 40, 80) };
  expect(readDoubtful(engineThatReads([word('1172315', 0)]), page, { words: [date] }).words).toEqual([date]);
  const surer = readDoubtful(engineThatReads([word('11/28/2015', 0)]), page, { words: [date] });
  expect(surer.words.map(({ text }) => text)).toEqual(['11/28/2015']);
});
