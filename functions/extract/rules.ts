import { addWord, codesOf, emptyHash, findWordAt, hashStep, lowerCode, wordTable } from './word-table.ts';

/**
 * A pattern together with the sign that each of its matches begins with. One walk over a text notes where the signs of
 * all rules stand, and a pattern is only tried there: forty walks, one a pattern, took longer than all the rest.
 */
export type Rule = { readonly id: number; readonly pattern: RegExp; readonly startOf: StartOf | undefined };

/** Where the match begins whose sign stands at an offset, -1 when there is none; without it the sign begins the match. */
type StartOf = (text: string, at: number) => number;

/**
 * Digits without a gap: how many, which letter must stand before them, and which characters may come right `after`
 * them, or `next`, after one blank at most.
 */
export type NumberSign = { digits: [number, number]; lead?: string; after?: string; next?: string };

const rules: Rule[] = [];
const words = wordTable();
const rulesOfWord: Rule[][] = [];
const prefixes = wordTable();
/** By the first two letters. */
const opensPrefix = new Uint8Array(1 << 10);
const twoLetters = (first: number, second: number): number => ((first & 31) << 5) | (second & 31);
const rulesOfPrefix: Rule[][] = [];
const numberSigns: { rule: Rule; sign: NumberSign }[] = [];
const rulesOfMark = new Map<number, Rule[]>();

const addRule = ({ source, flags }: RegExp, startOf?: StartOf): Rule => {
  const rule = { id: rules.length, pattern: new RegExp(source, `${flags.replace('g', '')}y`), startOf };
  rules.push(rule);
  return rule;
};

/**
 * A rule whose matches begin with one of these words: letters a-z without anything else, capitals or not, up to the
 * first character that is no letter. `mtus*` is every word that begins with `mtus`.
 */
export const ledByWord = (signs: string, pattern: RegExp, startOf?: StartOf): Rule =>
  alsoLedByWord(addRule(pattern, startOf), signs);

/** The same rule with these words as further signs of it. */
export const alsoLedByWord = (rule: Rule, signs: string): Rule => {
  for (const sign of signs.split(' ')) {
    const [table, lists] = sign.endsWith('*') ? [prefixes, rulesOfPrefix] : [words, rulesOfWord];
    (lists[addWord(table, sign.replace('*', ''))] ??= []).push(rule);
    if (table === prefixes) opensPrefix[twoLetters(sign.charCodeAt(0), sign.charCodeAt(1))] = 1;
  }
  return rule;
};

/** A rule whose matches begin with a number, or with the letter before it. */
export const ledByNumber = (signs: NumberSign | NumberSign[], pattern: RegExp, startOf?: StartOf): Rule => {
  const rule = addRule(pattern, startOf);
  for (const sign of [signs].flat()) numberSigns.push({ rule, sign });
  return rule;
};

/** A rule whose matches hold one of these characters, whose place tells where they begin. */
export const ledByMark = (marks: string, pattern: RegExp, startOf: StartOf): Rule => {
  const rule = addRule(pattern, startOf);
  for (const mark of marks) {
    const code = mark.charCodeAt(0);
    rulesOfMark.set(code, [...(rulesOfMark.get(code) ?? []), rule]);
  }
  return rule;
};

/** How many digits stand in a text from an offset on. */
export const digitsFrom = (text: string, from: number): number => {
  let at = from;
  while (text.charCodeAt(at) >= 48 && text.charCodeAt(at) <= 57) at += 1;
  return at - from;
};

/**
 * For matches whose sign stands in their middle: they begin where `pattern`, which ends with `$`, begins in the text
 * before the sign. One character more than the longest match is looked at, so that no word is cut to look like its end,
 * and nothing beyond a character that no match holds.
 */
export const startBefore =
  (pattern: RegExp, longest: number, mayHold?: (code: number) => boolean): StartOf =>
  (text, at) => {
    let from = Math.max(0, at - longest - 1);
    if (mayHold) {
      let first = at - 1;
      while (first > from && mayHold(text.charCodeAt(first))) first -= 1;
      from = Math.max(0, first);
    }
    const before = text.slice(from, at);
    const index = before.search(pattern);
    return index < 0 ? -1 : at - before.length + index;
  };

/** Every rule there is, for the test that compares them with a walk over the whole text. */
export const allRules = (): readonly Rule[] => rules;

/**
 * Where each rule is to be tried: all places in one list, where each leads to the next one of its rule in reading order.
 * A list for every rule would be made anew for every page. Number 0 is no place.
 */
export type Signs = { firsts: number[]; lasts: number[]; places: number[]; nexts: number[] };

const [digit, letter, mark] = [1, 2, 3];
const longestCounted = 6;
const shapes = 130;

/** What a character begins; the number rules by how many digits there are and what follows them. */
type Table = { kinds: Uint8Array; numbers: (readonly { rule: Rule; lead: string }[] | undefined)[] };
let built: { size: number; table: Table } | undefined;

/** Made at the first text, when every rule is known. */
const tableOf = (): Table => {
  if (built?.size === rules.length) return built.table;
  const kinds = new Uint8Array(128);
  for (let code = 48; code <= 57; code += 1) kinds[code] = digit;
  for (let code = 97; code <= 122; code += 1) kinds[code] = kinds[code - 32] = letter;
  for (const code of rulesOfMark.keys()) if (code < 128) kinds[code] = mark;
  const numbers: Table['numbers'] = [];
  for (let count = 1; count <= longestCounted; count += 1) {
    for (const isBlank of [false, true]) {
      for (let shape = 0; shape < shapes; shape += 1) {
        const fitting = numberSigns.filter(({ sign }) => fits(sign, count, isBlank, shape));
        // Where a letter leads, the match begins one earlier.
        const ordered = [...fitting.filter(({ sign }) => sign.lead), ...fitting.filter(({ sign }) => !sign.lead)];
        if (ordered.length === 0) continue;
        const index = numberIndex(count, isBlank, shape);
        numbers[index] = ordered.map(({ rule, sign }) => ({ rule, lead: sign.lead ?? '' }));
      }
    }
  }
  built = { size: rules.length, table: { kinds, numbers } };
  return built.table;
};

const fits = ({ digits, after, next }: NumberSign, count: number, isBlank: boolean, shape: number): boolean =>
  count >= digits[0] &&
  count <= digits[1] &&
  ((after === undefined && next === undefined) ||
    hasShape(after, isBlank ? shapeOf(32) : shape) ||
    hasShape(next, shape));

const hasShape = (chars: string | undefined, shape: number): boolean =>
  codesOf(chars ?? '').some((code) => shapeOf(code) === shape);

const numberIndex = (count: number, isBlank: boolean, shape: number): number =>
  (count * 2 + (isBlank ? 1 : 0)) * shapes + shape;

/** An ASCII character as itself, the dash as one more, everything else and the end of the text as another. */
const shapeOf = (code: number): number => (code < 128 ? code : code === 0x2013 ? 128 : 129);

/** No character of ASCII. */
const endOfText = 0xffff;
const isDigitCode = (code: number): boolean => code >= 48 && code <= 57;

const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;

/** One walk over the text. Linear. No character past the end is asked for: the engine has no fast way to read it. */
export const findSigns = (text: string): Signs => {
  const { kinds, numbers } = tableOf();
  const { length } = text;
  const signs: Signs = {
    firsts: rules.map(() => 0),
    lasts: rules.map(() => 0),
    places: [-1],
    nexts: [0],
  };
  let before = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    const kind = code < 128 ? kinds[code] : code === 0x2013 ? mark : 0;
    const start = at;
    const isInWord = isWordCode(before);
    at += 1;
    before = code;
    if (kind === letter) {
      let hash = hashStep(emptyHash, lowerCode(code));
      while (at < length) {
        const next = text.charCodeAt(at);
        if (next >= 128 || kinds[next] !== letter) break;
        hash = hashStep(hash, lowerCode(next));
        at += 1;
      }
      before = code;
      if (isInWord) continue;
      const word = findWordAt(words, text, start, at, hash);
      if (word >= 0) for (const rule of rulesOfWord[word] ?? []) note(signs, rule, text, start);
      if (at > start + 1 && opensPrefix[twoLetters(code, text.charCodeAt(start + 1))] === 1)
        notePrefix(signs, text, start, at);
    } else if (kind === digit) {
      while (at < length && isDigitCode(text.charCodeAt(at))) at += 1;
      const after = at < length ? text.charCodeAt(at) : endOfText;
      const isBlank = after === 32;
      const shape = shapeOf(!isBlank ? after : at + 1 < length ? text.charCodeAt(at + 1) : endOfText);
      const fitting = numbers[numberIndex(Math.min(at - start, longestCounted), isBlank, shape)];
      if (fitting === undefined) continue;
      for (const { rule, lead } of fitting) {
        if (lead === '') note(signs, rule, text, start);
        else if (start > 0 && lead.includes(text.charAt(start - 1))) note(signs, rule, text, start - 1);
      }
    } else if (kind === mark) {
      for (const rule of rulesOfMark.get(code) ?? []) note(signs, rule, text, start);
    }
  }
  return signs;
};

const note = ({ firsts, lasts, places, nexts }: Signs, { id, startOf }: Rule, text: string, sign: number): void => {
  const start = startOf ? startOf(text, sign) : sign;
  if (start < 0) return;
  const last = lasts[id] ?? 0;
  if (places[last] === start) return;
  const place = places.push(start) - 1;
  nexts.push(0);
  if (last === 0) firsts[id] = place;
  else nexts[last] = place;
  lasts[id] = place;
};

const notePrefix = (signs: Signs, text: string, start: number, end: number): void => {
  let hash = emptyHash;
  for (let at = start; at < end && at < start + 5; at += 1) {
    hash = hashStep(hash, lowerCode(text.charCodeAt(at)));
    if (at - start < 2) continue;
    const prefix = findWordAt(prefixes, text, start, at + 1, hash);
    if (prefix >= 0) for (const rule of rulesOfPrefix[prefix] ?? []) note(signs, rule, text, start);
  }
};

const none: readonly RegExpExecArray[] = [];

/** The matches of a rule, left to right, none overlapping: what a walk of its pattern over the whole text would find. */
export const matchesOf = (
  { id, pattern }: Rule,
  text: string,
  { firsts, places, nexts }: Signs,
): readonly RegExpExecArray[] => {
  const first = firsts[id] ?? 0;
  if (first === 0) return none;
  const matches: RegExpExecArray[] = [];
  let end = 0;
  for (let place = first; place !== 0; place = nexts[place] ?? 0) {
    const start = places[place] ?? 0;
    if (start < end) continue;
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (!match) continue;
    matches.push(match);
    end = start + match[0].length;
  }
  return matches;
};

/** Where a rule is to be tried. */
export const startsOf = ({ id }: Rule, { firsts, places, nexts }: Signs): number[] => {
  const starts: number[] = [];
  for (let place = firsts[id] ?? 0; place !== 0; place = nexts[place] ?? 0) starts.push(places[place] ?? 0);
  return starts;
};
