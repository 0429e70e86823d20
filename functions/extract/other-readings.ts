import { dayNumber, dayOf, fullYear, isCalendarDay } from './calendar.ts';
import type { RawDate } from './date-grammar.ts';

/** What else a letter may stand for that OCR put for a digit, besides the digit that it is taken for first. */
const secondDigit: Record<string, string> = { S: '8', B: '3', Z: '7' };
const digitOf: Record<string, string> = { O: '0', o: '0', Q: '0', l: '1', I: '1', '|': '1', S: '5', B: '8', Z: '2' };
/** A year-less day further than this from the day of its document fits the year before or after as well. */
const surelyNearDays = 120;

/**
 * The other days that a careful reader could take a date for, empty when only one makes sense. `words` are the date's
 * own, `value` the day it was taken for, `anchor` the day of the document; `isDayFirst` when the document has another
 * date whose first number can only be a day.
 */
export const otherReadings = (
  { kind, ruleId, month, day }: RawDate,
  words: string,
  value: string,
  anchor: string | undefined,
  isDayFirst: boolean,
): string[] => {
  if (kind === 'no_year') return month && day && anchor ? otherYears(value, month, day, anchor) : [];
  if (kind !== 'full' || !ruleId.startsWith('date.numeric') || ruleId.endsWith('day-first')) return [];
  const swapped = isDayFirst ? swappedDay(value) : [];
  return [...swapped, ...otherDigits(words)].filter((other, at, all) => other !== value && all.indexOf(other) === at);
};

/** `03/04/2016` beside `25/03/2016`: the same house may write the day first here, too. */
const swappedDay = (value: string): string[] => {
  const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
  return isCalendarDay(year, day, month) ? [dayOf(year, day, month)] : [];
};

/** `B-18-15`: August, and perhaps March. */
const otherDigits = (words: string): string[] =>
  [...new Set(words.match(/[SBZ]/g) ?? [])].flatMap((letter) => {
    const digits = words.replace(/[OoQlI|SBZ]/g, (char) =>
      char === letter ? (secondDigit[char] ?? char) : (digitOf[char] ?? char),
    );
    const [month = 0, day = 0, year = 0] = digits.split(/\D+/).map(Number);
    return isCalendarDay(fullYear(year), month, day) ? [dayOf(fullYear(year), month, day)] : [];
  });

const otherYears = (value: string, month: number, day: number, anchor: string): string[] => {
  if (Math.abs(dayNumber(value) - dayNumber(anchor)) <= surelyNearDays) return [];
  const year = Number(value.slice(0, 4));
  return [year - 1, year + 1]
    .filter((other) => isCalendarDay(other, month, day))
    .map((other) => dayOf(other, month, day))
    .filter((other) => Math.abs(dayNumber(other) - dayNumber(anchor)) < 366 - surelyNearDays);
};
