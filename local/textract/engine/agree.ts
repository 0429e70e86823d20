import { dateLikeness } from './date-like.ts';
import { wordhood, type Knows } from './known-words.ts';
import { linesOf, type Reading, type ReadWord } from './reading.ts';

/** Words of two readings that stand for the same place: those that overlap across, and what these overlap in turn. */
type Place = { first: ReadWord[]; second: ReadWord[] };

/** Less of the narrower word than this in common is a neighbour, not the same place. */
const sharedWidth = 0.25;

/**
 * One line out of two readings of it. Where they differ, the one with the higher confidence by letters counts; a date
 * that is whole counts more than the same ink read as something that is no date, and a word of the dictionary more than
 * letters that are none. Where they agree, the confidence is the higher of the two.
 */
export const agree = (first: readonly ReadWord[], second: readonly ReadWord[], knows: Knows): ReadWord[] =>
  placesOf(first, second)
    .flatMap(({ first, second }) => {
      if (textOf(first) === textOf(second)) return first.map((word, at) => surer(word, second[at]));
      if (second.length === 0) return isSpeck(first) ? [] : first;
      return worthOf(second, knows) > worthOf(first, knows) ? second : first;
    })
    .sort((a, b) => a.left - b.left);

/** The same for a whole page: the lines are those of the first reading, words of the second speak where they lie. */
export const agreeOnPage = (first: Reading, second: Reading, knows: Knows): Reading => ({
  words: linesOf(first).flatMap((line) => {
    const top = Math.min(...line.map((word) => word.top));
    const bottom = Math.max(...line.map((word) => word.top + word.height));
    const left = Math.min(...line.map((word) => word.left));
    const right = Math.max(...line.map((word) => word.left + word.width));
    const within = second.words
      .filter((word) => {
        const across = word.left + word.width / 2;
        const down = word.top + word.height / 2;
        return down > top && down < bottom && across > left && across < right;
      })
      .map((word) => ({ ...word, line: line[0]?.line ?? 0 }));
    return agree(line, within, knows);
  }),
});

const surer = (word: ReadWord, other: ReadWord | undefined): ReadWord => ({
  ...word,
  confidence: Math.max(word.confidence, other?.confidence ?? 0),
});

const textOf = (words: readonly ReadWord[]): string => words.map(({ text }) => text).join(' ');

/** What nothing in the first reading is worth against a word in the second. */
const nothing = 75;
/** Specks and edges make doubtful words, of a sign or two. A longer word that only the first reading has was missed. */
const doubtfulSpeck = 75;
const doubtfulWord = 35;
const isSpeck = (words: readonly ReadWord[]): boolean =>
  words.every(
    ({ text, confidence }) => confidence < (/[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(text) ? doubtfulWord : doubtfulSpeck),
  );

/** How much surer the engine must be of something else in the place of a date; `10/3/25` may be a dose with a speck. */
const dateBonus = { whole: 45, broken: 40, short: 25, none: 0 };
/** The same for a word of the dictionary in the place of letters that are none. */
const wordBonus = 20;

const worthOf = (words: readonly ReadWord[], knows: Knows): number => {
  if (words.length === 0) return nothing;
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const mean = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters;
  const kinds = new Set(words.map(({ text }) => wordhood(text, knows)));
  const known = kinds.has('none') ? -wordBonus : kinds.has('word') ? wordBonus : 0;
  return mean + known + Math.max(...words.map(({ text }) => dateBonus[dateLikeness(text)]));
};

const placesOf = (first: readonly ReadWord[], second: readonly ReadWord[]): Place[] => {
  const words = [
    ...first.map((word) => ({ word, isFirst: true })),
    ...second.map((word) => ({ word, isFirst: false })),
  ];
  words.sort((a, b) => a.word.left - b.word.left);
  const places: Place[] = [];
  for (const { word, isFirst } of words) {
    const last = places.at(-1);
    const other = isFirst ? last?.second : last?.first;
    const isShared = other?.some((there) => common(there, word) > sharedWidth * Math.min(there.width, word.width));
    const place = last && isShared ? last : { first: [], second: [] };
    if (place !== last) places.push(place);
    (isFirst ? place.first : place.second).push(word);
  }
  return places;
};

const common = (a: ReadWord, b: ReadWord): number =>
  Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left);
