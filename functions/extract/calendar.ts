/** Calendar arithmetic on `YYYY-MM-DD` strings, in UTC. */
const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeapYear(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
const isLeapYear = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

export const isCalendarDay = (year: number, month: number, day: number): boolean =>
  year >= 1900 && year <= 2099 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);

const pad = (value: number) => (value < 10 ? `0${value}` : `${value}`);

export const dayOf = (year: number, month: number, day: number) => `${year}-${pad(month)}-${pad(day)}`;
export const monthOf = (year: number, month: number) => `${year}-${pad(month)}`;

/** 00-30 is 20xx, 31-99 is 19xx. */
export const fullYear = (year: number): number => (year >= 100 ? year : year <= 30 ? 2000 + year : 1900 + year);

/** A day so many days, months or years before (negative) or after another. */
export const shiftDay = (day: string, amount: number, unit: 'day' | 'month' | 'year'): string => {
  const [year = 2000, month = 1, date = 1] = day.split('-').map(Number);
  const moved =
    unit === 'day'
      ? new Date(Date.UTC(year, month - 1, date + amount))
      : new Date(Date.UTC(year, month - 1 + (unit === 'year' ? 12 * amount : amount), 1));
  if (unit === 'day') return moved.toISOString().slice(0, 10);
  const lastDay = daysInMonth(moved.getUTCFullYear(), moved.getUTCMonth() + 1);
  return dayOf(moved.getUTCFullYear(), moved.getUTCMonth() + 1, Math.min(date, lastDay));
};

/** Of a day, or of the first one of a month or a year. */
export const dayNumber = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7) || 1) - 1, Number(day.slice(8, 10) || 1)) / 86_400_000;
