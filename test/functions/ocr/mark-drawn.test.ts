import { describe, expect, test } from '@jest/globals';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import type { Page } from '../../../functions/domain/page.ts';
import { markDrawn } from '../../../functions/ocr/mark-drawn.ts';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { seeded } from '../../local/textract/seeded.ts';
import { letterLines, madeSheet } from '../pictures/made-sheets.ts';

const documentId = DocumentId.parse('doc-0123456789');
const blank: Page = { page: 1, source: 'blank', reason: 'No text.', rotationDegrees: 0, lines: [] };
/** 200 points to the inch, as scans are compared. */
const [width, height] = [1700, 2200];

/** Drawn at 100 points to the inch: each point is two wide and two high. */
const picture = (draw: (set: (x: number, y: number, ink: number) => void) => void) => {
  const ink = new Uint8Array(width * height);
  draw((x, y, value) => {
    const at = 2 * Math.round(y) * width + 2 * Math.round(x);
    for (const near of [at, at + 1, at + width, at + width + 1]) ink[near] = value;
  });
  return { width, height, ink };
};
/** Three lines of loops, as of a pen. */
const scribble = (ink: number) =>
  picture((set) => {
    for (const top of [300, 400, 500])
      for (let step = 0; step < 2400; step += 1)
        for (let wide = 0; wide < 4; wide += 1)
          set(150 + step / 5 + 12 * Math.sin(step / 20), top + 18 * Math.cos(step / 20) + wide, ink);
  });
const specks = picture((set) => {
  const random = seeded(3);
  for (let speck = 0; speck < 1500; speck += 1)
    for (const [x, y] of [
      [0, 0],
      [1, 0],
      [0, 1],
    ])
      set(5 + random.next() * 800 + (x ?? 0), 5 + random.next() * 1000 + (y ?? 0), 255);
});

/** A letter on the back of the sheet, seen through the paper. */
const otherSide = () => {
  const draw = (context: SKRSContext2D, grey: (level: number) => string): void =>
    letterLines(context, grey(221), { mirrored: true });
  const sheet = madeSheet({ seed: 1, draw });
  return picture((set) => {
    sheet.data.forEach((level, at) => set(at % sheet.width, Math.floor(at / sheet.width), 255 - level));
  });
};

const sourceOf = (page: Page, shown: ReturnType<typeof picture> | undefined): Promise<Page> =>
  markDrawn(page, { documentId, pictureOf: () => Promise.resolve(shown) });

describe('a page on which no words were found', () => {
  test('but something is drawn goes to a person, with the reason', async () => {
    const page = await sourceOf(blank, scribble(220));
    expect(page.source).toBe('unreadable');
    expect(page.reason).toContain('by hand');
  });

  test('but something is drawn faintly, as with a pencil, goes to a person', async () => {
    expect((await sourceOf(blank, scribble(90))).source).toBe('unreadable');
  });

  test('and whose picture cannot be taken apart goes to a person', async () => {
    expect((await sourceOf(blank, undefined)).source).toBe('unreadable');
  });

  test.each<[string, Promise<Page>]>([
    [
      'when it is empty',
      sourceOf(
        blank,
        picture(() => undefined),
      ),
    ],
    ['when it has specks', sourceOf(blank, specks)],
    ['when the other side shows through', sourceOf(blank, otherSide())],
  ])('is blank %s', async (_, page) => {
    expect(await page).toEqual(blank);
  });

  test('and one that was read stays read', async () => {
    const read: Page = { ...blank, source: 'ocr' };
    expect(await sourceOf(read, scribble(220))).toBe(read);
  });
});
