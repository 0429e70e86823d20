import type { Flow, IsWord } from './repair-lines.ts';

/** A stretch of a text and what a careful reader takes it for. */
type Change = { start: number; end: number; to: string };
/** What is asked of a word that looks misread: the words around it, up to `context` characters each side. */
type Look = { text: string; start: number; end: number; word: string; isWord: IsWord; add: (change: Change) => void };

const context = 12;
const longestWord = 40;
const digitOf: Record<string, string> = { O: '0', o: '0', l: '1', I: '1' };
const asDigits = (word: string) => word.replace(/[OolI]/g, (letter) => digitOf[letter] ?? letter);

/** A group of digits among which OCR put letters: `2Ol5`, `5O`, `l2`, `50Omg`. */
const mixedGroup = /(?<![A-Za-wyz])(?:\d+[OolI][\dOolI]*|[Ool]+\d[\dOolI]*)/g;
const unitAhead =
  /^ ?(?:mg|mcg|ml|rng|rncg|rnl|min|rnin|mm|cm|rnm|tab|cap|yo\b|y\/o|x\b|%|visits?|sessions?|weeks?|wks?|days?|months?|treatments?|th\b|am\b|pm\b)/;
/** `l4-5`, `l5/s1`: a level of the spine in small letters. */
const level = /^l[1-5]$/;

const restoreDigits = ({ text, start, word, add }: Look): void => {
  if (text.charCodeAt(start - 1) === 46 && /[A-TV-Z]\d[\dA-B]$/.test(text.slice(Math.max(0, start - 4), start - 1)))
    return;
  for (const match of word.matchAll(mixedGroup)) {
    const [group] = match;
    const from = start + match.index;
    const end = from + group.length;
    const after = text.slice(end, end + 8);
    if (/^[A-Za-z]/.test(after) && !unitAhead.test(after)) continue;
    const before = text.slice(Math.max(0, from - 2), from);
    const isOfDate = /\d[/.-]$/.test(before) || (/\d $/.test(before) && /^ \d/.test(after));
    if (level.test(group) && /^(?: ?[-–/,. )]|$)/.test(after) && !isOfDate && !unitAhead.test(after)) continue;
    add({ start: from, end, to: asDigits(group) });
  }
};

/** The digits behind the point of a code: `G56.Ol`, `M54.l6`. */
const restoreCode = ({ text, start, end, word, add }: Look): void => {
  if (text.charCodeAt(start - 1) !== 46 || !/^[\dOolI]{1,4}$/.test(word)) return;
  if (/(?<![A-Za-z0-9])[A-TV-Z]\d[\dA-B]\.$/.test(text.slice(Math.max(0, start - 5), start)))
    add({ start, end, to: asDigits(word) });
};

/** A lone `l` where a number is asked for: `xl`, `qty: l`, `l tab`, `page l of 3`; `lO visits`. */
const restoreOne = ({ text, start, end, word, add }: Look): void => {
  const before = text.slice(Math.max(0, start - context), start);
  const after = text.slice(end, end + context);
  if (/^['’-]/.test(after)) return;
  const counts = /^ (?:tab|cap|pill|patch|visit|session|unit|week|wk|month|day|po|of \d|x\b|mg|min)/.test(after);
  if (word === 'xl') {
    if (!/[\w'’-]$/.test(before)) add({ start: start + 1, end, to: '1' });
  } else if (word === 'lO') {
    if ((counts || /^\/\d{3}\b/.test(after)) && !/[/.-]$/.test(before)) add({ start, end, to: '10' });
  } else if (
    (counts && !/['’-]$/.test(before)) ||
    /(?:(?:^|[^A-Za-z])x |\b(?:qty|quantity)[:. ]{1,3}|\bpage )$/i.test(before)
  )
    add({ start, end, to: '1' });
};

/** `4 rng`, `15rnin`: `mg` and `min` after a number; `frorn`, `narne`: `m` read as two letters. */
const restoreM = ({ text, start, word, isWord, add }: Look): void => {
  const at = word.indexOf('rn');
  const change = { start: start + at, end: start + at + 2, to: 'm' };
  const lead = word.slice(0, at);
  const isAfterNumber =
    /^\d+$/.test(lead) || (lead === '' && /\d[ -]?$/.test(text.slice(Math.max(0, start - 2), start)));
  if (isAfterNumber) {
    if (/^(?:g|cg|m|l|L|in|ins|inutes?|onths?|o|os)$/.test(word.slice(at + 2))) add(change);
    return;
  }
  if (word === 'grn' && /\d ?$/.test(text.slice(Math.max(0, start - 2), start))) add(change);
  if (word.length < 5 || /\d/.test(word)) return;
  const small = word.toLowerCase();
  if (!isWord(small) && isWord(small.replace('rn', 'm'))) add(change);
};

/** A digit inside a word, and a letter of the wrong case: `w0rk`, `C0NSULTATION`, `femaIe`, `SPlNE`, `0BJECTIVE`. */
const wrongLetter =
  /(?<=[a-z])0(?=[a-z])|(?<=[A-Z])0(?=[A-Z]{2})|(?<=[A-Z]{2})0(?=[A-Z])|^0(?=[A-Z]{3}|[a-z]{4})|(?<=[a-z]{2})1(?=[a-z]{2})|(?<=[a-z])I(?=[a-z])|(?<=[a-z]{2})I$|^0(?=DG$)|(?<=[A-Z])l(?=[A-Z])|^l(?=[A-Z]{3}|[VM]$)|(?<=[a-z])\|(?=[a-z])|(?<=[A-Z]{2})\|(?=[A-Z])|(?<=^[A-Z])\|(?=[a-z]{2})/g;
/** `0CT`, `N0V`, `JU1`, `5EP`. */
const monthDigit = /^0(?=ct(?:ober)?$)|(?<=^n)0(?=v(?:ember)?$)|(?<=^ju)1(?=y?$)|^5(?=ep(?:t|tember)?$)/gi;

/** Without one of these no letter is wrong. */
const mayBeWrong = /[a-z]I|[A-Z]l|\||^[0l5]|[A-Za-z][01][A-Za-z]|^[Jj][Uu]1/;

const restoreLetters = ({ start, word, add }: Look): void => {
  if (!mayBeWrong.test(word)) return;
  for (const pattern of [monthDigit, wrongLetter]) {
    for (const match of word.matchAll(pattern)) {
      const [char] = match;
      const near = word.charAt(match.index + 1) || word.charAt(match.index - 1);
      const isSmall = near === near.toLowerCase() && match.index > 0;
      const small = { '0': 'o', '1': 'l', '5': 's', I: 'l', l: 'i', '|': 'l' }[char] ?? char;
      const to = char === '|' && !isSmall ? 'I' : isSmall ? small : small.toUpperCase();
      add({ start: start + match.index, end: start + match.index + 1, to });
    }
  }
};

/** `Ieft`, `lnjury`: a word that only makes sense with the other letter. */
const restoreLead = ({ start, word, isWord, add }: Look): void => {
  const rest = word.slice(1).toLowerCase();
  const [read, meant] = word.startsWith('I') ? ['i', 'l'] : ['l', 'i'];
  if (!isWord(read + rest) && isWord(meant + rest)) add({ start, end: start + 1, to: meant === 'i' ? 'I' : 'l' });
};

/** Two words without their blank: `physicaltherapy`. */
const joinedWords =
  /^([a-z]{4,20})(therapy|injections?|exercises?|repair|release|visits|sessions|surgery|fusion|arthroscopy|ablation|spine|shoulder|syndrome|sprain|strain)$/i;
const restoreBlank = ({ start, word, isWord, add }: Look): void => {
  const left = joinedWords.exec(word)?.[1];
  if (!left || isWord(word.toLowerCase()) || !isWord(left.toLowerCase())) return;
  add({ start: start + left.length, end: start + left.length, to: ' ' });
};

/** A month's name split by a blank: `Octo ber`. */
const monthStart = /^(?:jan|janu|feb|febru|sep|septem|oct|octo|nov|novem|dec|decem|au|aug)$/i;
const monthEnd = /^ (u?ary|ruary|tember|ober|ber|ember|g?ust)\b/i;
const monthName = /^(?:january|february|august|september|october|november|december)$/i;
const restoreMonth = ({ text, start, end, word, add }: Look): void => {
  const rest = monthEnd.exec(text.slice(end, end + context));
  if (rest && monthName.test(word + (rest[1] ?? '')))
    add({ start, end: end + rest[0].length, to: word + (rest[1] ?? '') });
};

/** `RFA: 1 2/10/14`: the two digits of the month stand apart. */
const restoreMonthNumber = ({ text, start, word, add }: Look): void => {
  const rest = /^[01] (\d)[/-]\d{1,2}[/-]\d{2}/.exec(text.slice(start, start + context));
  if (rest && Number(word + (rest[1] ?? '')) <= 12 && /: {0,6}$/.test(text.slice(Math.max(0, start - 8), start)))
    add({ start, end: start + 3, to: word + (rest[1] ?? '') });
};

const [O, o, I, l, r, n, x, blank] = [79, 111, 73, 108, 114, 110, 120, 32];
/** What a character is: 0 ends a word. */
const [digit, capital, small, stroke] = [1, 2, 3, 4];
const kinds = new Uint8Array(128);
for (let code = 48; code <= 57; code += 1) kinds[code] = digit;
for (let code = 65; code <= 90; code += 1) kinds[code] = capital;
for (let code = 97; code <= 122; code += 1) kinds[code] = small;
kinds[124] = stroke;
const kindOf = (code: number) => (code < 128 ? (kinds[code] ?? 0) : 0);

/** Looks at one word, whose letters told that something may be wrong with it. */
const lookAt = (look: Look): void => {
  const { word } = look;
  const hasDigit = /\d/.test(word);
  if (hasDigit && /[OolI]/.test(word)) restoreDigits(look);
  if (/[OolI]/.test(word)) restoreCode(look);
  if (word === 'l' || word === 'xl' || word === 'lO') restoreOne(look);
  if (word.includes('rn')) restoreM(look);
  if (word.length > 2) restoreLetters(look);
  if (word.length === 2 && /^l[VM]$/.test(word)) look.add({ start: look.start, end: look.start + 1, to: 'I' });
  if (!hasDigit && /^(?:I[a-z]{2,14}|l[b-df-hj-np-tv-z][a-z]{2,14})$/.test(word)) restoreLead(look);
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
    while (kind !== 0) {
      if (kind === digit) hasDigit = true;
      else if (kind === stroke) isDoubtful = true;
      else {
        hasLetter = true;
        isDoubtful ||=
          (code === n && last === r) || (code === I && lastKind === small) || (code === l && lastKind === capital);
      }
      last = code;
      lastKind = kind;
      at += 1;
      code = text.charCodeAt(at);
      kind = kindOf(code);
    }
    const size = at - start;
    // No word that anybody wrote; patterns with a repeat may be slow on it.
    if (size > longestWord) continue;
    if (hasDigit && !hasLetter && !isDoubtful) {
      if (size === 1 && (first === 48 || first === 49) && code === blank && kindOf(text.charCodeAt(at + 1)) === digit)
        restoreMonthNumber({ text, start, end: at, word: text.slice(start, at), isWord, add });
      continue;
    }
    const second = text.charCodeAt(start + 1);
    isDoubtful ||=
      (hasDigit && size > 1) ||
      (first === I && size > 2 && kindOf(second) === small) ||
      (first === l && (size < 3 || kindOf(second) === capital || !/[aeiouy]/.test(text.charAt(start + 1)))) ||
      (first === x && size === 2 && second === l) ||
      (text.charCodeAt(start - 1) === 46 && size < 5 && (first === O || first === o || first === l || first === I));
    const look = isDoubtful || size > 8 || code === blank ? { text, start, end: at, word: '', isWord, add } : undefined;
    if (!look) continue;
    if (isDoubtful) lookAt({ ...look, word: text.slice(start, at) });
    if (size > 9 && !hasDigit) restoreBlank({ ...look, word: text.slice(start, at) });
    if (code === blank && size < 7 && size > 1 && 'jfsondaJFSONDA'.includes(text.charAt(start))) {
      const word = text.slice(start, at);
      if (monthStart.test(word)) restoreMonth({ ...look, word });
    }
  }
  return changes.length > 0 ? rewritten(flow, changes) : flow;
};

/** The text with its changes; a shorter stretch keeps the place where the longer one began. */
const rewritten = ({ text, sourceAt }: Flow, changes: readonly Change[]): Flow => {
  const parts: string[] = [];
  const places = new Int32Array(sourceAt.length + changes.length);
  let from = 0;
  let length = 0;
  const keep = (until: number) => {
    parts.push(text.slice(from, until));
    places.set(sourceAt.subarray(from, until), length);
    length += until - from;
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
