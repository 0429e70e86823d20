import { allMatches } from './all-matches.ts';
import type { IsWord } from './repair-lines.ts';
import { flagsOf } from './word-table.ts';

/** A stretch of a text and what a careful reader takes it for. */
export type Change = { start: number; end: number; to: string };
/** What is asked of a word that looks misread: the words around it, up to `context` characters each side. */
export type Look = {
  text: string;
  start: number;
  end: number;
  word: string;
  isWord: IsWord;
  add: (change: Change) => void;
};

const context = 12;
const digitOf: Record<string, string> = { O: '0', o: '0', l: '1', I: '1' };
const asDigits = (word: string) => word.replace(/[OolI]/g, (letter) => digitOf[letter] ?? letter);

/** A group of digits among which OCR put letters: `2Ol5`, `5O`, `l2`, `50Omg`. */
const mixedGroup = /(?<![A-Za-wyz])(?:\d+[OolI][\dOolI]*|[Ool]+\d[\dOolI]*)/g;
const unitAhead =
  /^ ?(?:mg|mcg|ml|rng|rncg|rnl|min|rnin|mm|cm|rnm|tab|cap|yo\b|y\/o|x\b|%|visits?|sessions?|weeks?|wks?|days?|months?|treatments?|th\b|am\b|pm\b)/;
/** `l4-5`, `l5/s1`: a level of the spine in small letters. */
const level = /^l[1-5]$/;

/** `GO283`: a code of services has digits behind its letter. */
/** `3SO mg`: before a unit of weight every letter was a digit. */
const misreadDose = /^\d[\dOolISBZ]{1,3}$/;
const anyDigit: Record<string, string> = { ...digitOf, S: '5', B: '8', Z: '2' };
const serviceCode = /^[AEGJL]O\d{3}$/;

export const restoreDigits = ({ text, start, word, add }: Look): void => {
  if (
    misreadDose.test(word) &&
    /[SBZ]/.test(word) &&
    /^ ?(?:mg|rng|mcg|rncg)\b/.test(text.slice(start + word.length, start + word.length + 5))
  ) {
    add({ start, end: start + word.length, to: word.replace(/[A-Za-z]/g, (letter) => anyDigit[letter] ?? letter) });
    return;
  }
  if (serviceCode.test(word)) add({ start: start + 1, end: start + 2, to: '0' });
  if (text.charCodeAt(start - 1) === 46 && /[A-TV-Z]\d[\dA-B]$/.test(text.slice(Math.max(0, start - 4), start - 1)))
    return;
  for (const match of allMatches(mixedGroup, word)) {
    const [group] = match;
    const from = start + match.index;
    const end = from + group.length;
    const after = text.slice(end, end + 8);
    if (/^[A-Za-z]/.test(after) && !unitAhead.test(after)) continue;
    const before = text.slice(Math.max(0, from - 2), from);
    const isOfDate = /\d[/.-]$/.test(before) || (/\d $/.test(before) && /^ \d/.test(after));
    const isOfMonth = /\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? $/i.test(
      text.slice(Math.max(0, from - 12), from),
    );
    const isCounted = text.charCodeAt(from - 1) === 35;
    if (
      level.test(group) &&
      !isCounted &&
      /^(?: ?[-–/,. )]|$)/.test(after) &&
      !isOfDate &&
      !isOfMonth &&
      !unitAhead.test(after)
    )
      continue;
    add({ start: from, end, to: asDigits(group) });
  }
};

/** `S2-year-old`, `5Z yo`: a letter for a digit of an age. */
export const restoreAge = ({ text, start, end, word, add }: Look): void => {
  if (/^(?:[SBZ]\d|\d[SBZ])$/.test(word) && /^ ?-? ?(?:year|yr|y\/?o\b)/i.test(text.slice(end, end + context)))
    add({ start, end, to: word.replace(/[SBZ]/, (letter) => anyDigit[letter] ?? letter) });
};

/** The digits behind the point of a code: `G56.Ol`, `M54.l6`. */
export const restoreCode = ({ text, start, end, word, add }: Look): void => {
  if (text.charCodeAt(start - 1) !== 46 || !/^[\dOolI]{1,4}$/.test(word)) return;
  if (/(?<![\w.$#])(?:[A-TV-Z]\d[\dA-B]|\d{3})\.$/.test(text.slice(Math.max(0, start - 5), start)))
    add({ start, end, to: asDigits(word) });
};

/** `O7/Ol`, `5/lO`: two letters for the digits behind the slash of a day or a score. */
export const restorePart = ({ text, start, end, word, add }: Look): void => {
  if (
    /^(?:[Ol][OolI]|I[Oo])$/.test(word) &&
    /(?:^|[^\w/])[\dOolI]{1,2}\/$/.test(text.slice(Math.max(0, start - 4), start)) &&
    /\d/.test(text.slice(Math.max(0, start - 3), start)) &&
    !/^[\w-]/.test(text.slice(end, end + 1))
  )
    add({ start, end, to: asDigits(word) });
};

/** A lone `l` where a number is asked for: `xl`, `qty: l`, `l tab`, `page l of 3`; `lO visits`. */
export const restoreOne = ({ text, start, end, word, add }: Look): void => {
  const before = text.slice(Math.max(0, start - context), start);
  const after = text.slice(end, end + context);
  if (/^['’-]/.test(after)) return;
  // "O.5%", "l/1O"
  if (word === 'O') {
    if (/^\.\d/.test(after) && !/[\w.]$/.test(before)) add({ start, end, to: '0' });
    return;
  }
  if (word === 'l' && /^ ?\/ ?(?:10|1O|lO|l0)(?![\d/])/.test(after) && !/[\d/-]$/.test(before)) {
    add({ start, end, to: '1' });
    return;
  }
  // "S/1O" on the scale of ten, "B/3" in a column of days
  if (word === 'S' || word === 'B') {
    if (/^\/(?:10|1O|lO|l0)(?![\d/])/.test(after) && !/[\w/-]$/.test(before))
      add({ start, end, to: word === 'S' ? '5' : '8' });
    else if (/^\/\d{1,2}(?:\/\d{2}\b| {2}|\s*\n)/.test(after) && /(?:^|\n| {2})$/.test(before))
      add({ start, end, to: word === 'S' ? '5' : '8' });
    return;
  }
  // "8/l" for the first of August
  if (word === 'l' && /(?:^|[^\w/])\d{1,2}\/$/.test(before) && !/^[/\w-]/.test(after)) {
    add({ start, end, to: '1' });
    return;
  }
  const counts = /^ (?:tab|cap|pill|patch|visit|session|unit|week|wk|month|day|po|of \d|x\b|mg|min)/.test(after);
  if (word === 'lx') {
    if (/^ ?(?:\/|wk|week|day|mo)/.test(after)) add({ start, end: start + 1, to: '1' });
  } else if (word === 'xl') {
    if (!/[\w'’-]$/.test(before)) add({ start: start + 1, end, to: '1' });
  } else if (word === 'lO') {
    if ((counts || /^\/\d{3}\b/.test(after)) && !/[/.-]$/.test(before)) add({ start, end, to: '10' });
  } else if (
    (counts && !/['’-]$/.test(before)) ||
    /(?:^|\s)#$/.test(before) ||
    /(?:(?:^|[^A-Za-z])x |\b(?:qty|quantity)[:. ]{1,3}|\bpage )$/i.test(before)
  )
    add({ start, end, to: '1' });
};

const trueRn = /^(?:turn|burn|corn|barn|born|torn|worn|horn)s?$/i;

/** `4 rng`, `15rnin`: `mg` and `min` after a number; `frorn`, `narne`: `m` read as two letters. */
export const restoreM = ({ text, start, word, isWord, add }: Look): void => {
  const at = word.indexOf('rn');
  const change = { start: start + at, end: start + at + 2, to: 'm' };
  const lead = word.slice(0, at);
  const isAfterNumber =
    /^\d+$/.test(lead) || (lead === '' && /\d[OolI]*[ -]?$/.test(text.slice(Math.max(0, start - 4), start)));
  if (isAfterNumber) {
    if (/^(?:g|cg|m|l|L|in|ins|inutes?|onths?|o|os)$/.test(word.slice(at + 2))) add(change);
    return;
  }
  if (word === 'grn' && /\d ?$/.test(text.slice(Math.max(0, start - 2), start))) add(change);
  if (word.length < 4 || /\d/.test(word) || trueRn.test(word)) return;
  const small = word.toLowerCase();
  if (!isWord(small) && isWord(small.replace('rn', 'm'))) add(change);
};

/** A digit inside a word, and a letter of the wrong case: `w0rk`, `C0NSULTATION`, `femaIe`, `SPlNE`, `0BJECTIVE`. */
const wrongLetter =
  /(?<=[a-z])0(?=[a-z])|(?<=[A-Z])0(?=[A-Z]{2})|(?<=[A-Z]{2})0(?=[A-Z])|^0(?=[A-Z]{3}|[a-z]{4})|(?<=[a-z]{2})1(?=[a-z]{2})|(?<=^o)1(?=d$)|(?<=[a-z]{3}[aeiou])1$|(?<=[a-z]i)1(?=l$)|^0(?=(?:ff|nly|ral|nce|ut)$)|(?<=[a-z])I(?=[a-z])|(?<=[a-z]{2})I$|(?<=[a-z])I(?=I(?:[a-z]|$))|(?<=[a-z]I)I(?=[a-z]|$)|(?<=^D[O0])l$|(?<=^(?:LS|TLS|AF|HK?AF|KAF))0$|(?<=^[A-Z])I(?=[a-z]{2})|^0(?=DG$)|(?<=[A-Z])l(?=[A-Z])|^l(?=[A-Z]{3}|[VM]$)|(?<=[a-z])\|(?=[a-z])|(?<=[A-Z]{2})\|(?=[A-Z])|(?<=^[A-Z])\|(?=[a-z]{2})/g;
/** `0CT`, `N0V`, `JU1`, `5EP`. */
const monthDigit = /^0(?=ct(?:ober)?$)|(?<=^n)0(?=v(?:ember)?$)|(?<=^ju)1(?=y?$)|^5(?=ep(?:t|tember)?$)/gi;

/** Without one of these no letter is wrong. */
const mayBeWrong =
  /[a-z]{3}[aeiou]1$|[a-z]I|^[A-Z]I[a-z]{2}|[A-Z]l|\||^(?:0|l[A-Z]|5[Ee])|[A-Za-z][01][A-Za-z]|^[Jj][Uu]1|^[A-Z]{2,3}0$/;

export const restoreLetters = ({ start, word, add }: Look, hasDigit: boolean): void => {
  if (!mayBeWrong.test(word)) return;
  for (const pattern of hasDigit ? [monthDigit, wrongLetter] : [wrongLetter]) {
    for (const match of allMatches(pattern, word)) {
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
export const misreadLead = /^(?:I[a-z]{2,14}|l[b-df-hj-np-tv-z][a-z]{1,14})$/;
export const restoreLead = ({ start, word, isWord, add }: Look): void => {
  const rest = word.slice(1).toLowerCase();
  const [read, meant] = word.startsWith('I') ? ['i', 'l'] : ['l', 'i'];
  if (!isWord(read + rest) && isWord(meant + rest)) add({ start, end: start + 1, to: meant === 'i' ? 'I' : 'l' });
};

/** Two words without their blank: `physicaltherapy`. */
const joinedWords =
  /^([a-z]{4,20})(therapy|injections?|exercises?|repair|release|visits|sessions|surgery|fusion|arthroscopy|ablation|spine|shoulder|syndrome|sprain|strain)$/i;
export const restoreBlank = (text: string, start: number, end: number, isWord: IsWord, add: Look['add']): void => {
  const word = text.slice(start, end);
  const left = joinedWords.exec(word)?.[1];
  if (!left || isWord(word.toLowerCase()) || !isWord(left.toLowerCase())) return;
  add({ start: start + left.length, end: start + left.length, to: ' ' });
};

/** A month's name split by a blank: `Octo ber`. */
const monthInTwo =
  /(?:jan|janu|feb|febru|sep|septem|oct|octo|nov|novem|dec|decem|au|aug) (u?ary|ruary|tember|ober|ber|ember|g?ust)\b/iy;
const monthName = /^(?:january|february|august|september|october|november|december)$/i;
export const restoreMonth = (text: string, start: number, add: Look['add']): void => {
  monthInTwo.lastIndex = start;
  const whole = monthInTwo.exec(text)?.[0];
  if (whole === undefined) return;
  const word = whole.replace(' ', '');
  if (monthName.test(word)) add({ start, end: start + whole.length, to: word });
};
/** The first two letters of the first part, and what the second part may begin with. */
export const opensMonth = (text: string, start: number): boolean =>
  secondOfMonth[text.charCodeAt(start) | 32] === (text.charCodeAt(start + 1) | 32);
const secondOfMonth = new Uint8Array(128);
for (const opening of ['ja', 'fe', 'se', 'oc', 'no', 'de', 'au'])
  secondOfMonth[opening.charCodeAt(0)] = opening.charCodeAt(1);
export const endsMonth = flagsOf('uartobegUARTOBEG');

/** `RFA: 1 2/10/14`: the two digits of the month stand apart. */
export const restoreMonthNumber = (text: string, start: number, add: Look['add']): void => {
  const [, tens = '', ones = ''] = /^([01]) (\d)[/-]\d{1,2}[/-]\d{2}/.exec(text.slice(start, start + context)) ?? [];
  if (ones && Number(tens + ones) <= 12 && /: {0,6}$/.test(text.slice(Math.max(0, start - 8), start)))
    add({ start, end: start + 3, to: tens + ones });
};
