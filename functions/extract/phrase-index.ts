import { mayBeMisread, misreadWords, readAs, type MisreadWords } from './misread-words.ts';
import { isSoftGap, tokenize, wordAt, type Tokens } from './tokens.ts';
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
  /** The phrases that end at a node, by number, are those from `endings[node]` up to `endings[node + 1]`. */
  endings: Int32Array;
  /** What the lexicon says of each phrase, and the number of its list. */
  entries: T[];
  listOf: Uint8Array;
  misread: MisreadWords;
};

/**
 * The node after a node and a word, by `step` of the two: a table that is searched from where the key's hash points.
 * Each key stands beside its node, so that both come with one look into memory. Most steps that are asked for lead
 * nowhere: a bit for each hash, few enough to stay at hand, tells most of those.
 */
type Steps = { slots: Int32Array; bits: Int32Array };

const stepsOf = (next: ReadonlyMap<number, number>): Steps => {
  let size = 64;
  while (size < next.size * 1.4) size *= 2;
  const slots = new Int32Array(size * 2).fill(-1);
  const bits = new Int32Array(1 << (stepHashBits - 5));
  for (const [key, node] of next) {
    const hash = stepHash(key);
    slots.set([key, node], slotOf(slots, key, hash));
    bits[hash >>> 5] = (bits[hash >>> 5] ?? 0) | (1 << (hash & 31));
  }
  return { slots, bits };
};

const stepHashBits = 17;
const stepHash = (key: number): number => Math.imul(key, 0x9e3779b1) >>> (32 - stepHashBits);

/** Where a key stands, or would stand. */
const slotOf = (slots: Int32Array, key: number, hash: number): number => {
  const mask = slots.length - 1;
  let slot = (hash << 1) & mask;
  while (slots[slot] !== key && slots[slot] !== -1) slot = (slot + 2) & mask;
  return slot;
};

/** -1 when no phrase goes on so. */
const nodeAfter = ({ slots, bits }: Steps, key: number): number => {
  const hash = stepHash(key);
  return ((bits[hash >>> 5] ?? 0) & (1 << (hash & 31))) === 0 ? -1 : (slots[slotOf(slots, key, hash) + 1] ?? -1);
};

/** A node and a word in one number: there are fewer than 65,536 of either. */
const step = (node: number, word: number) => (node << 16) | word;

/** `fuzzy` lists those words that may be recognized when one letter is wrong (names of drugs, long clinical words). */
export const buildPhraseIndex = <T extends { list: string }>(
  phrases: Iterable<{ phrase: string; entry: T; fuzzy: boolean }>,
): PhraseIndex<T> => {
  const words = wordTable();
  const next = new Map<number, number>();
  const endingAt: { entry: T; list: number }[][] = [[]];
  const lists: string[] = [];
  const fuzzyWords = new Set<string>();
  for (const { phrase, entry, fuzzy } of phrases) {
    let node = 0;
    const tokens = tokenize(phrase);
    for (let at = 0; at < tokens.starts.length; at += 1) {
      const word = wordAt(tokens, at);
      if (fuzzy) fuzzyWords.add(word);
      const key = step(node, addWord(words, word));
      const known = next.get(key);
      node = known ?? endingAt.push([]) - 1;
      if (known === undefined) next.set(key, node);
    }
    if (!lists.includes(entry.list)) lists.push(entry.list);
    const list = lists.indexOf(entry.list);
    const ending = endingAt[node];
    if (node > 0 && ending && !ending.some((known) => known.list === list)) ending.push({ entry, list });
  }
  const all = endingAt.flat();
  let count = 0;
  return {
    words,
    openings: Int32Array.from(words.words, (_, id) => next.get(step(0, id)) ?? 0),
    steps: stepsOf(next),
    endings: Int32Array.from([0, ...endingAt.map(({ length }) => (count += length))]),
    entries: all.map(({ entry }) => entry),
    listOf: Uint8Array.from(all, ({ list }) => list),
    misread: misreadWords(words.words, fuzzyWords),
  };
};

/** Word numbers of a text's tokens, -1 for words outside the lexicon. */
const wordIdsOf = <T extends { list: string }>({ words, misread }: PhraseIndex<T>, tokens: Tokens): Int32Array => {
  const { text, starts, ends, hashes, folded } = tokens;
  const ids = new Int32Array(starts.length);
  for (let at = 0; at < starts.length; at += 1) {
    const start = starts[at] ?? 0;
    const end = ends[at] ?? 0;
    let id = findWordAt(words, text, start, end, hashes[at] ?? 0);
    if (id < 0 && end - start >= 3) {
      const other = folded.size > 0 ? folded.get(at) : undefined;
      if (other !== undefined) id = findWord(words, other);
      if (id < 0 && mayBeMisread(text, start, end)) {
        const meant = readAs(misread, other ?? text.slice(start, end).toLowerCase());
        if (meant !== undefined) id = findWord(words, meant);
      }
    }
    ids[at] = id;
  }
  return ids;
};

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
  const { openings, steps, endings, entries, listOf } = index;
  const { text, starts, ends } = tokens;
  const ids = wordIdsOf(index, tokens);
  // By the number of a list: its longest phrase from the present word on, where that ends, and where its last one ended.
  const longest: number[] = [];
  const tos: number[] = [];
  const lastTos: number[] = [];
  for (let from = 0; from < ids.length; from += 1) {
    const first = ids[from] ?? -1;
    let node = first < 0 ? 0 : (openings[first] ?? 0);
    if (node === 0) continue;
    // A bit for each list that has a phrase here.
    let lists = 0;
    for (let at = from + 1; ; at += 1) {
      for (let ending = endings[node] ?? 0; ending < (endings[node + 1] ?? 0); ending += 1) {
        const list = listOf[ending] ?? 0;
        lists |= 1 << list;
        longest[list] = ending;
        tos[list] = at;
      }
      const id = at < ids.length && at - from < maxPhraseWords ? (ids[at] ?? -1) : -1;
      if (id < 0) break;
      node = nodeAfter(steps, step(node, id));
      if (node < 0 || !isSoftGap(text, ends[at - 1] ?? 0, starts[at] ?? 0)) break;
    }
    while (lists !== 0) {
      const list = 31 - Math.clz32(lists);
      lists ^= 1 << list;
      const entry = entries[longest[list] ?? 0];
      const to = tos[list] ?? 0;
      if (entry === undefined || (lastTos[list] ?? 0) > from) continue;
      lastTos[list] = to;
      found(entry, from, to, starts[from] ?? 0, ends[to - 1] ?? 0);
    }
  }
};
