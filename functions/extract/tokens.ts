import { codesOf, emptyHash, hashOf, hashStep, lowerCode, roomier } from './word-table.ts';

/**
 * Words of a repaired text, in order, side by side: many small objects would cost more than the reading. Offsets are
 * into that text, end exclusive. A word is in lower case with apostrophes and the dots of abbreviations taken out
 * (`D.O.B.` is `dob`), so that one spelling serves the lexicon.
 */
export type Tokens = {
  text: string;
  starts: Int32Array;
  ends: Int32Array;
  /** Of the word, not of the letters in the text. */
  hashes: Int32Array;
  /** Words, by their index, that are not just the letters of the text in lower case. */
  folded: Map<number, string>;
};

/** The word of a token. */
export const wordAt = (tokens: Tokens, index: number): string =>
  tokens.folded.get(index) ?? tokens.text.slice(tokens.starts[index], tokens.ends[index]).toLowerCase();

/**
 * Index of the first token that does not start before an offset. A search of its own: one that also looked into lists of
 * another kind would be slow for both.
 */
export const tokenFrom = ({ starts }: Tokens, offset: number): number => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
};

const isDigit = (code: number) => code >= 48 && code <= 57;
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code >= 0xc0;
const isApostrophe = (code: number) => code === 39 || code === 0x2019;
/** A zero or a one at the start of a long word is a misread letter (`0meprazole`, `1buprofen`). */
const lettersOfMisreadWord = 4;
const unitWord =
  /^(?:tab|cap|week|month|day|hour|year|time|visit|session|pill|patch|unit|puff|drop|minute|inch|mile|block|refill|level|each|every|lead|view|person)/i;

/** Letters and digits of ASCII, the letters as small ones; 0 for every other character. */
const plainCodes = new Uint8Array(128);
for (const code of codesOf('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'))
  plainCodes[code] = lowerCode(code);

export const tokenize = (text: string): Tokens => {
  const { length } = text;
  const folded: Tokens['folded'] = new Map();
  // With the gap behind it a word takes more than four characters nearly always.
  let room = (length >> 2) + 16;
  let starts = new Int32Array(room);
  let ends = new Int32Array(room);
  let hashes = new Int32Array(room);
  let count = 0;
  let at = 0;
  let lettersUntil = 0;
  while (at < length) {
    const start = at;
    let code = text.charCodeAt(at);
    if (!isDigit(code) && !isLetter(code)) {
      at += 1;
      continue;
    }
    let hash = emptyHash;
    if (code > 57) {
      while (code < 128 && plainCodes[code] !== 0) {
        hash = hashStep(hash, lowerCode(code));
        at += 1;
        // Never past the end: there the engine has no fast way to read a character.
        code = at < length ? text.charCodeAt(at) : 0;
      }
      const isAbbreviation = code === 46 && at === start + 1 && start >= lettersUntil;
      if (isAbbreviation || isApostrophe(code) || code >= 0xc0) {
        at = start;
        if (isAbbreviation) {
          const end = endOfLetters(text, at);
          at = endOfAbbreviation(text, at, end);
          // What is no abbreviation from here on is none from its second letter on either.
          if (at === start) lettersUntil = end;
        }
        if (at === start) at = endOfWord(text, at);
        hash = hashOfToken(text, start, at, count, folded);
      }
    } else {
      at = endOfNumber(text, at);
      if (at === start + 1 && code <= 49) {
        const end = endOfWord(text, at);
        if (end - at >= lettersOfMisreadWord && !unitWord.test(text.slice(at, at + 8))) at = end;
      }
      hash = hashOfToken(text, start, at, count, folded);
    }
    if (count === room) {
      room *= 2;
      starts = roomier(starts, new Int32Array(room));
      ends = roomier(ends, new Int32Array(room));
      hashes = roomier(hashes, new Int32Array(room));
    }
    starts[count] = start;
    ends[count] = at;
    hashes[count] = hash;
    count += 1;
  }
  return {
    text,
    starts: starts.subarray(0, count),
    ends: ends.subarray(0, count),
    hashes: hashes.subarray(0, count),
    folded,
  };
};

/** The hash of a token's word, which is kept when it is not just the letters of the text. */
const hashOfToken = (text: string, start: number, end: number, index: number, folded: Tokens['folded']): number => {
  const isNumber = isDigit(text.charCodeAt(start));
  let hash = emptyHash;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0xc0 || code === 39 || (code === 46 && !isNumber)) {
      const word = plain(text.slice(start, end));
      folded.set(index, word);
      return hashOf(word);
    }
    hash = hashStep(hash, lowerCode(code));
  }
  return hash;
};

/** Lower case, no apostrophes, no dots. */
const plain = (raw: string): string => raw.toLowerCase().replace(/['’.]/g, '');

const endOfNumber = (text: string, from: number): number => {
  let at = from;
  const { length } = text;
  while (at < length && isDigit(text.charCodeAt(at))) at += 1;
  if (at + 1 < length && text.charCodeAt(at) === 46 && isDigit(text.charCodeAt(at + 1))) {
    let end = at + 1;
    while (end < length && isDigit(text.charCodeAt(end))) end += 1;
    if (end === length || text.charCodeAt(end) !== 46) return end;
  }
  return at;
};

const endOfWord = (text: string, from: number): number => {
  let at = from;
  const { length } = text;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (isLetter(code) || isDigit(code)) at += 1;
    else if (isApostrophe(code) && at + 1 < length && isLetter(text.charCodeAt(at + 1))) at += 1;
    else break;
  }
  return at;
};

/** Where the single letters end that are each followed by a dot. */
const endOfLetters = (text: string, from: number): number => {
  let at = from;
  while (isLetter(text.charCodeAt(at)) && text.charCodeAt(at + 1) === 46) at += 2;
  return at;
};

/** At least two letters, the last with or without its dot: `p.o.`, `D.O.I`; returns `from` when it is none. */
const endOfAbbreviation = (text: string, from: number, end: number): number => {
  if (isLetter(text.charCodeAt(end))) {
    const next = text.charCodeAt(end + 1);
    return end > from && !isLetter(next) && !isDigit(next) ? end + 1 : from;
  }
  return end - from >= 4 ? end : from;
};

const maxPhraseGap = 4;

/**
 * Two words, the first up to `from`, the second from `to` on, may belong to one phrase: only blanks, hyphens, slashes
 * and brackets part them.
 */
export const isSoftGap = (text: string, from: number, to: number): boolean => {
  if (to - from > maxPhraseGap) return false;
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at);
    const soft =
      code === 32 || code === 45 || code === 47 || code === 38 || code === 40 || code === 41 || code === 0x2013;
    if (soft || (code === 35 && at === to - 1)) continue;
    // A full stop inside a phrase only when the sentence goes on in lower case: "phys. ther."
    if (code === 46 && text.charCodeAt(to) >= 97 && at === from) continue;
    return false;
  }
  return true;
};
