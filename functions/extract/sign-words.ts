import { hashOf } from './word-table.ts';

/** Hashes of the words that signs are told in, besides those of the text. */
export const signWords = new Map<string, number>();
export const wordOf = (word: string): number => {
  let hash = signWords.get(word);
  if (hash === undefined) signWords.set(word, (hash = hashOf(word)));
  return hash;
};
export const noWord = wordOf('-');

type Steps = { below: number[]; names: number[] };
/** Steps by name, each up to a number; the last has no end. */
const steps = (last: string, ...named: [number, string][]): Steps => ({
  below: named.map(([below]) => below),
  names: [...named.map(([, name]) => wordOf(name)), wordOf(last)],
});
export const stepOf = ({ below, names }: Steps, value: number): number => {
  let at = 0;
  while (at < below.length && value >= (below[at] ?? 0)) at += 1;
  return names[at] ?? noWord;
};

export const ages = steps(
  'newest',
  [-3650, 'ten years'],
  [-730, 'years'],
  [-180, 'half a year'],
  [-30, 'months'],
  [-7, 'weeks'],
  [0, 'days'],
);
export const strengths = steps('strong', [2.2, 'none'], [4, 'weak'], [6, 'fair'], [9, 'good']);
export const wordGaps = steps('far', [1, 'next'], [3, 'near'], [7, 'apart']);
export const characterGaps = steps('far', [20, 'next'], [100, 'near']);
export const places = steps('6', [1, '1'], [2, '2'], [3, '3'], [4, '4'], [5, '5']);
export const counts = steps('often', [2, 'once'], [3, 'twice']);
export const ranks = {
  only: wordOf('only'),
  oldest: wordOf('oldest'),
  second: wordOf('second'),
  newest: wordOf('newest'),
  between: wordOf('between'),
};
const [letter, digit] = [wordOf('letter'), wordOf('digit')];
export const lineEnd = wordOf('line end');
export const blanks = [wordOf('no blank'), wordOf('blank'), wordOf('blanks')];

/** A character by itself as a word, letters and digits by their class. */
export const markOf = (code: number): number => {
  if (code >= 48 && code <= 57) return digit;
  const small = code | 32;
  return (small >= 97 && small <= 122) || code >= 128 ? letter : wordOf(String.fromCharCode(code));
};

export const lengths = Array.from({ length: 25 }, (_, length) => wordOf(`${length}`));
