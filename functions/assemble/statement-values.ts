import { countWords } from '../domain/count-words.ts';
import { isDay } from '../domain/calendar.ts';
import type { PartialDay } from '../domain/days.ts';

export type StatementValue =
  | { kind: 'date'; value: PartialDay }
  /** Whole years. */
  | { kind: 'age'; value: number }
  /** The first number of `8-9 out of 10`. */
  | { kind: 'pain'; value: number }
  /** Number and unit without a space, lower case: `10/325mg`. */
  | { kind: 'dose'; value: string }
  | { kind: 'quantity'; value: number };

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const monthWord =
  'jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?';
const counted =
  'sessions?|visits?|treatments?|tablets?|tabs?|capsules?|caps?|pills?|refills?|units?|injections?|months?|weeks?';

const isoDate = /(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])/g;
/** American order. A date that was broken over a line end (`8-1- 15`) is still one. */
const numericDate = /(?<![\d/.-])(\d{1,2})([-/.]) ?(\d{1,2})\2 ?(\d{4}|\d{2})(?![\d/-])/g;
const writtenDate = new RegExp(String.raw`\b(${monthWord})\.? +(\d{1,2})(?:st|nd|rd|th)?,? +(\d{4})\b`, 'gi');
const writtenMonth = new RegExp(String.raw`\b(${monthWord})\.?,? +(?:of +)?(\d{4})\b`, 'gi');
const age = /\b(\d{1,3})[- ]years?[- ]old\b/gi;
const pain = /(?<![\d/-])(\d{1,2}(?:\.\d)?)(?: ?(?:-|to) ?\d{1,2}(?:\.\d)?)? ?(?:\/|out of) ?10(?![\d/-])/gi;
const dose = /(?<![\d/.-])(\d[\d/.,]*) ?(mg|mcg|ml|g|%)(?!\w)/gi;
const quantity = new RegExp(
  String.raw`(?:#|\bqty:?|\bquantity(?: of)?:?) ?(\d+(?:\.\d+)?)(?![\d/-])|(?<![\d/.-])\b(\d+(?:\.\d+)?|${countWords.slice(1).join('|')})[ -](?:(?:additional|more|further|physical|therapy) )*(?:${counted})\b`,
  'gi',
);

/**
 * The dates and quantities that a sentence of the letter states, in no order, each once. Each is taken out before the
 * next kind is looked for, so that `8/10` is no date and the 15 of a date no quantity.
 * `letterYear` decides a year of two digits: at most the year after it.
 */
export const statementValues = (sentence: string, letterYear: number): StatementValue[] => {
  const values: StatementValue[] = [];
  let rest = sentence.replace(/\s+/g, ' ');
  const take = (pattern: RegExp, read: (groups: string[]) => StatementValue | undefined): void => {
    rest = rest.replace(pattern, (whole: string, ...groups: string[]) => {
      const value = read(groups);
      if (value) values.push(value);
      return value ? ' ; ' : whole;
    });
  };
  const day = (year: string, month: string, date: string): StatementValue | undefined => {
    const value = `${fullYear(year, letterYear)}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    return isDay(value) ? { kind: 'date', value } : undefined;
  };

  take(isoDate, ([year = '', month = '', date = '']) => day(year, month, date));
  take(numericDate, ([month = '', , date = '', year = '']) => day(year, month, date));
  take(writtenDate, ([month = '', date = '', year = '']) => day(year, monthNumber(month), date));
  take(writtenMonth, ([month = '', year = '']) => ({ kind: 'date', value: `${year}-${monthNumber(month)}` }));
  take(age, ([years]) => ({ kind: 'age', value: Number(years) }));
  take(pain, ([score]) => ({ kind: 'pain', value: Number(score) }));
  take(dose, ([amount = '', unit = '']) => ({ kind: 'dose', value: `${amount}${unit}`.toLowerCase() }));
  take(quantity, ([named, of = '']) => {
    const word = countWords.indexOf(of.toLowerCase());
    return { kind: 'quantity', value: named === undefined ? (word === -1 ? Number(of) : word) : Number(named) };
  });
  return [...new Map(values.map((value) => [`${value.kind} ${value.value}`, value])).values()];
};

const monthNumber = (month: string): string =>
  String(months.indexOf(month.slice(0, 3).toLowerCase()) + 1).padStart(2, '0');

const fullYear = (year: string, letterYear: number): string => {
  if (year.length === 4) return year;
  const inThisCentury = Math.floor(letterYear / 100) * 100 + Number(year);
  return String(inThisCentury > letterYear + 1 ? inThisCentury - 100 : inThisCentury);
};
