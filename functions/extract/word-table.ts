/**
 * Words numbered from 0, found by their letters where they stand in a text: no string is made to look one up. Hashes
 * and letters lie side by side in memory, because a look-up that has to fetch a string from elsewhere takes ten times
 * as long.
 */
export type WordTable = {
  words: string[];
  /** A hash and the number of its word, -1 where there is none, by turns. */
  slots: Int32Array;
  /** The letters of all words, and where those of each begin; the entry behind the last is where they all end. */
  letters: Uint16Array;
  starts: Int32Array;
};

const firstHash = 0x811c9dc5;

/** One more character, in lower case, to the hash (FNV-1a) of the word so far. */
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** The hash of no letters. */
export const emptyHash = firstHash | 0;

export const hashOf = (word: string): number => {
  let hash = emptyHash;
  for (let at = 0; at < word.length; at += 1) hash = hashStep(hash, word.charCodeAt(at));
  return hash;
};

/** A capital letter of ASCII as its small one; small letters and digits stay what they are. */
export const lowerCode = (code: number): number => code | 32;

export const wordTable = (words: Iterable<string> = []): WordTable => {
  const table = { words: [], slots: emptySlots(32), letters: new Uint16Array(64), starts: new Int32Array(16) };
  for (const word of words) addWord(table, word);
  return table;
};

const emptySlots = (size: number) => new Int32Array(size * 2).fill(-1);

/** The number of a word, new if the table does not have it yet. */
export const addWord = (table: WordTable, word: string): number => {
  const known = findWord(table, word);
  if (known >= 0) return known;
  const id = table.words.push(word) - 1;
  const start = table.starts[id] ?? 0;
  const end = start + word.length;
  while (table.letters.length < end) table.letters = roomier(table.letters, new Uint16Array(table.letters.length * 2));
  table.letters.set(codesOf(word), start);
  if (table.starts.length === id + 1) table.starts = roomier(table.starts, new Int32Array(table.starts.length * 2));
  table.starts[id + 1] = end;
  // At most half full, so that a search ends after a step or two.
  if (table.words.length * 4 > table.slots.length) {
    table.slots = emptySlots(table.slots.length);
    table.words.forEach((each, at) => place(table, each, at));
  } else place(table, word, id);
  return id;
};

/** The same numbers at the start of a longer array. */
export const roomier = <A extends Uint16Array | Int32Array>(from: A, to: A): A => {
  to.set(from);
  return to;
};

const place = ({ slots }: WordTable, word: string, id: number): void => {
  const hash = hashOf(word);
  const mask = slots.length - 1;
  let slot = (spread(hash) << 1) & mask;
  while ((slots[slot + 1] ?? -1) >= 0) slot = (slot + 2) & mask;
  slots[slot] = hash;
  slots[slot + 1] = id;
};

/** The low bits of the hash depend on the last letters most; the high ones are mixed in. */
const spread = (hash: number): number => hash ^ (hash >>> 15);

/** The number of a word, -1 when the table does not have it. */
export const findWord = (table: WordTable, word: string): number =>
  findWordAt(table, word, 0, word.length, hashOf(word), false);

/** The same for the letters of a text from `start` to `end`, whose hash is known; `isFolded` reads capitals as small. */
export const findWordAt = (
  { slots, letters, starts }: WordTable,
  text: string,
  start: number,
  end: number,
  hash: number,
  isFolded = true,
): number => {
  const mask = slots.length - 1;
  const fold = isFolded ? 32 : 0;
  for (let slot = (spread(hash) << 1) & mask; ; slot = (slot + 2) & mask) {
    const id = slots[slot + 1] ?? -1;
    if (id < 0) return -1;
    if (slots[slot] !== hash) continue;
    let letter = starts[id] ?? 0;
    if ((starts[id + 1] ?? 0) - letter !== end - start) continue;
    let at = start;
    while (at < end && (text.charCodeAt(at) | fold) === letters[letter]) {
      at += 1;
      letter += 1;
    }
    if (at === end) return id;
  }
};

/** 1 at the code of each of these characters of ASCII. */
export const flagsOf = (chars: string): Uint8Array => {
  const flags = new Uint8Array(128);
  for (const code of codesOf(chars)) flags[code] = 1;
  return flags;
};

/** The codes of the characters of a text. */
export const codesOf = (text: string): number[] => Array.from(text, (char) => char.charCodeAt(0));
