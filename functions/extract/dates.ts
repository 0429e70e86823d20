import { dayNumber, dayOf, isCalendarDay, monthOf } from './calendar.ts';
import { isoDates, looseDates, monthYearDates, numericDates, tightRanges, type RawDate } from './date-grammar.ts';
import { isInside, type TypedNumber } from './numbers.ts';
import { namedMonthDates } from './named-month-dates.ts';
import type { Reading } from './reading.ts';
import { relativeDates } from './relative-dates.ts';
import type { TableCell } from './table-cells.ts';
import { yearsAndDays } from './short-dates.ts';

/** Every date of a text, in order, without overlaps; those without a year still lack their value. */
export const collectDates = (
  reading: Reading,
  shields: readonly TypedNumber[],
  pain: readonly { start: number; end: number }[],
  cells: readonly TableCell[],
): RawDate[] => {
  const { text } = reading;
  const codes = shields.filter(({ kind }) => kind === 'id' || kind === 'phone' || kind === 'ssn');
  const isShielded = (date: RawDate) => {
    if (date.ruleId === 'date.numeric.short')
      return isInside(codes, date.start, date.end) || isInside(pain, date.start, date.end);
    return (date.kind === 'no_year' || date.kind === 'partial') && isInside(shields, date.start, date.end);
  };
  const sure = [
    ...isoDates(reading),
    ...numericDates(reading),
    ...tightRanges(reading),
    ...looseDates(reading),
    ...namedMonthDates(reading),
    ...monthYearDates(reading),
    ...relativeDates(reading),
  ];
  const kept = withoutOverlaps(sure.filter((date) => !isShielded(date)));
  const short = yearsAndDays(
    reading,
    kept,
    cells.filter(({ column }) => column === 'date'),
  ).filter((date) => !isShielded(date) && !isInside(pain, date.start, date.end));
  return joinRanges(text, withoutOverlaps([...kept, ...short]));
};

const withoutOverlaps = (dates: RawDate[]): RawDate[] => {
  const order = dates.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: RawDate[] = [];
  for (const date of order) {
    const last = kept.at(-1);
    if (!last || date.start >= last.end) kept.push(date);
    else if (date.end - date.start > last.end - last.start) kept[kept.length - 1] = date;
  }
  return kept;
};

const rangeWord = /^(?: {0,2}(?:-|–|—|to|through|thru|until) {0,2}| and )$/i;

/** "1/12/15 - 2/12/15" is one period. "3/1 to 4/15/15" takes the year of its end. */
const joinRanges = (text: string, dates: readonly RawDate[]): RawDate[] => {
  const joined: RawDate[] = [];
  for (let index = 0; index < dates.length; index += 1) {
    const first = dates[index];
    const second = dates[index + 1];
    if (!first) continue;
    const range = second && rangeOf(text, first, second);
    joined.push(range ?? first);
    if (range) index += 1;
  }
  return joined;
};

const rangeOf = (text: string, first: RawDate, second: RawDate): RawDate | undefined => {
  if (first.kind === 'relative' || second.kind === 'relative') return undefined;
  if (!second.value && !(first.kind === 'no_year' && second.kind === 'no_year' && first.ruleId === second.ruleId))
    return undefined;
  if (second.start - first.end > 9) return undefined;
  const gap = text.slice(first.end, second.start);
  if (!rangeWord.test(gap)) return undefined;
  if (gap.trim() === 'and' && !/\bbetween $/i.test(text.slice(Math.max(0, first.start - 9), first.start)))
    return undefined;
  // "off work 3/8 thru 3/11": the year of both comes from the document.
  if (!second.value)
    return /^(?: ?(?:-|–|to|thru|through) ?)$/i.test(gap) &&
      (first.month ?? 0) * 31 + (first.day ?? 0) <= (second.month ?? 0) * 31 + (second.day ?? 0)
      ? { ...second, start: first.start, kind: 'range', parts: [first, second], ruleId: 'date.range' }
      : undefined;
  const from = first.value ?? withYearBefore(first, second.value);
  if (!from || (from.length === 10 && second.value.length === 10 && dayNumber(from) > dayNumber(second.value)))
    return undefined;
  return {
    start: first.start,
    end: second.end,
    kind: 'range',
    value: `${from}/${second.value}`,
    parts: [{ ...first, value: from }, second],
    ruleId: 'date.range',
  };
};

/** The last such day, or month, that is not after `end`. */
const withYearBefore = ({ month, day }: RawDate, end: string): string | undefined => {
  if (month === undefined) return undefined;
  const endYear = Number(end.slice(0, 4));
  for (const year of [endYear, endYear - 1]) {
    if (day === undefined) {
      if (monthOf(year, month) <= end.slice(0, 7)) return monthOf(year, month);
    } else if (isCalendarDay(year, month, day) && dayOf(year, month, day) <= end) return dayOf(year, month, day);
  }
  return undefined;
};
