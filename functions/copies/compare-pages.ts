import { lineText, type Page, type Word } from '../domain/page.ts';
import { alignWords } from './align-words.ts';
import { editDistance } from '../domain/same-words.ts';

/** A page's body: what is compared, word by word. */
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
    return key === '' ? [] : [{ key, word }];
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
/** How many of the words of both pages must be the same: a refaxed copy has up to one word in four misread. */
const minSameShare = 0.7;
/**
 * A word that was read less surely than this proves no difference. Measured on 5,100 pairs of read pages: all copies by
 * scan are found and none that is not one; most copies by fax are kept apart, because their digits are misread with
 * confidences above this.
 */
const sureConfidence = 50;
/** Of the digits of a number that was read poorly. */
const maxWrongDigits = 0.35;
/** Words in a row that only one of the pages has: something was written or stamped on. */
const maxAddedWords = 3;
/** How far the same word may stand elsewhere, when the whole page was moved or shrunk: fractions of the page. */
const maxStrayShare = 0.03;

/**
 * Whether two pages are copies of one sheet, by their words and where they stand. Two forms with the same layout differ
 * in a number, or in a word beyond a misreading: one such difference, read surely on both, is enough to keep them apart.
 */
export const areCopies = (a: PageBody, b: PageBody): boolean => {
  if (a.keys.length < minWords || b.keys.length < minWords) return false;
  if (sharedWords(a.keys, b.keys) < minSameShare * Math.max(a.keys.length, b.keys.length)) return false;
  const { same, changes } = alignWords(a.keys, b.keys);
  if (same.length < minSameShare * Math.max(a.keys.length, b.keys.length)) return false;
  if (changes.some(({ left, right }) => isRealChange(pick(a, left), pick(b, right)))) return false;
  return standAlike(a, b, same);
};

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

const isRealChange = (left: readonly Read[], right: readonly Read[]): boolean => {
  const sure = (words: readonly Read[]) => words.filter(({ confidence }) => confidence >= sureConfidence);
  const [sureLeft, sureRight] = [sure(left), sure(right)];
  if (isOtherNumber(left, right)) return true;
  if (sureLeft.length > maxAddedWords + right.length || sureRight.length > maxAddedWords + left.length) return true;
  const [before, after] = [joined(sureLeft), joined(sureRight)];
  if (before.length < 3 || after.length < 3) return false;
  return editDistance(before, after) > 0.5 * Math.max(before.length, after.length);
};

const digitsOf = (words: readonly Read[]): string => words.map(({ key }) => key.replaceAll(/\D/g, '')).join('');

/** Other digits: read surely on both pages, or more of them than a blurred reading gets wrong. */
const isOtherNumber = (left: readonly Read[], right: readonly Read[]): boolean => {
  const [before, after] = [digitsOf(left), digitsOf(right)];
  if (before === after) return false;
  const numbers = [...left, ...right].filter(({ key }) => /\d/.test(key));
  if (numbers.every(({ confidence }) => confidence >= sureConfidence)) return true;
  return editDistance(before, after) > maxWrongDigits * Math.max(before.length, after.length);
};

const joined = (words: readonly Read[]): string => words.map(({ key }) => key).join('');

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
