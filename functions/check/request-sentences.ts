import { wordsOf } from '../domain/same-words.ts';
import type { Letter, LetterItem, Passage } from './letter.ts';
import { sentencesOf } from './sentences.ts';

export type RequestSentence = {
  passage: Passage;
  text: string;
  /** From the treatment's name on, until the next treatment. */
  words: string;
};

/** A sentence on what was asked for and what became of it. */
export const aboutRequest =
  /\b(?:requests?|requested|RFA|utilization\s+review|UR|non-?\s?certif\w+|denied|modified|medically\s+necessary)\b/i;
/** What else a sentence on a request may speak of: another time, another's words. */
const ofElse =
  /\b(?:previous\w*|prior|initial\s+trial|already|completed|guidelines?|recommend\w*|MTUS|ODG|ACOEM|up\s+to)\b/i;
const unspecific = new Set(
  'request retrospective prospective purchase rental additional initial associated surgical service outpatient post operative physical visits sessions prescription continued days months weeks left right bilateral cervical lumbar thoracic spine compound topical pharmacy'.split(
    ' ',
  ),
);

/** The first word of an item that tells it from others: `tramadol`, `acupuncture`. */
const nameOf = (item: string): string | undefined =>
  wordsOf(item).find((word) => /^[a-z]{5,}$/.test(word) && !unspecific.has(word));

/** The letter's sentences on the request of one item, and the end of the item's own rationale. */
export const requestSentences = (letter: Letter, { item, rationale }: LetterItem): RequestSentence[] => {
  const name = nameOf(item.text);
  if (name === undefined) return [];
  const named = new RegExp(String.raw`\b${name}`, 'i');
  const others = letter.items.flatMap((other) => {
    const otherName = other.item === item ? undefined : nameOf(other.item.text);
    return otherName === undefined ? [] : [otherName];
  });
  // Two items of one name: what belongs to which cannot be told.
  if (others.includes(name)) return [];
  return [letter.summary, ...(rationale ? [rationale] : [])].flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) => {
      const at = text.search(named);
      if (at < 0 || !aboutRequest.test(text) || ofElse.test(text)) return [];
      return [{ passage, text, words: untilNext(text.slice(at)) }];
    }),
  );
};

const untilNext = (words: string): string => {
  const end = /[;,]\s+(?:and\s+)?(?=[A-Za-z])|\band\s+(?=[A-Za-z])/.exec(words)?.index;
  return end === undefined ? words : words.slice(0, end);
};
