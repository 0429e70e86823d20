import { allMatches } from './all-matches.ts';
import { dayOf, fullYear, isCalendarDay, monthOf } from './calendar.ts';
import { misreadKey } from './misread-words.ts';
import type { Token } from './tokens.ts';

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
  alternatives?: string[];
  /** The two ends of a range. */
  parts?: [RawDate, RawDate];
  ruleId: string;
};

/** A digit, or a letter that OCR puts for one. */
const D = '[0-9OoQlI|SBZ]';
const numericPattern = new RegExp(
  `(?<![\\w/.|-])(${D}{1,2}) ?([-/.–]) ?(${D}{1,2}) ?[-/.–] ?('?(?:(?:[1lI|]9|[2Z][0Oo]) ${D}{2}(?!:)|${D}{4}|${D}{2}))(?![\\w/]|[-.]\\d)`,
  'g',
);
/** Two days without a blank between: "8/20/15-10/20/15". */
const tightRange = /(?<![\w/.-])(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})[-–](\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})(?![\w/-])/g;
const isoPattern =
  /(?<![\w/.-])((?:19|20)\d{2})[-/](\d{2})[-/](\d{2})(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,3})?Z?)?(?![\w/-])/g;
const monthYearPattern = /(?<![\w/.-])(0?[1-9]|1[0-2])[-/]((?:19|20)\d{2})(?![\w/-]|\.\d)/g;
const digitOf: Record<string, string> = { O: '0', o: '0', Q: '0', l: '1', I: '1', '|': '1', S: '5', B: '8', Z: '2' };

const unfold = (text: string) => text.replace(/[OoQlI|SBZ]/g, (char) => digitOf[char] ?? char).replace(/['’ ]/g, '');
const realDigits = (text: string) => text.replace(/\D/g, '').length;

/** `8-7-15`, `O8/18/2015`, `10.16.14`, `8 / 18 / 2015`: US order; a first number over 12 is taken as the day. */
export const numericDates = (text: string): RawDate[] => {
  const dates: RawDate[] = [];
  for (const match of allMatches(numericPattern, text)) {
    const [whole, first = '', separator, second = '', last = ''] = match;
    const [one, two] = whole.replace(/[^-/.–]/g, '');
    // Two different separators are a misreading, believed only with a full year.
    if (one !== two && last.replace(/\D/g, '').length < 3) continue;
    if (realDigits(whole) < 2 || (separator === '.' && last.length === 2 && /\s/.test(whole))) continue;
    const [a, b] = [Number(unfold(first)), Number(unfold(second))];
    const year = fullYear(Number(unfold(last)));
    const isMisread = unfold(whole) !== whole.replace(/['’ ]/g, '');
    const span = { start: match.index, end: match.index + whole.length };
    if (isCalendarDay(year, a, b)) {
      const ruleId = isMisread
        ? 'date.numeric.misread'
        : last.replace(/\D/g, '').length > 2
          ? 'date.numeric'
          : 'date.numeric.short';
      dates.push({ ...span, kind: 'full', value: dayOf(year, a, b), ruleId });
    } else if (isCalendarDay(year, b, a)) {
      dates.push({ ...span, kind: 'full', value: dayOf(year, b, a), ruleId: 'date.numeric.day-first' });
    }
  }
  return dates;
};

export const tightRanges = (text: string): RawDate[] =>
  allMatches(tightRange, text).flatMap((match) => {
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

export const isoDates = (text: string): RawDate[] =>
  allMatches(isoPattern, text)
    .filter(([, year, month, day]) => isCalendarDay(Number(year), Number(month), Number(day)))
    .map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: 'full' as const,
      value: dayOf(Number(match[1]), Number(match[2]), Number(match[3])),
      ruleId: 'date.iso',
    }));

export const monthYearDates = (text: string): RawDate[] =>
  allMatches(monthYearPattern, text).map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    kind: 'partial' as const,
    value: monthOf(Number(match[2]), Number(match[1])),
    ruleId: 'date.month-year',
  }));

const monthNames = 'january february march april may june july august september october november december'.split(' ');
const monthByWord = new Map<string, number>();
const monthByMisread = new Map<string, number>();
monthNames.forEach((name, index) => {
  monthByWord.set(name, index + 1);
  monthByWord.set(name.slice(0, 3), index + 1);
  if (name.length > 4) monthByMisread.set(misreadKey(name), index + 1);
});
monthByWord.set('sept', 9);

/** Only a word with a digit or a doubtful pair of letters is worth folding: "Ju1y", "Novernber". */
const looksMisread = (word: string) => /\d|rn|vv|cl/.test(word);

const monthOfWord = (word: string): number | undefined =>
  monthByWord.get(word) ??
  (word.length > 3 && word.length < 11 && looksMisread(word) ? monthByMisread.get(misreadKey(word)) : undefined);

const yearPart = `('?${D}{4}|['’]\\d{2}|\\d{2}(?=[^\\w/.:-]|$|[.,](?!\\d)))`;
const afterMonthFull = new RegExp(
  `\\.?[ -]{0,2}(${D}{1,2})(?:st|nd|rd|th)?(?:, ?| {1,2}|-|\\.(?=${D}{4})|,? -? ?(?=['’]))${yearPart}(?![\\w/])`,
  'y',
);
const afterMonthYear = /\.?,?(?: of)?[ -]{1,2}((?:19|20)\d{2}|['’]\d{2})(?![\w/])/y;
const afterMonthDay = /\.? {0,2}(\d{1,2})(?:st|nd|rd|th)?(?![\w/:%]|\.\d| ?(?:mg|mcg|times|x|sessions|visits))/y;
const beforeMonthDay = /(?<![\w/.-])(\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)?[ -]$/;
const afterDayMonth = new RegExp(`\\.?,?(?: of)?[ -]{1,2}${yearPart}(?![\\w/])`, 'y');
const vagueBefore = /(?:\b(?:mid|early|late|beginning of|end of|middle of)[ -])$/i;
const mayStandBefore =
  /\b(?:in|since|of|by|until|till|from|through|thru|during|before|after|last|this|next|around|about|to|between|and) $/i;

const at = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from;
  return pattern.exec(text);
};

/** `June 28, 2002`, `28 June 2002`, `JUL-21-2015`, `Aug '15`, `March 5`, `mid-March`, `in March`. */
export const namedMonthDates = (text: string, tokens: readonly Token[]): RawDate[] => {
  const dates: RawDate[] = [];
  for (const token of tokens) {
    const month = monthOfWord(token.word);
    if (month === undefined) continue;
    const date = readNamedMonth(text, token, month);
    if (date) dates.push(date);
  }
  return dates;
};

const readNamedMonth = (text: string, token: Token, month: number): RawDate | undefined => {
  const isCapital = /[A-Z0-9]/.test(text.charAt(token.start));
  const before = text.slice(Math.max(0, token.start - 18), token.start);
  const dayBefore = beforeMonthDay.exec(before);
  const full = at(afterMonthFull, text, token.end);
  if (full) {
    const day = Number(unfold(full[1] ?? ''));
    const year = fullYear(Number(unfold(full[2] ?? '')));
    const end = token.end + full[0].length;
    if (isCalendarDay(year, month, day)) {
      return { start: token.start, end, kind: 'full', value: dayOf(year, month, day), ruleId: 'date.named' };
    }
  }
  if (dayBefore) {
    const rest = at(afterDayMonth, text, token.end);
    const day = Number(dayBefore[1]);
    const year = rest ? fullYear(Number(unfold(rest[1] ?? ''))) : 0;
    const start = token.start - before.length + dayBefore.index;
    if (rest && isCalendarDay(year, month, day)) {
      return {
        start,
        end: token.end + rest[0].length,
        kind: 'full',
        value: dayOf(year, month, day),
        ruleId: 'date.named.day-first',
      };
    }
  }
  if (!isCapital) return undefined;
  const vague = vagueBefore.exec(before);
  const start = token.start - (vague ? vague[0].length : 0);
  const monthYear = at(afterMonthYear, text, token.end);
  if (monthYear) {
    const year = fullYear(Number((monthYear[1] ?? '').replace(/\D/g, '')));
    return {
      start,
      end: token.end + monthYear[0].length,
      kind: 'partial',
      value: monthOf(year, month),
      ruleId: 'date.named.month',
    };
  }
  const dayOnly = at(afterMonthDay, text, token.end);
  if (
    dayOnly &&
    isCalendarDay(2000, month, Number(dayOnly[1])) &&
    (token.word !== 'may' || /[A-Z]ay$/.test(text.slice(token.start, token.end)))
  ) {
    return {
      start: token.start,
      end: token.end + dayOnly[0].length,
      kind: 'no_year',
      month,
      day: Number(dayOnly[1]),
      ruleId: 'date.named.no-year',
    };
  }
  const isPlainWord = token.word === 'may' || token.word === 'march' || token.word.length <= 3;
  if (
    vague ||
    (mayStandBefore.test(before) && (!isPlainWord || /\b(?:in|since|until|last|during|of) $/i.test(before)))
  ) {
    return { start, end: token.end, kind: 'partial', month, ruleId: 'date.named.month-only' };
  }
  return undefined;
};
