import {
  endsMonth,
  misreadLead,
  opensMonth,
  restoreAge,
  restoreBlank,
  restoreCode,
  restoreDigits,
  restoreLead,
  restoreLetters,
  restoreM,
  restoreMonth,
  restoreMonthNumber,
  restoreOne,
  restorePart,
  type Change,
  type Look,
} from './misread-digits.ts';
import type { Flow, IsWord } from './repair-lines.ts';
import { flagsOf } from './word-table.ts';

const longestWord = 40;
const [O, o, I, l, r, n, x, blank] = [79, 111, 73, 108, 114, 110, 120, 32];
/** What a character is: 0 ends a word. */
const [digit, capital, small, stroke] = [1, 2, 3, 4];
const kinds = new Uint8Array(128);
for (let code = 48; code <= 57; code += 1) kinds[code] = digit;
for (let code = 65; code <= 90; code += 1) kinds[code] = capital;
for (let code = 97; code <= 122; code += 1) kinds[code] = small;
kinds[124] = stroke;
const kindOf = (code: number) => (code < 128 ? (kinds[code] ?? 0) : 0);
const smallVowels = flagsOf('aeiouy');

const isSmallAt = (text: string, at: number) => at < text.length && kindOf(text.charCodeAt(at)) === small;

const isCapitalDot = (text: string, at: number) =>
  at >= 0 && kindOf(text.charCodeAt(at)) === capital && text.charCodeAt(at + 1) === 46;

/** Looks at one word, whose letters told that something may be wrong with it. */
const lookAt = (look: Look, hasDigit: boolean, hasLookAlike: boolean): void => {
  const { word, start } = look;
  if (hasLookAlike) {
    if (hasDigit) restoreDigits(look);
    restoreCode(look);
    if (word.length === 2) restorePart(look);
    if (word === 'l' || word === 'xl' || word === 'lO' || word === 'O' || word === 'lx') restoreOne(look);
  } else if (word === 'S' || word === 'B') restoreOne(look);
  if (hasDigit && word.length === 2) restoreAge(look);
  // "n0 benefit"
  if (word === 'n0') look.add({ start: start + 1, end: start + 2, to: 'o' });
  if (word.includes('rn')) restoreM(look);
  if (word.length > 2) restoreLetters(look, hasDigit);
  if (word === 'lV' || word === 'lM') look.add({ start, end: start + 1, to: 'I' });
  if (!hasDigit && misreadLead.test(word)) restoreLead(look);
};

/** Puts back the digits and letters that a careful reader restores, where only one reading makes sense. */
export const restoreMisread = (flow: Flow, isWord: IsWord): Flow => {
  const { text } = flow;
  const changes: Change[] = [];
  const add = (change: Change) => changes.push(change);
  const { length } = text;
  let at = 0;
  while (at < length) {
    let code = text.charCodeAt(at);
    let kind = kindOf(code);
    if (kind === 0 || kind === stroke) {
      at += 1;
      continue;
    }
    const start = at;
    const first = code;
    let last = 0;
    let lastKind = 0;
    let isDoubtful = false;
    let hasDigit = false;
    let hasLetter = false;
    let hasLookAlike = false;
    while (kind !== 0) {
      if (kind === digit) hasDigit = true;
      else if (kind === stroke) isDoubtful = true;
      else {
        hasLetter = true;
        if (code === l || code === I || code === O || code === o) {
          hasLookAlike = true;
          isDoubtful ||=
            (code === I && (lastKind === small || (lastKind === capital && isSmallAt(text, at + 1)))) ||
            (code === l && lastKind === capital);
        } else if (code === n && last === r) isDoubtful = true;
      }
      last = code;
      lastKind = kind;
      at += 1;
      // Never past the end: there the engine has no fast way to read a character.
      code = at < length ? text.charCodeAt(at) : 0;
      kind = kindOf(code);
    }
    const size = at - start;
    // No word that anybody wrote; patterns with a repeat may be slow on it.
    if (size > longestWord) continue;
    const isBeforeBlank = code === blank && at + 1 < length;
    if (hasDigit && !hasLetter && !isDoubtful) {
      // "D.0.B."
      if (size === 1 && first === 48 && code === 46 && isCapitalDot(text, start - 2) && isCapitalDot(text, at + 1))
        add({ start, end: at, to: 'O' });
      if (size === 1 && isBeforeBlank && first <= 49 && kindOf(text.charCodeAt(at + 1)) === digit)
        restoreMonthNumber(text, start, add);
      continue;
    }
    if (
      isDoubtful ||
      (hasDigit && size > 1) ||
      (hasLookAlike && isOddStart(text, start, size)) ||
      isLoneLetter(text, start, size)
    ) {
      const look = { text, start, end: at, word: text.slice(start, at), isWord, add };
      lookAt(look, hasDigit, hasLookAlike);
    }
    if (size > 9 && !hasDigit) restoreBlank(text, start, at, isWord, add);
    if (isBeforeBlank && size > 1 && endsMonth[text.charCodeAt(at + 1)] === 1 && opensMonth(text, start))
      restoreMonth(text, start, add);
  }
  return changes.length > 0 ? rewritten(flow, changes) : flow;
};

/** `S/1O`, `B/3`: a letter for a digit before a slash. */
const isLoneLetter = (text: string, start: number, size: number): boolean => {
  const first = text.charCodeAt(start);
  return size === 1 && (first === 83 || first === 66) && text.charCodeAt(start + 1) === 47;
};

/** A word whose first letter may have been another: `Ieft`, `lnjury`, `l`, `xl`, or what stands behind a point. */
const isOddStart = (text: string, start: number, size: number): boolean => {
  const first = text.charCodeAt(start);
  if (first === x) return size === 2 && text.charCodeAt(start + 1) === l;
  // "O7/Ol", "5/lO"
  if (size === 2 && start > 0 && text.charCodeAt(start - 1) === 47 && first !== x) return true;
  if (size < 5 && start > 0 && text.charCodeAt(start - 1) === 46)
    return first === O || first === o || first === l || first === I;
  if (first === O) return size === 1 && text.charCodeAt(start + 1) === 46;
  if (first !== l && first !== I) return false;
  const second = size > 1 ? text.charCodeAt(start + 1) : 0;
  return first === I ? size > 2 && kindOf(second) === small : size < 3 || smallVowels[second] !== 1;
};

/** The text with its changes; a shorter stretch keeps the place where the longer one began. */
const rewritten = ({ text, sourceAt }: Flow, changes: readonly Change[]): Flow => {
  const parts: string[] = [];
  const places = new Int32Array(sourceAt.length + changes.length);
  let from = 0;
  let length = 0;
  const keep = (until: number) => {
    parts.push(text.slice(from, until));
    for (let at = from; at < until; at += 1) places[length++] = sourceAt[at] ?? 0;
  };
  for (const { start, end, to } of changes.toSorted((a, b) => a.start - b.start)) {
    if (start < from) continue;
    keep(start);
    parts.push(to);
    // The last character stands for all that is left of the stretch, so that an end here is the stretch's end.
    for (let at = 0; at < to.length; at += 1)
      places[length++] = sourceAt[at === to.length - 1 ? Math.max(start, end - 1) : start + at] ?? 0;
    from = end;
  }
  keep(text.length);
  places[length] = sourceAt[text.length] ?? 0;
  return { text: parts.join(''), sourceAt: places.subarray(0, length + 1) };
};
