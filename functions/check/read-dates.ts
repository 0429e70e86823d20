import type { PartialDay } from '../domain/days.ts';
import { isDay } from '../domain/calendar.ts';

export type WrittenDate = { value: PartialDay; start: number; end: number; text: string };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthName = String.raw`(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`;

const numeric = /(?<![\d/.-])(\d{1,2})\s?([-/])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/]|-\d)/g;
/** `12.06.2016`; a short year only after a word that asks for a date, so that no number of a section is taken for one. */
const dotted =
  /(?<![\d/.-])(\d{1,2})\.(\d{1,2})\.(\d{4}|(?<=\b(?:on|of|dated?|was|is|from|since|DOI|DOS):?\s+\d{1,2}\.\d{1,2}\.)\d{2})(?!\d|\.\d)/gi;
/** A numeric date with letters that scanners take for digits: `l2/O6/2016`. */
const misread = /(?<![\w./-])[\dOolI|]{1,2}([-/])[\dOolI|]{1,2}\1(?:[\dOolI|]{4}|[\dOolI|]{2})(?![\w/])/g;

/** The same text, of the same length, with such letters set right. */
const withDigits = (text: string): string =>
  text.replace(misread, (date) => (/\d/.test(date) ? date.replace(/[Oo]/g, '0').replace(/[lI|]/g, '1') : date));
/** `11-232016`, `1017-2016`: one hyphen was lost. */
const oneHyphenLost = /(?<![\d/.-])(?:(\d{1,2})[-/](\d{2})(20\d{2})|(\d{2})(\d{2})[-/](20\d{2}))(?![\d/]|-\d)/g;
const named = new RegExp(String.raw`\b${monthName}\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b`, 'gi');
const dayFirst = new RegExp(String.raw`\b(\d{1,2})(?:st|nd|rd|th)?\s+${monthName},?\s+(\d{4})\b`, 'gi');
const monthOnly = new RegExp(String.raw`\b${monthName},?\s+(?:of\s+)?(\d{4})\b`, 'gi');
const iso = /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/g;

/** Two-digit years: 00-30 is 20xx, 31-99 is 19xx. */
const fullYear = (year: string): number =>
  year.length === 4 ? Number(year) : Number(year) + (Number(year) <= 30 ? 2000 : 1900);

const dayOf = (year: number, month: number, date: number): PartialDay | undefined => {
  const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  return isDay(day) ? day : undefined;
};

const monthNumber = (name: string): number => months.indexOf(name.slice(0, 3).toLowerCase()) + 1;

type Reader = readonly [RegExp, (groups: readonly string[]) => PartialDay | undefined];

const readers: readonly Reader[] = [
  [iso, ([year = '', month = '', date = '']) => dayOf(Number(year), Number(month), Number(date))],
  [numeric, ([month = '', , date = '', year = '']) => dayOf(fullYear(year), Number(month), Number(date))],
  [dotted, ([month = '', date = '', year = '']) => dayOf(fullYear(year), Number(month), Number(date))],
  [oneHyphenLost, ([m1, d1, y1, m2, d2, y2]) => dayOf(Number(y1 ?? y2), Number(m1 ?? m2), Number(d1 ?? d2))],
  [named, ([month = '', date = '', year = '']) => dayOf(Number(year), monthNumber(month), Number(date))],
  [dayFirst, ([date = '', month = '', year = '']) => dayOf(Number(year), monthNumber(month), Number(date))],
  [monthOnly, ([month = '', year = '']) => `${year}-${String(monthNumber(month)).padStart(2, '0')}`],
];

/** The dates of a letter's prose, numeric ones in US order, each stretch of text once, in order of place. */
export const readDates = (text: string): WrittenDate[] => {
  const found: WrittenDate[] = [];
  const readable = withDigits(text);
  for (const [pattern, valueOf] of readers) {
    for (const match of readable.matchAll(pattern)) {
      const value = valueOf(match.slice(1));
      const start = match.index;
      const end = start + match[0].length;
      if (value && !found.some((other) => start < other.end && other.start < end)) {
        found.push({ value, start, end, text: text.slice(start, end) });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
};

/** Whether two dates can be the same: `2016-10` is not against `2016-10-15`, and a day in a range is not against it. */
export const agree = (a: PartialDay, b: PartialDay): boolean => {
  const bounds = (date: PartialDay): readonly [string, string] => {
    const [from = '', to = from] = date.split('/');
    return [from, `${to}\uffff`];
  };
  const [fromA, toA] = bounds(a);
  const [fromB, toB] = bounds(b);
  return fromA <= toB && fromB <= toA;
};
