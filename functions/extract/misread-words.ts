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
const pairs: Record<string, string> = { rn: 'm', vv: 'w', cl: 'd' };
/** The folded letter by character code, so that a word is folded without a look-up by name. */
const foldByCode = Array.from({ length: 128 }, (_, code) => {
  const letter = String.fromCharCode(code);
  return folds[letter] ?? letter;
});
const opensPair = new Set(Object.keys(pairs).map((pair) => pair.charCodeAt(0)));

/** Letters and digits that OCR takes for each other, folded to one: `tramado1` and `tramadol` share a key. */
export const misreadKey = (word: string): string => {
  let key = '';
  for (let at = 0; at < word.length; at += 1) {
    const code = word.charCodeAt(at);
    const pair = opensPair.has(code) ? pairs[word.slice(at, at + 2)] : undefined;
    key += pair ?? foldByCode[code] ?? word.charAt(at);
    if (pair) at += 1;
  }
  return key;
};

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

const looksAlike = (word: string, known: string): boolean => {
  for (let at = 0; at < word.length; at += 1) {
    const [read, meant] = [word.charAt(at), known.charAt(at)];
    if (read !== meant) return alike.some((letters) => letters.includes(read) && letters.includes(meant));
  }
  return true;
};

/** One letter replaced, added or lost, in a word of seven letters or more, and not a mere ending. */
export const isOneStepApart = (word: string, known: string): boolean => {
  if (known.length < 7 || Math.abs(word.length - known.length) > 1 || trueWords.has(word)) return false;
  if (word.length === known.length) {
    let different = 0;
    for (let at = 0; at < word.length && different < 2; at += 1) {
      if (word.charCodeAt(at) !== known.charCodeAt(at)) different += 1;
    }
    return (
      different === 1 &&
      looksAlike(word, known) &&
      word.charCodeAt(word.length - 1) !== 115 &&
      known.charCodeAt(known.length - 1) !== 115
    );
  }
  const [longer, shorter] = word.length > known.length ? [word, known] : [known, word];
  if (isInflection(longer, shorter)) return false;
  let at = 0;
  while (at < shorter.length && longer.charCodeAt(at) === shorter.charCodeAt(at)) at += 1;
  return longer.slice(at + 1) === shorter.slice(at);
};
