/**
 * Words of a repaired text. Offsets are into that text, end exclusive; `word` is lower case with apostrophes and the
 * dots of abbreviations taken out (`D.O.B.` is `dob`), so that one spelling serves the lexicon.
 */
export type Token = {
  start: number;
  end: number;
  word: string;
  /** The words before and this one may belong to one phrase: only spaces, hyphens, slashes and brackets part them. */
  joined: boolean;
};

const isDigit = (code: number) => code >= 48 && code <= 57;
const isLetter = (code: number) => (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code >= 0xc0;
const isApostrophe = (code: number) => code === 39 || code === 0x2019;
/** A zero or a one at the start of a long word is a misread letter (`0meprazole`, `1buprofen`). */
const lettersOfMisreadWord = 4;
const unitWord =
  /^(?:tab|cap|week|month|day|hour|year|time|visit|session|pill|patch|unit|puff|drop|minute|inch|mile|block|refill|level|each|every|lead|view|person)/i;

export const tokenize = (text: string): Token[] => {
  const tokens: Token[] = [];
  const length = text.length;
  let at = 0;
  let before = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    const digit = isDigit(code);
    if (!digit && !isLetter(code)) {
      at += 1;
      continue;
    }
    const start = at;
    if (digit) {
      at = endOfNumber(text, at);
      if (at === start + 1 && (code === 48 || code === 49)) {
        const end = endOfWord(text, at);
        if (end - at >= lettersOfMisreadWord && !unitWord.test(text.slice(at, at + 8))) at = end;
      }
    } else {
      at = endOfAbbreviation(text, at);
      if (at === start) at = endOfWord(text, at);
    }
    const raw = text.slice(start, at);
    tokens.push({ start, end: at, word: plain(raw), joined: tokens.length > 0 && isSoftGap(text, before, start) });
    before = at;
  }
  return tokens;
};

/** Lower case, no apostrophes, no dots. */
const plain = (raw: string): string => {
  const lower = raw.toLowerCase();
  for (let index = 0; index < lower.length; index += 1) {
    const code = lower.charCodeAt(index);
    if (code === 39 || code === 0x2019 || (code === 46 && !isDigit(lower.charCodeAt(0)))) {
      return lower.replace(/['’.]/g, '');
    }
  }
  return lower;
};

const endOfNumber = (text: string, from: number): number => {
  let at = from;
  while (at < text.length && isDigit(text.charCodeAt(at))) at += 1;
  if (text.charCodeAt(at) === 46 && isDigit(text.charCodeAt(at + 1))) {
    let end = at + 1;
    while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
    if (text.charCodeAt(end) !== 46) return end;
  }
  return at;
};

const endOfWord = (text: string, from: number): number => {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isLetter(code) || isDigit(code)) at += 1;
    else if (isApostrophe(code) && isLetter(text.charCodeAt(at + 1))) at += 1;
    else break;
  }
  return at;
};

/** Single letters each followed by a dot, at least two: `p.o.`, `D.O.I.`; returns `from` when it is none. */
const endOfAbbreviation = (text: string, from: number): number => {
  let at = from;
  let letters = 0;
  while (isLetter(text.charCodeAt(at)) && text.charCodeAt(at + 1) === 46) {
    at += 2;
    letters += 1;
  }
  if (letters >= 1 && isLetter(text.charCodeAt(at)) && !isLetter(text.charCodeAt(at + 1)) && letters + 1 >= 2) {
    return isDigit(text.charCodeAt(at + 1)) ? from : at + 1;
  }
  return letters >= 2 && !isLetter(text.charCodeAt(at)) ? at : from;
};

const maxPhraseGap = 4;

const isSoftGap = (text: string, from: number, to: number): boolean => {
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
