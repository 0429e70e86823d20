import { dayNumber, dayOf, isCalendarDay, monthOf } from './calendar.ts';
import type { RawDate } from './date-grammar.ts';
import { isRelative } from './date-years.ts';
import type { RoleReading } from './best-date-cue.ts';
import { placeRelative } from './relative-dates.ts';

/** "February 11 and April 22 of 2015" share a year; "again on June 15 of that year" takes the one before. */
export const withOthersYear = (
  text: string,
  { end, kind, value: written, month, day }: RawDate,
  previous: RawDate | undefined,
  next: RawDate | undefined,
): string | undefined => {
  // "in August and October of 2013"
  if (
    kind === 'partial' &&
    month !== undefined &&
    written === undefined &&
    next?.value?.length === 7 &&
    month < Number(next.value.slice(5)) &&
    /^(?: and | & |, | or )(?:early |late |mid-?)?$/.test(text.slice(end, next.start))
  )
    return monthOf(Number(next.value.slice(0, 4)), month);
  if (kind !== 'no_year' || month === undefined || day === undefined) return undefined;
  const isSame =
    previous?.value !== undefined &&
    /^,? (?:of )?(?:that|the) same year|^,? of that year/i.test(text.slice(end, end + 20));
  const isShared =
    next?.kind === 'full' && next.start - end < 9 && /^(?:,? (?:and|&) |, )(?:on )?$/.test(text.slice(end, next.start));
  const given = isSame ? previous?.value : isShared ? next?.value : undefined;
  if (given === undefined) return undefined;
  const year = Number(given.slice(0, 4));
  if (!isCalendarDay(year, month, day)) return undefined;
  const value = dayOf(year, month, day);
  return isShared && !isSame && value > given ? undefined : value;
};

/** "On August 14, 2015 she fell. She told her supervisor the following morning": seen from the day before it in the text. */
export const fromOther = (
  text: string,
  date: RawDate,
  previous: RawDate | undefined,
  injury: string | undefined,
): string | undefined =>
  isRelative(date) &&
  injury &&
  /^the (?:same|following|next) (?:day|morning)/i.test(text.slice(date.start, date.end)) &&
  (!previous || text.slice(previous.end, date.start).includes('\n'))
    ? placeRelative(date, injury)
    : isRelative(date) &&
        previous?.kind === 'full' &&
        previous.value !== undefined &&
        date.start - previous.end < 220 &&
        (followsOn.test(text.slice(date.start, date.end)) || isInRow(text, date, previous))
      ? placeRelative(date, previous.value)
      : undefined;
/** "2/10/16   TC from IE: slipped in shower yesterday": seen from the day of its row. */
const isInRow = (text: string, date: RawDate, previous: RawDate): boolean =>
  (previous.start === 0 || text.charAt(previous.start - 1) === '\n') &&
  /^ {2,}/.test(text.slice(previous.end, previous.end + 2)) &&
  /^yesterday/i.test(text.slice(date.start, date.end)) &&
  !text.slice(previous.end, date.start).includes('\n\n');
const followsOn =
  /^same day$|^the (?:following|next|day before|previous day|same day)\b|\b(?:later|earlier|prior|before)$/i;

/** The value of a date, or of both ends of a period without a year. */
export const completeRange = (date: RawDate, complete: (one: RawDate) => string | undefined): string | undefined => {
  if (date.value || date.kind !== 'range' || !date.parts) return complete(date);
  const to = complete(date.parts[1]);
  const { month = 1, day = 1 } = date.parts[0];
  return to ? `${dayOf(Number(to.slice(0, 4)), month, day)}/${to}` : undefined;
};

/** "... on January 24, 2019. The following day, January 25, he ...": a story goes on in the year it is in. */
export const continued = (
  text: string,
  { start, kind, month, day }: RawDate,
  previous: RawDate | undefined,
  role: RoleReading | undefined,
): string | undefined => {
  if (kind !== 'no_year' || month === undefined || day === undefined || role?.role === 'date_of_birth')
    return undefined;
  if (previous?.kind !== 'full' || !previous.value) return undefined;
  const gap = text.slice(previous.end, start);
  if (gap.length > 130 || gap.length < 10 || /\n|\S {3,}/.test(gap)) return undefined;
  const year = Number(previous.value.slice(0, 4));
  if (!isCalendarDay(year, month, day)) return undefined;
  const value = dayOf(year, month, day);
  const away = dayNumber(value) - dayNumber(previous.value);
  return away >= 0 && away <= 45 ? value : undefined;
};
