import { misreadWords, readAs, type MisreadWords } from './misread-words.ts';
import { tokenize, wordAt, type Tokens } from './tokens.ts';
import { addWord, findWord, findWordAt, wordTable, type WordTable } from './word-table.ts';

/** A phrase of the lexicon found in a text: `from` and `to` are token indices, `start` and `end` offsets, ends exclusive. */
export type Hit<T> = { entry: T; from: number; to: number; start: number; end: number };

/**
 * All phrases of the lexicon in one trie over words. Looking up a word costs one step into a table, whatever the number
 * of phrases; words that are in no phrase are passed over at once.
 */
export type PhraseIndex<T extends { list: string }> = {
  words: WordTable;
  /** The node after a phrase's first word, by the word's number; 0 for words that open no phrase. */
  openings: Int32Array;
  /** The node after one more word. */
  steps: Steps;
  /** The phrases that end at a node. */
  entries: T[][];
  /** 1 for the nodes where phrases end: most have none. */
  isEnding: Uint8Array;
  misread: MisreadWords;
};

/** The node after a node and a word, by `step` of the two: a table that is searched from where the key's hash points. */
type Steps = { keys: Int32Array; nodes: Int32Array };

const stepsOf = (next: ReadonlyMap<number, number>): Steps => {
  let size = 64;
  while (size < next.size * 3) size *= 2;
  const steps = { keys: new Int32Array(size).fill(-1), nodes: new Int32Array(size) };
  for (const [key, node] of next) {
    const slot = slotOf(steps, key);
    steps.keys[slot] = key;
    steps.nodes[slot] = node;
  }
  return steps;
};

/** Where a key stands, or would stand. */
const slotOf = ({ keys }: Steps, key: number): number => {
  const mask = keys.length - 1;
  let slot = (Math.imul(key, 0x9e3779b1) >>> 15) & mask;
  while (keys[slot] !== key && keys[slot] !== -1) slot = (slot + 1) & mask;
  return slot;
};

const maxWords = 65_536;
const step = (node: number, word: number) => node * maxWords + word;

/** `fuzzy` lists those words that may be recognized when one letter is wrong (names of drugs, long clinical words). */
export const buildPhraseIndex = <T extends { list: string }>(
  phrases: Iterable<{ phrase: string; entry: T; fuzzy: boolean }>,
): PhraseIndex<T> => {
  const words = wordTable();
  const next = new Map<number, number>();
  const entries: T[][] = [[]];
  const fuzzyWords = new Set<string>();
  for (const { phrase, entry, fuzzy } of phrases) {
    let node = 0;
    const tokens = tokenize(phrase);
    for (let at = 0; at < tokens.starts.length; at += 1) {
      const word = wordAt(tokens, at);
      if (fuzzy) fuzzyWords.add(word);
      const key = step(node, addWord(words, word));
      const known = next.get(key);
      node = known ?? entries.push([]) - 1;
      if (known === undefined) next.set(key, node);
    }
    const ending = entries[node];
    if (node > 0 && ending && !ending.some((known) => known.list === entry.list)) ending.push(entry);
  }
  const openings = Int32Array.from(words.words, (_, id) => next.get(step(0, id)) ?? 0);
  const isEnding = Uint8Array.from(entries, ({ length }) => (length > 0 ? 1 : 0));
  return { words, openings, steps: stepsOf(next), entries, isEnding, misread: misreadWords(words.words, fuzzyWords) };
};

/** Word numbers of a text's tokens, -1 for words outside the lexicon. */
const wordIdsOf = <T extends { list: string }>({ words, misread }: PhraseIndex<T>, tokens: Tokens): number[] => {
  const { text, starts, ends, hashes, folded } = tokens;
  const ids: number[] = [];
  const seen = new Map<string, number>();
  for (let at = 0; at < starts.length; at += 1) {
    const [start = 0, end = 0] = [starts[at], ends[at]];
    const other = folded.size > 0 ? folded.get(at) : undefined;
    let id = other === undefined ? findWordAt(words, text, start, end, hashes[at] ?? 0) : findWord(words, other);
    if (id < 0 && end - start >= 4) {
      const word = other ?? text.slice(start, end).toLowerCase();
      const known = seen.get(word);
      id = known ?? idOf(words, readAs(misread, word));
      // Bounded, so that a text of nothing but new words does not fill the memory.
      if (known === undefined && seen.size < 50_000) seen.set(word, id);
    }
    ids.push(id);
  }
  return ids;
};

const idOf = (words: WordTable, word: string | undefined): number => (word === undefined ? -1 : findWord(words, word));

const maxPhraseWords = 12;

/**
 * The longest phrase of each list from each word on, left to right, no two of a list overlapping.
 * Linear: at most `maxPhraseWords` steps a word.
 */
export const findPhrases = <T extends { list: string }>(
  index: PhraseIndex<T>,
  tokens: Tokens,
  found: (entry: T, from: number, to: number, start: number, end: number) => void,
): void => {
  const { openings, steps, entries, isEnding } = index;
  const { starts, ends, joined } = tokens;
  const endOfList = new Map<string, number>();
  const ids = wordIdsOf(index, tokens);
  const longest: Longest<T> = { count: 0, entries: [], tos: [] };
  for (let from = 0; from < ids.length; from += 1) {
    const first = ids[from] ?? -1;
    let node = first < 0 ? 0 : (openings[first] ?? 0);
    if (node === 0) continue;
    longest.count = 0;
    if (isEnding[node] === 1) keepLongest(longest, entries[node] ?? [], from + 1);
    for (let at = from + 1; at < ids.length && at - from < maxPhraseWords; at += 1) {
      const id = ids[at] ?? -1;
      if (id < 0 || !joined[at]) break;
      node = steps.nodes[slotOf(steps, step(node, id))] ?? 0;
      if (node === 0) break;
      if (isEnding[node] === 1) keepLongest(longest, entries[node] ?? [], at + 1);
    }
    for (let at = 0; at < longest.count; at += 1) {
      const entry = longest.entries[at];
      const to = longest.tos[at] ?? from + 1;
      if (!entry || (endOfList.get(entry.list) ?? 0) > from) continue;
      endOfList.set(entry.list, to);
      found(entry, from, to, starts[from] ?? 0, ends[to - 1] ?? 0);
    }
  }
};

/** The longest phrase of each list so far, the first `count` of the arrays. */
type Longest<T> = { count: number; entries: T[]; tos: number[] };

/** One entry a list, the one that ends last; a word is in two or three lists at most. */
const keepLongest = <T extends { list: string }>(longest: Longest<T>, entries: readonly T[], to: number): void => {
  for (const entry of entries) {
    let at = 0;
    while (at < longest.count && longest.entries[at]?.list !== entry.list) at += 1;
    longest.entries[at] = entry;
    longest.tos[at] = to;
    if (at === longest.count) longest.count += 1;
  }
};
