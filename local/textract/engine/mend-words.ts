import { wordhood, type Knows } from './known-words.ts';
import type { ReadWord } from './reading.ts';

/** What poor print makes of letters, both ways: a gap in the bowl, a bowl filled up, two strokes run together. */
const alike: readonly (readonly [string, string])[] = [
  ['c', 'e'],
  ['o', 'e'],
  ['a', 'e'],
  ['a', 'o'],
  ['a', 'u'],
  ['a', 's'],
  ['o', 'u'],
  ['c', 'o'],
  ['e', 's'],
  ['f', 't'],
  ['i', 't'],
  ['i', 'l'],
  ['l', 't'],
  ['h', 'b'],
  ['k', 'b'],
  ['n', 'u'],
  ['v', 'y'],
  ['r', 't'],
  ['g', 'q'],
  ['m', 'rn'],
  ['m', 'ni'],
  ['m', 'in'],
  ['d', 'cl'],
  ['w', 'm'],
];
const changes = alike.flatMap(([one, other]) => [
  { from: one, to: other },
  { from: other, to: one },
]);

/** Short words have too many neighbours; names and drugs begin with a capital and are left as they were read. */
const plainWord = /^([^\p{L}\p{N}]{0,2})(\p{Ll}{4,})([^\p{L}\p{N}]{0,2})$/u;
/** A word that the engine is as sure of as this is one that its dictionary lacks. */
const sure = 93;
/** What is put right stays doubtful. */
const mendedConfidence = 70;

/**
 * `sensatiun`, `preseribed`, `tendemess`: a plain word that the dictionary does not have becomes the one that it has and
 * that poor print makes the same of. Where two words could be meant, nothing is changed.
 */
export const mendWords = (words: readonly ReadWord[], knows: Knows): ReadWord[] =>
  words.map((word) => {
    if (word.confidence >= sure || wordhood(word.text, knows) !== 'none') return word;
    const [, before = '', letters = '', after = ''] = plainWord.exec(word.text) ?? [];
    const meant = onlyNeighbour(letters, knows);
    return meant === undefined
      ? word
      : { ...word, text: `${before}${meant}${after}`, confidence: Math.min(word.confidence, mendedConfidence) };
  });

const onlyNeighbour = (letters: string, knows: Knows): string | undefined => {
  const meant = new Set<string>();
  for (const { from, to } of changes)
    for (let at = letters.indexOf(from); at >= 0; at = letters.indexOf(from, at + 1)) {
      const other = letters.slice(0, at) + to + letters.slice(at + from.length);
      if (knows(other)) meant.add(other);
    }
  return meant.size === 1 ? [...meant][0] : undefined;
};
