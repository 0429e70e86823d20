import { lineText, type Box, type Page, type Word } from '../domain/page.ts';
import { alignWords } from './align-words.ts';
import type { PicturePair } from './compare-pictures.ts';
import { editDistance } from '../domain/same-words.ts';
import { uprightBox } from '../domain/upright-box.ts';

/** A page's body: what is compared, word by word. Boxes are on the page as it is read. */
export type PageBody = { keys: string[]; words: Word[] };

/** Lines this near to the upper or lower edge may be what a fax machine or a copy service printed on the copy. */
const marginShare = 0.08;
/** `AUG-12-2015 10:32  FROM: ...  P. 3/12`: a time, and a word of the machine's. */
const faxLine =
  /\b\d{1,2}:\d{2}\b.*\b(?:fax|from|to|pages?|pg|p\.?\s*\d)|\b(?:fax|from|pages?|pg)\b.*\b\d{1,2}:\d{2}\b/i;
/** `WCAB-000123`, `000123`: a number that a copy service gave the sheet. */
const batesLine = /^[A-Z]{0,12}[-_ ]?\d{5,10}$/;

/** The words of a page without what was stamped on its margins, in lower case without the marks around them. */
export const pageBody = (page: Page): PageBody => {
  const words = page.lines.filter((line) => !isMarginStamp(line)).flatMap((line) => line.words);
  const kept = words.flatMap((word) => {
    const key = keyOf(word.text);
    return key === '' ? [] : [{ key, word: { ...word, box: uprightBox(word.box, page.rotationDegrees) } }];
  });
  return { keys: kept.map(({ key }) => key), words: kept.map(({ word }) => word) };
};

const isMarginStamp = (line: Page['lines'][number]): boolean => {
  const box = line.words[0]?.box;
  if (!box || (box.top > marginShare && box.top + box.height < 1 - marginShare)) return false;
  const text = lineText(line);
  return faxLine.test(text) || batesLine.test(text);
};

const keyOf = (text: string): string => text.toLowerCase().replaceAll(/^[^\p{L}\p{N}#$]+|[^\p{L}\p{N}%]+$/gu, '');

/** Fewer words than this are a divider or a cover, and say too little to be compared. */
const minWords = 20;
/** How many of the words of both pages must be the same: a fax of a serif type has up to half of its words misread. */
const minSameShare = 0.5;
/** Numbers that are read as surely as this on both pages and differ are no misreading. */
const sureConfidence = 95;
/** Share of the letters of a word that a misreading changes, where nobody can look at the picture. */
const maxMisreadShare = 0.34;
/** How far the same word may stand elsewhere, when the whole page was moved or shrunk: fractions of the page. */
const maxStrayShare = 0.03;

/** Looks whether two pages show the same sheet; undefined when there are no pictures to look at. */
export type LookAlike = (words: Omit<PicturePair, 'a' | 'b'>) => Promise<boolean | undefined>;

/**
 * Whether two pages are copies of one sheet, by their words and where they stand. Two forms with the same layout differ
 * in a number or a word. Whether a difference is on the sheets or only in the reading, the pictures tell; without
 * pictures, one other digit is enough to keep the pages apart.
 */
export const areCopies = async (a: PageBody, b: PageBody, lookAlike?: LookAlike): Promise<boolean> => {
  if (a.keys.length < minWords || b.keys.length < minWords) return false;
  const needed = minSameShare * Math.max(a.keys.length, b.keys.length);
  if (sharedWords(a.keys, b.keys) < needed) return false;
  const { same, changes } = alignWords(a.keys, b.keys);
  if (same.length < needed || !standAlike(a, b, same)) return false;
  const differences = changes.map(({ left, right }): Difference => [pick(a, left), pick(b, right)]);
  if (differences.some(isSureDifference)) return false;
  const seen = await lookAlike?.({
    alike: same.map(([left, right]) => [boxAt(a, left), boxAt(b, right)] as const),
    doubtful: {
      a: [...changes.flatMap(({ left }) => left), ...unprovenAmong(a, b, same)].map((index) => boxAt(a, index)),
      b: changes.flatMap(({ right }) => right.map((index) => boxAt(b, index))),
    },
    words: { a: a.words.map(({ box }) => box), b: b.words.map(({ box }) => box) },
  });
  return seen ?? differences.every(isMisreading);
};

const boxAt = ({ words }: PageBody, index: number): Box =>
  words[index]?.box ?? { left: 0, top: 0, width: 0, height: 0 };

/** A word read less surely than this on one page may be misread alike on both: `1 of` and `7 of` as `fof`. */
const likelyConfidence = 80;

/** Words that read alike and may be others all the same: numbers, and what was not read surely. */
const unprovenAmong = (a: PageBody, b: PageBody, same: readonly (readonly [number, number])[]): number[] =>
  same.flatMap(([left, right]) => {
    const confidence = Math.min(a.words[left]?.confidence ?? 0, b.words[right]?.confidence ?? 0);
    return /\d/.test(a.keys[left] ?? '') || confidence < likelyConfidence ? [left] : [];
  });

/** An upper bound for the words that alignment can find the same, without the order. */
const sharedWords = (a: readonly string[], b: readonly string[]): number => {
  const counts = new Map<string, number>();
  for (const key of a) counts.set(key, (counts.get(key) ?? 0) + 1);
  let shared = 0;
  for (const key of b) {
    const left = counts.get(key) ?? 0;
    if (left === 0) continue;
    shared += 1;
    counts.set(key, left - 1);
  }
  return shared;
};

const pick = ({ keys, words }: PageBody, indexes: readonly number[]) =>
  indexes.map((index) => ({ key: keys[index] ?? '', confidence: words[index]?.confidence ?? 0 }));

type Read = { key: string; confidence: number };
type Difference = [Read[], Read[]];

const joined = (words: readonly Read[]): string => words.map(({ key }) => key).join('');
const digitsOf = (words: readonly Read[]): string => joined(words).replaceAll(/\D/g, '');

/** Another number, read surely on both pages. */
const isSureDifference = ([left, right]: Difference): boolean =>
  [left, right].every((words) => /\d/.test(joined(words))) &&
  [...left, ...right].every(({ confidence }) => confidence >= sureConfidence) &&
  digitsOf(left) !== digitsOf(right);

/** The same digits, and letters that were misread here or there: at least one of the two was read unsurely. */
const isMisreading = ([left, right]: Difference): boolean =>
  digitsOf(left) === digitsOf(right) &&
  [...left, ...right].some(({ confidence }) => confidence < sureConfidence) &&
  isNear(joined(left), joined(right), maxMisreadShare);

const isNear = (one: string, other: string, share: number): boolean =>
  editDistance(one, other) <= share * Math.max(one.length, other.length);

/** The same words stand in the same places, when the shift and the scale of the copy are taken out. */
const standAlike = (a: PageBody, b: PageBody, same: readonly (readonly [number, number])[]): boolean => {
  const pairs = same.flatMap(([left, right]) => {
    const [one, other] = [a.words[left]?.box, b.words[right]?.box];
    return one && other ? [{ one, other }] : [];
  });
  const offset = (side: 'left' | 'top') => {
    const xs = pairs.map(({ one }) => one[side]);
    const ys = pairs.map(({ other }) => other[side]);
    const [meanX, meanY] = [mean(xs), mean(ys)];
    const spread = xs.reduce((sum, x) => sum + (x - meanX) ** 2, 0);
    const slope = spread === 0 ? 1 : xs.reduce((sum, x, i) => sum + (x - meanX) * ((ys[i] ?? 0) - meanY), 0) / spread;
    return (x: number, y: number) => Math.abs(y - meanY - slope * (x - meanX));
  };
  const [across, down] = [offset('left'), offset('top')];
  const near = pairs.filter(
    ({ one, other }) => across(one.left, other.left) < maxStrayShare && down(one.top, other.top) < maxStrayShare,
  );
  return near.length >= 0.9 * pairs.length;
};

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
