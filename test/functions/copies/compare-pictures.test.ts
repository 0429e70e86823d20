import { describe, expect, test } from '@jest/globals';
import { showSameSheet, type PicturePair } from '../../../functions/copies/compare-pictures.ts';
import type { PagePicture } from '../../../functions/copies/likeness-of-place.ts';
import type { Box } from '../../../functions/domain/page.ts';
import { deskew } from '../../../local/textract/image/deskew.ts';
import type { GreyImage } from '../../../local/textract/image/grey-image.ts';
import { soften } from '../../../local/textract/image/soften.ts';
import { paintPage } from '../../local/textract/paint-page.ts';
import { seeded } from '../../local/textract/seeded.ts';

const note = (date: string, pain: string, dose: string): string[] => [
  'WEEKLY THERAPY NOTE OF THE EXAMPLE CENTER',
  `Date of visit: ${date}  Visit: 3 of 12`,
  `The patient reports pain in the lower back rated ${pain}/10`,
  `and takes Naproxen ${dose} mg twice daily without side effects.`,
  'Flexion 45 degrees, extension 15 degrees, strength 5/5.',
  '[ ] Home program given   [ ] Home program refused',
];
const base = note('08/13/2015', '6', '550');
const sizePoints = 12;
/** The type is as wide for every letter, so the boxes of the words are known. */
const letterPoints = 0.6 * sizePoints;
const leftPoints = 72;
/** The upper quarter of a sheet is enough. */
const heightPoints = 220;

const paint = (lines: readonly string[]): GreyImage => {
  const page = { sizePoints, dates: [], lines: lines.map((text) => ({ pieces: [{ text, x: leftPoints }] })) };
  const { width, data } = paintPage(page, 200, 'typewriter');
  const height = Math.round((heightPoints / 72) * 200);
  return { width, height, dpi: 200, data: data.slice(0, width * height) };
};

/** A sheet as it came in: its picture, and where its words stand on it. */
type Sheet = { lines: readonly string[]; picture: PagePicture; skewDegrees: number };

const wordsOf = ({ lines, skewDegrees }: Sheet): { text: string; box: Box }[] =>
  lines.flatMap((line, row) =>
    [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => {
      const [width, height] = [text.length * letterPoints, sizePoints];
      const x = leftPoints + index * letterPoints + width / 2 - 306;
      const y = 80 + row * sizePoints * 1.45 - 0.3 * sizePoints - heightPoints / 2;
      const angle = (skewDegrees * Math.PI) / 180;
      const [turnedX, turnedY] = [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
      const box = {
        left: (turnedX + 306 - width / 2) / 612,
        top: (turnedY + heightPoints / 2 - height / 2) / heightPoints,
        width: width / 612,
        height: height / heightPoints,
      };
      return { text, box };
    }),
  );

const pictureOf = ({ width, height, data }: GreyImage): PagePicture => ({
  width,
  height,
  ink: data.map((grey) => 255 - grey),
});
const clean = (lines: readonly string[]): Sheet => ({
  lines,
  picture: pictureOf(soften(paint(lines))),
  skewDegrees: 0,
});
const random = seeded(11);
const grain = Float32Array.from({ length: 10_007 }, () => (random.next() + random.next() + random.next() - 1.5) * 70);

/** Black or white, frayed at every edge. */
const faxed = (lines: readonly string[], seed: number, skewDegrees = 0, drawn = (image: GreyImage) => image): Sheet => {
  const image = soften(deskew(drawn(paint(lines)), skewDegrees));
  const data = image.data.map((grey, at) => (grey + (grain[(at + 977 * seed) % grain.length] ?? 0) < 140 ? 0 : 255));
  return { lines, picture: pictureOf({ ...image, data }), skewDegrees };
};

/** A slanting stroke of a pen, in pixels. */
const withStroke = (image: GreyImage, { x, y, length }: { x: number; y: number; length: number }): GreyImage => {
  const data = new Uint8Array(image.data);
  for (let step = 0; step < length; step += 1)
    for (let wide = 0; wide < 4; wide += 1) data[(y + step) * image.width + x + step + wide] = 0;
  return { ...image, data };
};

/** As if every number had been read differently: the pictures alone decide. */
const compare = (a: Sheet, b: Sheet) => {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const isNumber = ({ text }: { text: string }) => /\d/.test(text);
  const pair: PicturePair = {
    a: a.picture,
    b: b.picture,
    alike: left.flatMap((word, index) => {
      const same = right[index];
      return same && same.text === word.text && !isNumber(word) ? [[word.box, same.box] as const] : [];
    }),
    doubtful: { a: left.filter(isNumber).map(({ box }) => box), b: right.filter(isNumber).map(({ box }) => box) },
    words: { a: left.map(({ box }) => box), b: right.map(({ box }) => box) },
  };
  return showSameSheet(pair);
};

describe('two pictures show the same sheet', () => {
  const [scan, fax] = [clean(base), faxed(base, 1)];

  test.each<[string, Sheet, Sheet]>([
    ['when both are clean', scan, clean(base)],
    ['when both were faxed', fax, faxed(base, 2)],
    ['when one was faxed askew', scan, faxed(base, 3, 0.8)],
  ])('%s', (_, a, b) => {
    expect(compare(a, b)).toBe(true);
  });

  const others: [string, string[]][] = [
    ['its date is 08/18/2015', note('08/18/2015', '6', '550')],
    ['its date is 08/13/2016', note('08/13/2016', '6', '550')],
    ['its date is 03/13/2015', note('03/13/2015', '6', '550')],
    ['its pain is 8', note('08/13/2015', '8', '550')],
    ['its dose is 650', note('08/13/2015', '6', '650')],
    ['its dose is 560', note('08/13/2015', '6', '560')],
  ];
  test.each(others)('but not when %s, whether one was faxed or both', (_, other) => {
    const otherFax = faxed(other, 6, 0.3);
    expect(compare(scan, otherFax)).toBe(false);
    expect(compare(fax, otherFax)).toBe(false);
  });

  test.each<[string, (image: GreyImage) => GreyImage]>([
    ['a line is ticked', (image) => withStroke(image, { x: 160, y: 445, length: 20 })],
    ['something was written by hand', (image) => withStroke(image, { x: 1300, y: 380, length: 90 })],
  ])('but not when on one %s', (_, drawn) => {
    expect(compare(fax, faxed(base, 8, 0, drawn))).toBe(false);
  });
});

test('too few words that read alike allow no judgement', () => {
  const short = clean(base.slice(0, 1));
  expect(compare(short, short)).toBeUndefined();
});
