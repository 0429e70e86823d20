import { dayOf, fullYear, isCalendarDay, monthOf } from './calendar.ts';
import { D, unfold, type RawDate } from './date-grammar.ts';
import { foldedCode, looksMisread, misreadKey } from './misread-words.ts';
import type { Reading } from './reading.ts';
import { wordAt, type Tokens } from './tokens.ts';
import { codesOf, findWordAt, lowerCode, wordTable } from './word-table.ts';

const monthNames = 'january february march april may june july august september october november december'.split(' ');
const monthByWord = new Map<string, number>();
const monthByMisread = new Map<string, number>();
monthNames.forEach((name, index) => {
  monthByWord.set(name, index + 1);
  monthByWord.set(name.slice(0, 3), index + 1);
  if (name.length > 4) monthByMisread.set(misreadKey(name), index + 1);
});
monthByWord.set('sept', 9);

const monthWords = wordTable(monthByWord.keys());
/** The letters that a month begins or ends with, however it was read; `rvc` are the first of two read as one. */
const mayOpen = new Uint8Array(128);
const mayClose = new Uint8Array(128);
for (const word of [...monthByWord.keys(), ...monthByMisread.keys()]) {
  const [first = 0, last = 0] = codesOf(word.charAt(0) + word.slice(-1));
  for (let code = 0; code < 128; code += 1) {
    if (code === first || foldedCode(code) === first) mayOpen[code] = 1;
    if (code === last || foldedCode(code) === last) mayClose[code] = 1;
  }
}
for (const code of codesOf('rvc')) mayOpen[code] = 1;
/** An abbreviation's. */
mayClose[46] = 1;

const monthOfToken = (tokens: Tokens, at: number): number | undefined => {
  const start = tokens.starts[at] ?? 0;
  const end = tokens.ends[at] ?? 0;
  if (end - start < 3 || end - start > longestMonth) return undefined;
  // Most words begin or end as no month does.
  const { text } = tokens;
  if (mayOpen[lowerCode(text.charCodeAt(start))] !== 1) return undefined;
  if (mayClose[lowerCode(text.charCodeAt(end - 1))] !== 1) return undefined;
  const isWritten = findWordAt(monthWords, text, start, end, tokens.hashes[at] ?? 0) >= 0 || tokens.folded.has(at);
  // Only a word with a digit or a doubtful pair of letters is worth folding: "Ju1y", "Novernber".
  const isMisread = looksMisread(text, start, end);
  if (!isWritten && !isMisread) return undefined;
  const word = wordAt(tokens, at);
  return (
    monthByWord.get(word) ??
    (isMisread && word.length > 3 && word.length < 11 ? monthByMisread.get(misreadKey(word)) : undefined)
  );
};
/** With an apostrophe or dots in it. */
const longestMonth = 24;

const yearPart = `('?${D}{4}|(?:19|20) \\d{2}(?![:\\d])|['’]\\d{2}|\\d{2}(?=[^\\w/.:-]|$|[.,](?!\\d)))`;
const afterMonthFull = new RegExp(
  `\\.?(?:[ -]{0,2}|/)(${D}{1,2}|[0-3] \\d(?=,? ?(?:19|20)\\d{2}))(?:st|nd|rd|th)?(?: ?, ?| {1,2}|,? of (?=(?:19|20)\\d{2})|-|/|\\.(?=${D}{4})|,? -? ?(?=['’]))${yearPart}(?!\\w|/(?![A-Z]{3}\\b))`,
  'y',
);
/** The first of two months that share a year: "March to July 2015". */
const toMonthYear =
  /\.?(?: ?[-–] ?| (?:to|through|thru|until|and|&) )(?:early |mid[- ]|late )?[A-Z][a-z]{2,8}\.?,?(?: of)? (?:(?:19|20)\d{2}|['’]\d{2})(?!\w)/y;
const afterMonthYear = /\.?,?(?: of)?[ -]{1,2}((?:19|20)\d{2}|['’]\d{2})(?![\w/])/y;
const afterMonthDay = /\.? {0,2}(\d{1,2})(?:st|nd|rd|th)?(?![\w/:%]|\.\d| ?(?:mg|mcg|times|x|sessions|visits))/y;
const beforeMonthDay = /(?<![\w/.-])(\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)?[ /-]$/;
const afterDayMonth = new RegExp(`\\.?,?(?: of)?(?:[ -]{1,2}|/)${yearPart}(?![\\w/])`, 'y');
const vagueBefore = /(?:\b(?:mid|early|late|beginning of|end of|middle of)[ -])$/i;
const mayStandBefore =
  /\b(?:in|since|of|by|until|till|from|through|thru|during|before|after|last|this|next|around|about|to|between|and|d\/c['’]?d|stopped|discontinued|started) {1,2}$/i;

const at = (pattern: RegExp, text: string, from: number): RegExpExecArray | null => {
  pattern.lastIndex = from;
  return pattern.exec(text);
};

/** `June 28, 2002`, `28 June 2002`, `JUL-21-2015`, `Aug '15`, `March 5`, `mid-March`, `in March`. */
export const namedMonthDates = ({ text, tokens }: Reading): RawDate[] => {
  const dates: RawDate[] = [];
  for (let at = 0; at < tokens.starts.length; at += 1) {
    const month = monthOfToken(tokens, at);
    if (month === undefined) continue;
    const token = { start: tokens.starts[at] ?? 0, end: tokens.ends[at] ?? 0, word: wordAt(tokens, at) };
    const date = readNamedMonth(text, token, month);
    if (date) dates.push(date);
  }
  return dates;
};

type Token = { start: number; end: number; word: string };

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
    at(toMonthYear, text, token.end) ||
    (mayStandBefore.test(before) &&
      (!isPlainWord || /\b(?:in|since|until|last|during|of|d\/c['’]?d) {1,2}$/i.test(before)))
  ) {
    return { start, end: token.end, kind: 'partial', month, ruleId: 'date.named.month-only' };
  }
  return undefined;
};
