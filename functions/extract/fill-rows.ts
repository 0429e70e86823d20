import { dayNumber, dayOf, fullYear, isCalendarDay } from './calendar.ts';
import type { Reading } from './reading.ts';

/** "08/20/15    778120    NUCYNTA ER   60   30   PATEL-ROSS": a day, and columns behind it. */
const fillRow =
  /^(?:(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})|(\d{4})-(\d{2})-(\d{2})) {2,}\S[^\n]*? {2,}\S[^\n]*? {2,}\S/;
/** A month's supply and some days. */
const supplyDays = 35;

const fillDay = (line: string): number | undefined => {
  const [, month, day, year, isoYear, isoMonth, isoDay] = fillRow.exec(line.slice(0, 300)) ?? [];
  const [y, m, d] = isoYear
    ? [Number(isoYear), Number(isoMonth), Number(isoDay)]
    : [fullYear(Number(year)), Number(month), Number(day)];
  return isCalendarDay(y, m, d) ? dayNumber(dayOf(y, m, d)) : undefined;
};

const newestFills = new WeakMap<Reading, number>();

const newestFill = (reading: Reading): number => {
  const known = newestFills.get(reading);
  if (known !== undefined) return known;
  let newest = 0;
  for (const line of reading.text.split('\n')) newest = Math.max(newest, fillDay(line) ?? 0);
  newestFills.set(reading, newest);
  return newest;
};

/** True in the row of a fill that was used up before the newest one of the list. */
export const isOldFill = (reading: Reading, offset: number): boolean => {
  const { start, end } = reading.lineAt(offset);
  const day = fillDay(reading.text.slice(start, end));
  return day !== undefined && newestFill(reading) - day > supplyDays;
};
