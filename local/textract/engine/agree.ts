import { linesOf, type Reading, type ReadWord } from './reading.ts';

/** Words of two readings that stand for the same place: those that overlap across, and what these overlap in turn. */
type Place = { first: ReadWord[]; second: ReadWord[] };

/** Less of the narrower word than this in common is a neighbour, not the same place. */
const sharedWidth = 0.25;

/**
 * One line out of two readings of it. Where they differ, the one with the higher confidence by letters counts; a date
 * that is whole counts more than the same ink read as something that is no date. Where they agree, the confidence is the
 * higher of the two.
 */
export const agree = (first: readonly ReadWord[], second: readonly ReadWord[]): ReadWord[] =>
  placesOf(first, second)
    .flatMap(({ first, second }) => {
      if (textOf(first) === textOf(second)) return first.map((word, at) => surer(word, second[at]));
      return worthOf(second) > worthOf(first) ? second : first;
    })
    .sort((a, b) => a.left - b.left);

/** The same for a whole page: the lines are those of the first reading, words of the second speak where they lie. */
export const agreeOnPage = (first: Reading, second: Reading): Reading => ({
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
    return agree(line, within);
  }),
});

const surer = (word: ReadWord, other: ReadWord | undefined): ReadWord => ({
  ...word,
  confidence: Math.max(word.confidence, other?.confidence ?? 0),
});

const textOf = (words: readonly ReadWord[]): string => words.map(({ text }) => text).join(' ');

/** What nothing in the one reading is worth against a word in the other: specks and edges make doubtful words. */
const nothing = 75;
/** A date in figures, with a bracket or stop beside it. */
const wholeDate = /^\W?\d{1,2}([-/])\d{1,2}\1(\d{2}|\d{4})\W?$/;
/** How much surer the engine must be of something else in the place of a date. */
const dateBonus = 25;

const worthOf = (words: readonly ReadWord[]): number => {
  if (words.length === 0) return nothing;
  const letters = words.reduce((sum, { text }) => sum + text.length, 0);
  const mean = words.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / letters;
  return mean + (words.some(({ text }) => wholeDate.test(text)) ? dateBonus : 0);
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
