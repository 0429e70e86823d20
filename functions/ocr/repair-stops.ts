import type { Line, Word } from '../domain/page.ts';
import { withText } from './repair-digits.ts';

/** A word that the engine is as sure of as this stays as it was read. Commas and points hardly lower its confidence. */
const sure = 98;
const withComma = /^([\p{Ll}\d)][\p{Ll}\d/.)-]{2,}),$/u;
const withPoint = /^(\p{Ll}{6,})\.$/u;
/** Small words that have a capital only where a sentence begins. */
const beginsSentence = /^(?:The|There|This|These|He|She|It|On|In|At|An|A)$/;
const fewestOfProse = 6;
const lowerCase = /^\p{Ll}{2,}[.,;:]?$/u;
const abbreviated = /^(?:approx|tablet|capsul|bilat|diagn|respect)/;

/**
 * The signs that poor print exchanges most. A comma before a small word with a capital (`two weeks, The patient`) was a
 * full stop, a full stop before a small letter (`20 degrees. extension`) was a comma; brackets are round in what we
 * read, so `{M54.4)` is `(M54.4)`. `raw` keeps what was read.
 */
export const repairStops = (lines: readonly Line[]): Line[] =>
  lines.map(({ words }, row) => ({
    words: words.map((word, index) => {
      if (word.confidence >= sure) return word;
      // A line of prose goes on in the next one, an address or a salutation does not.
      const below = words.length >= fewestOfProse ? lines[row + 1]?.words[0] : undefined;
      const text = repaired(word.text, (index + 1 < words.length ? words[index + 1] : below)?.text ?? '');
      return text === word.text ? word : withText(word, text);
    }),
  }));

const repaired = (text: Word['text'], next: string): string => {
  const round = text.replace(/^\{(?=\w)/, '(').replace(/(?<=[\w.])\}(?=[.,;:]?$)/, ')');
  if (beginsSentence.test(next)) return round.replace(withComma, '$1.');
  return lowerCase.test(next) && !abbreviated.test(round) ? round.replace(withPoint, '$1,') : round;
};
