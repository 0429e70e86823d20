import type { Reading } from './reading.ts';
import { emptyHash, hashOf, hashStep, lowerCode } from './word-table.ts';

type Span = { start: number; end: number };

/** Words beside a date as their hashes, the nearest first; a number and another date are one word each. */
export type WordsBeside = {
  words: number[];
  /** The first letters of the three nearest: `denied` and `denial` share them. */
  stems: number[];
  /** How many of the words stand in the date's own cell of its line. */
  inCell: number;
};

export const dateWord = '<date>';
export const numberWord = '<number>';
const [dateHash, numberHash] = [hashOf(dateWord), hashOf(numberWord)];

const reach = { before: { words: 14, characters: 140 }, after: { words: 8, characters: 100 } };
export const stemLength = 5;
const stems = 3;
const cellWords = 5;

const isDigit = (code: number) => code >= 48 && code <= 57;

const stemOf = (text: string, start: number, end: number): number => {
  let hash = emptyHash;
  for (let at = start; at < end && at < start + stemLength; at += 1)
    hash = hashStep(hash, lowerCode(text.charCodeAt(at)));
  return hash;
};

/** A line's end, a semicolon, a colon or two blanks part cells; those between a label and its date do not. */
const partsCells = (text: string, from: number, to: number, isAtLabel: boolean): boolean => {
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 59) return true;
    if (!isAtLabel && (code === 58 || (code === 32 && text.charCodeAt(at + 1) === 32))) return true;
  }
  return false;
};

/** The words before a date, whose first token is `token`, over line ends. */
export const wordsBefore = (
  { text, tokens, tokenAt }: Reading,
  dates: readonly Span[],
  index: number,
  token: number,
  isLabelled: boolean,
): WordsBeside => {
  const start = dates[index]?.start ?? 0;
  const found: WordsBeside = { words: [], stems: [], inCell: 0 };
  let right = start;
  let isOpen = true;
  let other = index - 1;
  for (let at = token - 1; at >= 0 && found.words.length < reach.before.words; at -= 1) {
    let from = tokens.starts[at] ?? 0;
    let to = tokens.ends[at] ?? 0;
    if (start - from > reach.before.characters) break;
    while (other > 0 && (dates[other]?.start ?? 0) > from) other -= 1;
    const date = dates[other];
    const isDate = date !== undefined && from >= date.start && from < date.end;
    const isNumber = isDigit(text.charCodeAt(from));
    if (isDate) {
      from = date.start;
      to = date.end;
    } else if (!isNumber && found.words.length < stems) found.stems.push(stemOf(text, from, to));
    found.words.push(isDate ? dateHash : isNumber ? numberHash : (tokens.hashes[at] ?? 0));
    isOpen &&= !isDate && found.inCell < cellWords && !partsCells(text, to, right, isLabelled && right === start);
    if (isOpen) found.inCell += 1;
    if (isDate) at = tokenAt(from);
    right = from;
  }
  return found;
};

/** The words from the first token behind a date on. */
export const wordsAfter = (
  { text, tokens, tokenAt }: Reading,
  dates: readonly Span[],
  index: number,
  token: number,
): WordsBeside => {
  const end = dates[index]?.end ?? 0;
  const found: WordsBeside = { words: [], stems: [], inCell: 0 };
  let other = index + 1;
  for (let at = token; at < tokens.starts.length && found.words.length < reach.after.words; at += 1) {
    const from = tokens.starts[at] ?? 0;
    if (from - end > reach.after.characters) break;
    while (other < dates.length && (dates[other]?.end ?? 0) <= from) other += 1;
    const date = dates[other];
    const isDate = date !== undefined && from >= date.start;
    const isNumber = isDigit(text.charCodeAt(from));
    if (isDate) at = tokenAt(date.end) - 1;
    else if (!isNumber && found.words.length < stems) found.stems.push(stemOf(text, from, tokens.ends[at] ?? 0));
    found.words.push(isDate ? dateHash : isNumber ? numberHash : (tokens.hashes[at] ?? 0));
  }
  return found;
};
