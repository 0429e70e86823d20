import type { PartialDay } from '../domain/days.ts';

/** `a, b, and c` */
export const inWords = (names: readonly string[]): string => {
  if (names.length <= 2) return names.join(' and ');
  return `${names.slice(0, -1).join(', ')}, and ${names.at(-1)}`;
};

/** `2015-08-07` as a letter writes it: `8-7-15`; months, years and ranges as precise as they are. */
export const letterDate = (date: PartialDay): string =>
  date
    .split('/')
    .map((part) => {
      const [year = '', month, day] = part.split('-');
      if (!month) return year;
      return day ? `${Number(month)}-${Number(day)}-${year.slice(2)}` : `${Number(month)}-${year}`;
    })
    .join(' to ');
