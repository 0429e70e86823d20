import type { Day } from './days.ts';

// Day arithmetic on `YYYY-MM-DD` strings, in the proleptic Gregorian calendar. No clock, no time zone.

const dayMilliseconds = 86_400_000;

const toNumber = (day: Day): number => {
  const [year, month, date] = day.split('-').map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, date ?? 1) / dayMilliseconds;
};

const toDay = (dayNumber: number): Day => new Date(dayNumber * dayMilliseconds).toISOString().slice(0, 10);

/** Whether the string names a day that exists: `2015-02-29` does not. */
export const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && Number.isFinite(toNumber(text)) && toDay(toNumber(text)) === text;

export const addDays = (day: Day, days: number): Day => toDay(toNumber(day) + days);

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => toNumber(to) - toNumber(from);

/** The same date so many months later; the last day of the month where that date does not exist. */
export const addMonths = (day: Day, months: number): Day => {
  const [year, month, date] = day.split('-').map(Number);
  const monthIndex = (year ?? 0) * 12 + (month ?? 1) - 1 + months;
  const lastDate = new Date(Date.UTC(Math.floor(monthIndex / 12), (monthIndex % 12) + 1, 0)).getUTCDate();
  return toDay(Date.UTC(Math.floor(monthIndex / 12), monthIndex % 12, Math.min(date ?? 1, lastDate)) / dayMilliseconds);
};

/** Completed years of age on a day. */
export const ageOnDate = (birthDate: Day, onDate: Day): number => {
  const years = Number(onDate.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return onDate.slice(5) < birthDate.slice(5) ? years - 1 : years;
};

export type Holidays = ReadonlySet<Day>;

/** Neither Saturday, Sunday nor a holiday. Day 0 of the epoch was a Thursday. */
export const isBusinessDay = (day: Day, holidays: Holidays): boolean => {
  const weekday = (((toNumber(day) + 4) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
};

/**
 * The n-th business day after `day`; the day itself is day zero, business day or not. For n = 0 the day itself.
 * Source: UR FAQ of the Division of Workers' Compensation, "received by 5:30 pm = day zero".
 */
export const addBusinessDays = (day: Day, businessDays: number, holidays: Holidays): Day => {
  const step = businessDays < 0 ? -1 : 1;
  let current = day;
  for (let left = Math.abs(businessDays); left > 0;) {
    current = addDays(current, step);
    if (isBusinessDay(current, holidays)) left -= 1;
  }
  return current;
};

/** Business days after `from` up to and including `to`. */
export const businessDaysBetween = (from: Day, to: Day, holidays: Holidays): number => {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isBusinessDay(day, holidays)) count += 1;
  return count;
};

/** The last day on which a duty that began on `startsOnDate` is in time. Hours round up to whole days. */
export const dueDay = (
  rule: { amount: number; unit: 'hours' | 'calendar-days' | 'business-days' | 'months' },
  startsOnDate: Day,
  holidays: Holidays,
  extensionDays = 0,
): Day => {
  const unextended = {
    hours: () => addDays(startsOnDate, Math.ceil(rule.amount / 24)),
    'calendar-days': () => addDays(startsOnDate, rule.amount),
    'business-days': () => addBusinessDays(startsOnDate, rule.amount, holidays),
    months: () => addMonths(startsOnDate, rule.amount),
  }[rule.unit]();
  return addDays(unextended, extensionDays);
};
