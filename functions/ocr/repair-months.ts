import type { Line, Word } from '../domain/page.ts';
import { editDistance } from '../domain/same-words.ts';
import { withText } from './repair-digits.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const dayWord = /^[^\w\s]?(0?[1-9]|[12]\d|3[01])[.,;:]$/;
const yearWord = /^[^\w\s]{0,2}((?:19|20)\d\d)([.,;:)]*)$/;
const monthWord = /^(\(?)(\p{L}{3,})$/u;
const abbreviation = /^(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$/i;
/** A word that the engine is as sure of as this is another word, not a misread month; a small first letter may stand. */
const sure = 95;

/**
 * `Novemher 9, 2016`, `dune 17. 2012`, `May 3, +2015`: before a day and a year, a word that is a letter or a few off the name of
 * exactly one month is that month; its day ends with a comma, and stray signs before day and year go. No digit is
 * changed; `raw` keeps what was read.
 */
export const repairMonths = (lines: readonly Line[]): Line[] => {
  const repaired = lines.map(({ words }) => ({ words: [...words] }));
  const places = repaired.flatMap(({ words }) => words.map((_, index) => ({ words, index })));
  places.forEach((place, at) => {
    const [month, day, year] = [place, places[at + 1], places[at + 2]].map((one) => one?.words[one.index]);
    if (!month || !day || !year) return;
    const ofMonth = monthWord.exec(month.text);
    const ofDay = dayWord.exec(day.text);
    const ofYear = yearWord.exec(year.text);
    const name = ofMonth && ofDay && ofYear ? monthOf(ofMonth[2] ?? '', month.confidence) : undefined;
    if (!name) return;
    put(places[at], month, `${ofMonth?.[1] ?? ''}${name}`);
    put(places[at + 1], day, `${ofDay?.[1] ?? ''},`);
    put(places[at + 2], year, `${ofYear?.[1] ?? ''}${ofYear?.[2] ?? ''}`);
  });
  return repaired;
};

const put = (place: { words: Word[]; index: number } | undefined, word: Word, text: string): void => {
  if (place && text !== word.text) place.words[place.index] = withText(word, text);
};

/** The month that a word before a day and a year stands for, as it is written. */
export const monthOf = (read: string, confidence: number): string | undefined => {
  const same = months.find((month) => month.toLowerCase() === read.toLowerCase());
  if (same) return read === read.toUpperCase() ? read : same;
  if (confidence >= sure || abbreviation.test(read)) return undefined;
  const near = months
    .map((month) => ({ month, letters: editDistance(month.toLowerCase(), read.toLowerCase()) }))
    .sort((a, b) => a.letters - b.letters);
  const [best, other] = near;
  // A third of a long name may be wrong, one letter of `June`.
  const most = best && best.month.length > 4 ? Math.floor(best.month.length / 3) : 1;
  return best && other && best.letters <= most && best.letters < other.letters ? best.month : undefined;
};
