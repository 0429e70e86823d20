import { emptyHash, hashStep } from './word-table.ts';

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
const trueWords = new Set([
  'infection',
  'infections',
  'fraction',
  'reaction',
  'contraction',
  'attraction',
  'action',
  'section',
  'sections',
  'fractions',
  'therapist',
  'medical',
  'surgical',
  'physical',
  'retraction',
  'ejection',
  'infusion',
  'effusion',
  'confusion',
  'perfusion',
  'diffusion',
  'abduction',
  'adduction',
  'reduction',
  'induction',
  'flexion',
  'lesion',
  'tension',
  'pension',
  'message',
  'messages',
  'simulator',
  'patient',
  'patients',
  'patent',
  'extension',
  'addition',
  'additions',
  'bearing',
  'bearings',
  'position',
  'condition',
  'elevation',
]);

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

/** One letter replaced, added or lost, in a word of seven letters or more, and not a mere ending. */
const isOneStepApart = (word: string, known: string): boolean => {
  if (known.length < 7 || Math.abs(word.length - known.length) > 1) return false;
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
  /** Words of six letters and more by either half, for a comparison letter by letter. */
  byHalf: Map<string, string[]>;
};

/** `fuzzy` are those that may be recognized when one letter is wrong. */
export const misreadWords = (words: readonly string[], fuzzy: ReadonlySet<string>): MisreadWords => {
  const known: MisreadWords = { byKey: new Map(), hasKey: new Uint8Array(hashes), byHalf: new Map() };
  for (const word of words) {
    const key = misreadKey(word);
    if (word.length < 4 || known.byKey.has(key)) continue;
    known.byKey.set(key, word);
    known.hasKey[keyHash(word)] = 1;
  }
  for (const word of fuzzy) {
    if (word.length < 6) continue;
    for (const half of halves(word)) {
      const others = known.byHalf.get(half);
      if (others) others.push(word);
      else known.byHalf.set(half, [word]);
    }
  }
  return known;
};

/** The two halves of a word: when one letter is wrong, one half is still right. */
const halves = (word: string): [string, string] => [`<${word.slice(0, 3)}`, `${word.slice(-3)}>`];

/** A digit among letters is a misreading, whatever the word; letters alone may be a word of their own. */
const hasDigitInside = (word: string) => /\d/.test(word) && /[a-z]{2}/.test(word);

/** The word that a word which is none of them probably is, or undefined. */
export const readAs = ({ byKey, hasKey, byHalf }: MisreadWords, word: string): string | undefined => {
  if (word.length < 4 || word.length > 24 || (word.length < 6 && !hasDigitInside(word))) return undefined;
  const folded = hasKey[keyHash(word)] === 1 ? byKey.get(misreadKey(word)) : undefined;
  if (folded !== undefined && Math.abs(folded.length - word.length) <= 2) return folded;
  if (word.length < 6 || trueWords.has(word)) return undefined;
  for (const half of halves(word)) {
    for (const known of byHalf.get(half) ?? none) if (isOneStepApart(word, known)) return known;
  }
  return undefined;
};

const none: string[] = [];
