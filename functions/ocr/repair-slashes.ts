import type { Box, Line, Word } from '../domain/page.ts';
import { withText } from './repair-digits.ts';

/** What is left of a slash when a fax or a copy broke it. */
const sureLeftover = `[/:;'’"°-]`;
/** A point may also be the true sign between day and year, or part of a section's number. */
const leftover = `[/:;'’"°.,-]`;
const day = String.raw`\d{1,2}`;
const fullYear = String.raw`(?:19|20)\d\d`;
const close = String.raw`[.,;:)\]]*`;
const open = String.raw`[([“"]?`;
const wholeDate = new RegExp(
  String.raw`^(${open})(${day})(${leftover})(${day})(${leftover}{1,2})(${fullYear}|\d\d)(${close})$`,
);
/** `0804/2014`: the first slash is gone without a trace. */
const withoutFirst = new RegExp(String.raw`^(${open})(\d\d)(\d\d)(${sureLeftover})(${fullYear})(${close})$`);
/** `8232012`: both are. */
const withoutBoth = new RegExp(String.raw`^(\d{3,4})(${fullYear})(${close})$`);
const dayAndMonth = new RegExp(String.raw`^(${open})(${day})(${leftover})(${day})(${leftover}?)$`);
const dayAlone = new RegExp(String.raw`^(${open})(${day})$`);
const monthAndYear = new RegExp(String.raw`^(${day})(${sureLeftover})(${fullYear})(${close})$`);
/** Words before a date, after which `07 03 2012` is one too. */
const beforeDate = /^(?:on|of|dated?:?|through|until|since|from|to|by|before|after)$/i;
/** `10 /24/10` and `10/ 24/10`: a date with a gap in it and nothing else. */
const gapInDate = new RegExp(String.raw`^(${open})(${day})(?: /|/ )(${day})/(${fullYear}|\d\d)(${close})$`);
const yearAlone = new RegExp(String.raw`^(${fullYear})(${close})$`);

/** Up to these confidences a word's slashes may have been misread; of a date with points the engine must be quite unsure. */
const doubtful = 92;
const doubtfulPoints = 70;

/**
 * Dates in figures whose slashes were read as another sign or as a gap: `02.09:2016`, `5:21 2011`, `06 18/2016`. Digits stay
 * as they are; only a day of the calendar is put together, and only where the engine was not sure. `raw` keeps what was
 * read, with blanks where words became one.
 */
export const repairSlashes = (lines: readonly Line[]): Line[] =>
  lines.map(({ words }) => {
    const repaired: Word[] = [];
    for (let index = 0; index < words.length; index += 1) {
      const word = words[index];
      if (!word) continue;
      const next = words[index + 1];
      const before = words[index - 1]?.text ?? '';
      const third = words[index + 2];
      const three = next && third && beforeDate.test(before) ? joinedThree(word, next, third) : undefined;
      const both = next && !three && !/\d$/.test(before) ? joined(word, next) : undefined;
      repaired.push(three ?? both ?? alone(word, before));
      index += three ? 2 : both ? 1 : 0;
    }
    return { words: repaired };
  });

const alone = (word: Word, beforeWord: string): Word => {
  const whole = wholeDate.exec(word.text);
  if (whole) {
    const [, before = '', month = '', first = '', dayOfMonth = '', second = '', year = '', after = ''] = whole;
    if (first === second && first === '-') return word;
    const hasPointsOnly = /^[.,]+$/.test(first + second);
    // Two figures for the year and nothing but points: the number of a section.
    if (word.confidence >= (hasPointsOnly ? doubtfulPoints : doubtful) || (hasPointsOnly && year.length === 2))
      return word;
    // A dash is short and whole: beside a point it was one, beside anything else it may be what a slash left.
    const sign = /^(?:-[.,]+|[.,]-)$/.test(first + second) ? '-' : '/';
    return dated(word, before, [month, dayOfMonth, year], after, sign);
  }
  const [, before = '', month = '', dayOfMonth = '', , year = '', after = ''] = withoutFirst.exec(word.text) ?? [];
  if (year && word.confidence < doubtfulPoints) return dated(word, before, [month, dayOfMonth, year], after);
  return beforeDate.test(beforeWord) && word.confidence < doubtfulPoints ? parted(word) : word;
};

/** Figures alone that are a day of the calendar in one way only. */
const parted = (word: Word): Word => {
  const [, days = '', year = '', after = ''] = withoutBoth.exec(word.text) ?? [];
  const ways = [1, 2]
    .map((length) => [days.slice(0, length), days.slice(length)] as const)
    .filter(([, dayOfMonth]) => dayOfMonth.length === 1 || dayOfMonth.length === 2)
    .map(([month, dayOfMonth]) => dated(word, '', [month, dayOfMonth, year], after))
    .filter((way) => way !== word);
  const [only, other] = ways;
  return only && !other ? only : word;
};

const joined = (word: Word, next: Word): Word | undefined => {
  const confidence = Math.min(word.confidence, next.confidence);
  const both = { ...word, text: `${word.text} ${next.text}`, confidence, box: around(word.box, next.box) };
  const [, beforeGap = '', monthOfGap = '', dayOfGap = '', yearOfGap = '', afterGap = ''] =
    gapInDate.exec(both.text) ?? [];
  if (yearOfGap) return datedOrNone(both, beforeGap, [monthOfGap, dayOfGap, yearOfGap], afterGap);
  const [, before = '', month = '', between = '', dayOfMonth = '', rest = ''] = dayAndMonth.exec(word.text) ?? [];
  const [, year = '', after = ''] = yearAlone.exec(next.text) ?? [];
  const isDoubtful = word.confidence < (/[.,]/.test(between + rest) ? doubtfulPoints : doubtful);
  if (month && year && isDoubtful) return datedOrNone(both, before, [month, dayOfMonth, year], after);
  const [, beforeAlone = '', monthAlone = ''] = dayAlone.exec(word.text) ?? [];
  const [, secondDay = '', , secondYear = '', afterYear = ''] = monthAndYear.exec(next.text) ?? [];
  // `6 2/2016` may be a number and a month; `6 18/2016` is neither.
  if (monthAlone && Number(secondDay) > 12 && confidence < doubtful)
    return datedOrNone(both, beforeAlone, [monthAlone, secondDay, secondYear], afterYear);
  return undefined;
};

const joinedThree = (month: Word, dayOfMonth: Word, year: Word): Word | undefined => {
  const [, ownYear = '', after = ''] = yearAlone.exec(year.text) ?? [];
  if (!/^\d\d$/.test(month.text) || !/^\d\d$/.test(dayOfMonth.text) || ownYear === '') return undefined;
  const all = {
    ...month,
    text: [month, dayOfMonth, year].map(({ text }) => text).join(' '),
    confidence: Math.min(month.confidence, dayOfMonth.confidence, year.confidence),
    box: around(around(month.box, dayOfMonth.box), year.box),
  };
  return datedOrNone(all, '', [month.text, dayOfMonth.text, ownYear], after);
};

const dated = (
  word: Word,
  before: string,
  [month, dayOfMonth, year]: [string, string, string],
  after: string,
  sign = '/',
): Word => {
  const text = [`${before}${month}`, dayOfMonth, `${year}${after}`].join(sign);
  const isDay = Number(month) >= 1 && Number(month) <= 12 && Number(dayOfMonth) >= 1 && Number(dayOfMonth) <= 31;
  return isDay && text !== word.text ? withText(word, text) : word;
};

const datedOrNone = (word: Word, before: string, date: [string, string, string], after: string): Word | undefined => {
  const repaired = dated(word, before, date, after);
  return repaired === word ? undefined : repaired;
};

const around = (a: Box, b: Box): Box => {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  const right = Math.max(a.left + a.width, b.left + b.width);
  const bottom = Math.max(a.top + a.height, b.top + b.height);
  return { left, top, width: right - left, height: bottom - top };
};
