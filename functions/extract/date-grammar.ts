import { dayOf, fullYear, isCalendarDay, monthOf } from './calendar.ts';
import type { Reading } from './reading.ts';
import { digitsFrom, ledByMark, ledByNumber } from './rules.ts';

/**
 * A date read from words alone. `month` and `day` stand without `value` when the year has to come from the document.
 */
export type RawDate = {
  start: number;
  end: number;
  kind: 'full' | 'no_year' | 'partial' | 'range' | 'relative';
  value?: string;
  month?: number;
  day?: number;
  /** The two ends of a range. */
  parts?: [RawDate, RawDate];
  ruleId: string;
};

/** A digit, or a letter that OCR puts for one: a part of patterns. */
export const D = '[0-9OoQlI|SBZ]';
const isDigitLike = new Uint8Array(128);
for (const char of '0123456789OoQlI|SBZ') isDigitLike[char.charCodeAt(0)] = 1;
const digitLikeAt = (text: string, at: number): boolean => isDigitLike[text.charCodeAt(at)] === 1;

const isSeparator = (code: number): boolean => code === 45 || code === 46 || code === 47 || code === 0x2013;
/**
 * The first separator of a date stands behind one or two digits, a blank at most between, and before one or two more
 * and another separator.
 */
const numeric = ledByMark(
  '-/.–',
  new RegExp(
    `(?<![\\w/.|-])(${D}{1,2}) ?([-/.–]) ?(${D}{1,2}) ?[-/.–] ?('?(?:(?:[1lI|]9|[2Z][0Oo]) ${D}{2}(?!:)|${D}{4}|${D}{2}))(?![\\w/]|[-.]\\d)`,
    'g',
  ),
  (text, at) => {
    let next = text.charCodeAt(at + 1) === 32 ? at + 2 : at + 1;
    if (!digitLikeAt(text, next)) return -1;
    next += digitLikeAt(text, next + 1) ? 2 : 1;
    if (!isSeparator(text.charCodeAt(text.charCodeAt(next) === 32 ? next + 1 : next))) return -1;
    const last = text.charCodeAt(at - 1) === 32 ? at - 2 : at - 1;
    if (!digitLikeAt(text, last)) return -1;
    return digitLikeAt(text, last - 1) ? last - 1 : last;
  },
);
/** `09 17 2018`: parted by blanks alone, where a form asks for month, day and year. */
const spaced = ledByNumber(
  { digits: [1, 2], after: ' ' },
  /(?<![\w/.,-])(0?[1-9]|1[0-2]) {1,2}(0?[1-9]|[12]\d|3[01]) {1,2}((?:19|20)\d{2}|\d{2}(?=\n| {2}))(?![\w/-]|\.\d)/g,
  (text, at) => {
    const month = at + digitsFrom(text, at) + 1;
    return digitsFrom(text, text.charCodeAt(month) === 32 ? month + 1 : month) > 0 ? at : -1;
  },
);
const asksForDate =
  /\b(?:date|dated|dob|doi|dos|d\.o\.[bis]\.?|birth|injury|illness|born|signed|rec'?d|received|y(?:ea)?r|yyyy|last worked|exam\w*)\b[^\n]{0,40}$/i;
/** Only behind these words of a form is the year of `10 15 81` clear. */
const asksForParts = /\bmo(?:nth|\.)?,? ?day,? ?(?:yr|year)\.?:? *$/i;
/** `6,18,14`: commas where slashes or points were, behind a word that announces a date. */
const commas = ledByNumber(
  { digits: [1, 2], after: ',' },
  /(?<![\w.,/-])(\d{1,2}),(\d{1,2}),((?:19|20)\d{2}|[0-3]\d)(?![\w,/-]|\.\d)/g,
  (text, at) => (digitsFrom(text, at + digitsFrom(text, at) + 1) > 0 ? at : -1),
);
const announcesDate =
  /\b(?:on|dated?|since|until|from|through|to|seen|dob|doi|dos|injury|birth|visit|of|by)[ :.]{1,3}$/i;
/** `28SEP15`, `03Mar2016`: nothing stands between day, month and year. */
const compact = ledByNumber(
  { digits: [1, 2], after: 'jfmasondJFMASOND' },
  /(?<![\w-])(\d{1,2})(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}((?:19|20)\d{2}|\d{2})(?!\w)/gi,
);

/** Two days without a blank between: "8/20/15-10/20/15". */
const tightRange = ledByNumber(
  { digits: [1, 2], after: '/' },
  /(?<![\w/.-])(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})[-–](\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?![\w/-])/g,
  (text, at) => {
    const second = at + digitsFrom(text, at) + 1;
    const third = second + digitsFrom(text, second) + 1;
    const dash = text.charCodeAt(third + digitsFrom(text, third));
    return dash === 45 || dash === 0x2013 ? at : -1;
  },
);
const iso = ledByNumber(
  { digits: [4, 4], after: '-/.' },
  /(?<![\w/.-])((?:19|20)\d{2})[-/.](\d{2})[-/.](\d{2})(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?Z?)?(?![\w/-])/g,
);
const monthYear = ledByNumber(
  { digits: [1, 2], after: '-/' },
  /(?<![\w/.-])(0?[1-9]|1[0-2])[-/]((?:19|20)\d{2})(?![\w/-]|\.\d)/g,
  (text, at) => (digitsFrom(text, at + digitsFrom(text, at) + 1) === 4 ? at : -1),
);
const digitOf: Record<string, string> = { O: '0', o: '0', Q: '0', l: '1', I: '1', '|': '1', S: '5', B: '8', Z: '2' };

const looksAlike = /[OoQlI|SBZ]/;
/** Digits as they were meant, without apostrophes and blanks; most need nothing done. */
export const unfold = (text: string) =>
  digitsFrom(text, 0) === text.length
    ? text
    : text.replace(/[OoQlI|SBZ]/g, (char) => digitOf[char] ?? char).replace(/['’ ]/g, '');
const realDigits = (text: string) => {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) count += 1;
  }
  return count;
};
/** The two separators of a date, which differ. */
const differ = /^[^-/.–]*([-/.–])[^-/.–]*(?!\1|[^-/.–])/;

/** `8-7-15`, `O8/18/2015`, `10.16.14`, `8 / 18 / 2015`: US order; a first number over 12 is taken as the day. */
export const numericDates = ({ matches }: Reading): RawDate[] => {
  const dates: RawDate[] = [];
  for (const match of matches(numeric)) {
    const [whole, first = '', separator, second = '', last = ''] = match;
    const yearDigits = realDigits(last);
    // Two different separators are a misreading, believed only with a full year.
    if (yearDigits < 3 && differ.test(whole)) continue;
    if (realDigits(whole) < 2 || (separator === '.' && last.length === 2 && whole.includes(' '))) continue;
    const [a, b] = [Number(unfold(first)), Number(unfold(second))];
    const year = fullYear(Number(unfold(last)));
    const isMisread = looksAlike.test(whole);
    const span = { start: match.index, end: match.index + whole.length };
    if (isCalendarDay(year, a, b)) {
      const ruleId = isMisread ? 'date.numeric.misread' : yearDigits > 2 ? 'date.numeric' : 'date.numeric.short';
      dates.push({ ...span, kind: 'full', value: dayOf(year, a, b), ruleId });
    } else if (isCalendarDay(year, b, a)) {
      dates.push({ ...span, kind: 'full', value: dayOf(year, b, a), ruleId: 'date.numeric.day-first' });
    }
  }
  return dates;
};

const shortMonths = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** Dates whose parts are kept together by blanks, by misread commas, or by nothing. */
export const looseDates = ({ text, matches }: Reading): RawDate[] => [
  ...matches(spaced).flatMap((match) => {
    const before = text.slice(Math.max(0, match.index - 70), match.index);
    const asks = match[3]?.length === 2 ? asksForParts : asksForDate;
    return asks.test(before) ? calendarDate(match, match[1], match[2], 'date.numeric.spaced') : [];
  }),
  ...matches(commas).flatMap((match) =>
    announcesDate.test(text.slice(Math.max(0, match.index - 12), match.index))
      ? calendarDate(match, match[1], match[2], 'date.numeric.comma')
      : [],
  ),
  ...matches(compact).flatMap((match) => {
    const month = shortMonths.indexOf((match[2] ?? '').toLowerCase()) / 3 + 1;
    return calendarDate(match, String(month), match[1], 'date.named.compact');
  }),
];

const calendarDate = (match: RegExpExecArray, month = '', day = '', ruleId: string): RawDate[] => {
  const year = fullYear(Number(match[3]));
  if (!isCalendarDay(year, Number(month), Number(day))) return [];
  const value = dayOf(year, Number(month), Number(day));
  return [{ start: match.index, end: match.index + match[0].length, kind: 'full', value, ruleId }];
};

export const tightRanges = ({ matches }: Reading): RawDate[] =>
  matches(tightRange).flatMap((match) => {
    const [whole, ...parts] = match;
    const [a = 0, b = 0, y = 0, c = 0, d = 0, z = 0] = parts.map(Number);
    const [from, to] = [fullYear(y), fullYear(z)];
    if (!isCalendarDay(from, a, b) || !isCalendarDay(to, c, d)) return [];
    const middle = match.index + parts.slice(0, 3).join('/').length;
    const ruleId = 'date.numeric.short';
    return [
      { start: match.index, end: middle, kind: 'full' as const, value: dayOf(from, a, b), ruleId },
      { start: middle + 1, end: match.index + whole.length, kind: 'full' as const, value: dayOf(to, c, d), ruleId },
    ];
  });

export const isoDates = ({ matches }: Reading): RawDate[] =>
  matches(iso)
    .filter(([, year, month, day]) => isCalendarDay(Number(year), Number(month), Number(day)))
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'full' as const,
      value: dayOf(Number(match[1]), Number(match[2]), Number(match[3])),
      ruleId: 'date.iso',
    }));

export const monthYearDates = ({ matches }: Reading): RawDate[] =>
  matches(monthYear).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'partial' as const,
    value: monthOf(Number(match[2]), Number(match[1])),
    ruleId: 'date.month-year',
  }));
