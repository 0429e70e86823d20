import { misreadKey, isOneStepApart } from './misread-words.ts';
import { tokenize, type Token } from './tokens.ts';

type Node<T> = { next: Map<number, Node<T>>; entries: T[] };

/** The words that open a phrase, by their id: most words open none. */
type Openings<T> = (Node<T> | undefined)[];

/** A phrase of the lexicon found in a text: `from` and `to` are token indices, `to` exclusive. */
export type Hit<T> = { entry: T; from: number; to: number };

/**
 * All phrases of the lexicon in one trie over words. Looking up a word costs one map access, whatever the number of
 * phrases; words that are in no phrase are passed over at once.
 */
export type PhraseIndex<T extends { list: string }> = {
  wordIds: Map<string, number>;
  root: Node<T>;
  openings: Openings<T>;
  /** For words that OCR may have misread: the same letters after folding look-alikes. */
  misread: Map<string, string>;
  /** Words of six letters and more, by length, for a comparison letter by letter. */
  longWords: Map<string, string[]>;
};

const emptyNode = <T>(): Node<T> => ({ next: new Map(), entries: [] });

/** `fuzzy` lists those words that may be recognized when one letter is wrong (names of drugs, long clinical words). */
export const buildPhraseIndex = <T extends { list: string }>(
  phrases: Iterable<{ phrase: string; entry: T; fuzzy: boolean }>,
): PhraseIndex<T> => {
  const index: PhraseIndex<T> = {
    wordIds: new Map(),
    root: emptyNode(),
    openings: [],
    misread: new Map(),
    longWords: new Map(),
  };
  for (const { phrase, entry, fuzzy } of phrases) {
    let node = index.root;
    for (const { word } of tokenize(phrase)) {
      let id = index.wordIds.get(word);
      if (id === undefined) {
        id = index.wordIds.size;
        index.wordIds.set(word, id);
      }
      if (word.length >= 4) addMisread(index, word);
      if (fuzzy && word.length >= 6) addLong(index, word);
      let next = node.next.get(id);
      if (!next) {
        next = emptyNode();
        node.next.set(id, next);
        if (node === index.root) index.openings[id] = next;
      }
      node = next;
    }
    if (node !== index.root && !node.entries.some((known) => known.list === entry.list)) node.entries.push(entry);
  }
  return index;
};

/** The two halves of a word: when one letter is wrong, one half is still right. */
const halves = (word: string): [string, string] => [`<${word.slice(0, 3)}`, `${word.slice(-3)}>`];

const addMisread = <T extends { list: string }>(index: PhraseIndex<T>, word: string) => {
  const key = misreadKey(word);
  if (!index.misread.has(key)) index.misread.set(key, word);
};

const addLong = <T extends { list: string }>(index: PhraseIndex<T>, word: string) => {
  for (const half of halves(word)) {
    const words = index.longWords.get(half);
    if (!words) index.longWords.set(half, [word]);
    else if (!words.includes(word)) words.push(word);
  }
};

/** A digit among letters is a misreading, whatever the word; letters alone may be a word of their own. */
const hasDigitInside = (word: string) => /\d/.test(word) && /[a-z]{2}/.test(word);

/** The word of the lexicon that a word not in it probably is, or undefined. */
const readAs = <T extends { list: string }>(index: PhraseIndex<T>, word: string): string | undefined => {
  if (word.length < 4 || word.length > 24 || (word.length < 6 && !hasDigitInside(word))) return undefined;
  const folded = index.misread.get(misreadKey(word));
  if (folded !== undefined && Math.abs(folded.length - word.length) <= 2) return folded;
  if (word.length < 6) return undefined;
  for (const half of halves(word)) {
    for (const known of index.longWords.get(half) ?? []) if (isOneStepApart(word, known)) return known;
  }
  return undefined;
};

/** Word ids of a text's tokens, -1 for words outside the lexicon. */
const wordIdsOf = <T extends { list: string }>(index: PhraseIndex<T>, tokens: readonly Token[]): Int32Array => {
  const ids = new Int32Array(tokens.length);
  const seen = new Map<string, number>();
  tokens.forEach(({ word }, at) => {
    let id = index.wordIds.get(word) ?? seen.get(word);
    if (id === undefined) {
      const known = readAs(index, word);
      id = known === undefined ? -1 : (index.wordIds.get(known) ?? -1);
      // Bounded, so that a text of nothing but new words does not fill the memory.
      if (seen.size < 50_000) seen.set(word, id);
    }
    ids[at] = id;
  });
  return ids;
};

const maxPhraseWords = 12;

/**
 * The longest phrase of each list from each word on, left to right, no two of a list overlapping.
 * Linear: at most `maxPhraseWords` steps a word.
 */
export const findPhrases = <T extends { list: string }>(
  index: PhraseIndex<T>,
  tokens: readonly Token[],
  found: (entry: T, from: number, to: number) => void,
): void => {
  const endOfList = new Map<string, number>();
  const ids = wordIdsOf(index, tokens);
  const best: T[] = [];
  const ends: number[] = [];
  for (let from = 0; from < tokens.length; from += 1) {
    const first = ids[from] ?? -1;
    const opening = first < 0 ? undefined : index.openings[first];
    if (!opening) continue;
    let node: Node<T> = opening;
    best.length = 0;
    keepLongest(best, ends, node.entries, from + 1);
    for (let at = from + 1; at < tokens.length && at - from < maxPhraseWords; at += 1) {
      const id = ids[at] ?? -1;
      if (id < 0 || !tokens[at]?.joined) break;
      const next = node.next.get(id);
      if (!next) break;
      node = next;
      keepLongest(best, ends, node.entries, at + 1);
    }
    for (let at = 0; at < best.length; at += 1) {
      const entry = best[at];
      const to = ends[at] ?? from + 1;
      if (!entry || (endOfList.get(entry.list) ?? 0) > from) continue;
      endOfList.set(entry.list, to);
      found(entry, from, to);
    }
  }
};

/** One entry a list, the one that ends last; a word is in two or three lists at most. */
const keepLongest = <T extends { list: string }>(
  best: T[],
  ends: number[],
  entries: readonly T[],
  to: number,
): void => {
  for (const entry of entries) {
    let at = 0;
    while (at < best.length && best[at]?.list !== entry.list) at += 1;
    best[at] = entry;
    ends[at] = to;
  }
};
