import { emptyHash, hashStep, lowerCode } from './word-table.ts';

const folds: Record<string, string> = {
  '1': 'l',
  i: 'l',
  j: 'l',
  '|': 'l',
  '!': 'l',
  t: 'l',
  '0': 'o',
  '5': 's',
  '8': 'b',
  '6': 'b',
  '9': 'g',
  q: 'g',
  c: 'e',
  n: 'u',
};
/** Two letters that are read as one: `rn` as `m`. */
const pairs = ['rnm', 'vvw', 'cld'];
/** The folded letter by character code, so that a word is folded without a look-up by name. */
const foldByCode = Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return (folds[letter] ?? letter).charCodeAt(0);
});
/** The letter that one letter or digit is folded to. */
export const foldedCode = (code: number): number => foldByCode[code] ?? code;

/** By the first letter of a pair, its second one and what they are read as. */
const secondOfPair = new Uint16Array(128);
const pairByCode = new Uint16Array(128);
for (const pair of pairs) {
  secondOfPair[pair.charCodeAt(0)] = pair.charCodeAt(1);
  pairByCode[pair.charCodeAt(0)] = pair.charCodeAt(2);
}

/** A word with a digit, or with two letters that are read as one. */
export const looksMisread = (text: string, start: number, end: number): boolean => {
  let last = 0;
  for (let at = start; at < end; at += 1) {
    const code = lowerCode(text.charCodeAt(at));
    if ((code >= 48 && code <= 57) || (code < 128 && last !== 0 && secondOfPair[last] === code)) return true;
    last = code < 128 ? code : 0;
  }
  return false;
};

/** Calls with each letter of a word after folding. */
const eachFolded = (word: string, each: (code: number) => void): void => {
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    const isPair = code < 128 && secondOfPair[code] !== 0 && secondOfPair[code] === word.charCodeAt(at + 1);
    each((isPair ? pairByCode[code] : foldByCode[code]) ?? code);
    if (isPair) at += 1;
  }
};

/** Letters and digits that OCR takes for each other, folded to one: `tramado1` and `tramadol` share a key. */
export const misreadKey = (word: string): string => {
  let key = '';
  eachFolded(word, (code) => {
    key += String.fromCharCode(code);
  });
  return key;
};

/** A hash of the misread key, without making it. */
const keyHash = (word: string): number => {
  let hash = emptyHash;
  eachFolded(word, (code) => {
    hash = hashStep(hash, code);
  });
  return (hash ^ (hash >>> 15)) & (hashes - 1);
};
const hashes = 1 << 16;

/** Endings that make another word of the same stem, not a misreading. */
const isInflection = (longer: string, shorter: string) => longer.startsWith(shorter) || longer.slice(1) === shorter;

/** True words that stand one letter from a word of the lexicon. */
const trueWords = new Set(
  'infection infections fraction reaction contraction attraction action section sections fractions therapist medical surgical physical retraction ejection infusion effusion confusion perfusion diffusion abduction adduction reduction induction flexion lesion tension pension message messages simulator patient patients patent extension addition additions bearing bearings position condition elevation'.split(
    ' ',
  ),
);

/** Letters that are taken for each other in print, and vowels, which people mistake in the names of drugs. */
const alike = [
  'aeoiuy',
  'ceo',
  'iltfj1',
  'nhumr',
  'vyw',
  'gqyp9',
  'bhk6',
  'saz5',
  'xk',
  'dao',
  'sc',
  'mn',
  'td',
  'bpd',
  'ck',
  'sz',
];

const areAlike = (read: string, meant: string): boolean =>
  alike.some((letters) => letters.includes(read) && letters.includes(meant));

/** One letter replaced, added or lost, and not a mere ending. */
const isOneStepApart = (word: string, known: string): boolean => {
  let at = 0;
  while (at < word.length && word.charCodeAt(at) === known.charCodeAt(at)) at += 1;
  if (word.length === known.length) {
    return (
      at < word.length &&
      isSameFrom(word, at + 1, known, at + 1) &&
      areAlike(word.charAt(at), known.charAt(at)) &&
      word.charCodeAt(word.length - 1) !== 115 &&
      known.charCodeAt(known.length - 1) !== 115
    );
  }
  const [longer, shorter] = word.length > known.length ? [word, known] : [known, word];
  return isSameFrom(longer, at + 1, shorter, at) && !isInflection(longer, shorter);
};

const isSameFrom = (word: string, from: number, known: string, knownFrom: number): boolean => {
  for (let at = from, other = knownFrom; at < word.length; at += 1, other += 1)
    if (word.charCodeAt(at) !== known.charCodeAt(other)) return false;
  return true;
};

/** Words that a text's words may be misreadings of. */
export type MisreadWords = {
  /** By their letters after folding look-alikes. */
  byKey: Map<string, string>;
  /** Which hashes of a key there are at all: most words have none, and no key is made for them. */
  hasKey: Uint8Array;
  /** Words for a comparison letter by letter, and a bit for each letter that is in them. */
  fuzzy: readonly string[];
  lettersOf: Int32Array;
  /** Those of seven letters and more, by their first three letters and by their last three. */
  byHead: NearWords;
  byTail: NearWords;
};

/**
 * Numbers of words, in order, by the hash of three of their letters and their length: those of a hash are from
 * `starts[hash]` up to `starts[hash + 1]`, each behind its whole key.
 */
type NearWords = { starts: Int32Array; keyed: Int32Array };

/** `fuzzy` are those that may be recognized when one letter is wrong. */
export const misreadWords = (words: readonly string[], fuzzy: ReadonlySet<string>): MisreadWords => {
  const [byKey, hasKey] = [new Map<string, string>(), new Uint8Array(hashes)];
  for (const word of words) {
    const key = misreadKey(word);
    if (word.length < 4 || byKey.has(key)) continue;
    byKey.set(key, word);
    hasKey[keyHash(word)] = 1;
  }
  const long = [...fuzzy].flatMap((word, index) => (word.length < 7 ? [] : [{ word, index }]));
  const byHead = nearWords(long.map(({ word, index }) => [threeLetters(word, 0) + word.length, index]));
  const byTail = nearWords(long.map(({ word, index }) => [threeLetters(word, word.length - 3) + word.length, index]));
  return { byKey, hasKey, fuzzy: [...fuzzy], lettersOf: Int32Array.from(fuzzy, lettersIn), byHead, byTail };
};

const listHashes = 1 << 12;
const listHash = (key: number): number => Math.imul(key, 0x9e3779b1) >>> 20;

const nearWords = (keyed: readonly [key: number, index: number][]): NearWords => {
  const byHash = Array.from({ length: listHashes }, (): number[] => []);
  for (const pair of keyed) byHash[listHash(pair[0])]?.push(...pair);
  let count = 0;
  const starts = Int32Array.from([0, ...byHash.map(({ length }) => (count += length))]);
  return { starts, keyed: Int32Array.from(byHash.flat()) };
};

/**
 * A number for three letters of a word, with room for its length: when one letter is wrong, the head or the tail of the
 * word is still right.
 */
const threeLetters = (word: string, from: number): number => {
  let key = 0;
  for (let at = from; at < from + 3; at += 1) key = (key << 8) | Math.min(255, word.charCodeAt(at));
  return key << 5;
};

/** A bit for each letter of a word, whatever its place. */
const lettersIn = (word: string): number => {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
};
/** One step changes two of those bits at most. */
const isTwoBits = (bits: number): boolean => {
  const rest = bits & (bits - 1);
  return (rest & (rest - 1)) === 0;
};

/** The first word of those with these three letters that is one step apart; a step changes the length by one at most. */
const nearestOf = ({ fuzzy, lettersOf }: MisreadWords, near: NearWords, letters: number, word: string) => {
  const { starts, keyed } = near;
  const own = lettersIn(word);
  let nearest = fuzzy.length;
  for (let length = word.length - 1; length <= word.length + 1; length += 1) {
    const key = letters + length;
    const hash = listHash(key);
    for (let at = starts[hash] ?? 0; at < (starts[hash + 1] ?? 0); at += 2) {
      const index = keyed[at + 1] ?? 0;
      if (keyed[at] !== key || index >= nearest) continue;
      if (isTwoBits(own ^ (lettersOf[index] ?? 0)) && isOneStepApart(word, fuzzy[index] ?? '')) nearest = index;
    }
  }
  return fuzzy[nearest];
};

/** A digit among letters is a misreading, whatever the word; letters alone may be a word of their own. */
const hasDigitInside = (word: string) => /\d/.test(word) && /[a-z]{2}/.test(word);

/** A short word is only a misreading when it has a digit. */
export const mayBeMisread = (text: string, start: number, end: number): boolean => {
  if (end - start >= wholeWord) return true;
  for (let at = start; at < end; at += 1) if (text.charCodeAt(at) <= 57) return true;
  return false;
};
const wholeWord = 6;

/** The word that a word which is none of them probably is, or undefined. */
export const readAs = (known: MisreadWords, word: string): string | undefined => {
  if (word.length < 4 || word.length > 24 || (word.length < wholeWord && !hasDigitInside(word))) return undefined;
  const folded = known.hasKey[keyHash(word)] === 1 ? known.byKey.get(misreadKey(word)) : undefined;
  if (folded !== undefined && Math.abs(folded.length - word.length) <= 2) return folded;
  if (word.length < wholeWord) return undefined;
  const near =
    nearestOf(known, known.byHead, threeLetters(word, 0), word) ??
    nearestOf(known, known.byTail, threeLetters(word, word.length - 3), word);
  return near !== undefined && trueWords.has(word) ? undefined : near;
};
