import type { Finding } from '../domain/finding.ts';
import { wordsOf } from '../domain/same-words.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter } from './letter.ts';

const diagnosisList =
  /\bdiagnos(?:es|is)\s+(?:are|is|was|were|include[sd]?|of|list(?:ed)?\s+(?:as|are))?\s*:?\s*([^.]{4,400})\./gi;
const separators = /;|,|\band\b|\bwith\b/;
/** Words that do not tell one diagnosis from another. */
const commonWords = new Set(
  'disease disorder syndrome pain chronic acute bilateral left right status post history working current diagnosis diagnoses injury strain sprain unspecified other has have been had include including documented noted patient worker injured'.split(
    ' ',
  ),
);

const stem = (word: string): string => word.slice(0, 5);

/** Diagnoses that the rationale rests on and the case summary never mentions. */
export const checkCoverage = (letter: Letter): Finding[] => {
  if (letter.summary.text === '') return [];
  const summary = new Set(wordsOf(letter.summary.text).map(stem));
  return letter.items.flatMap(({ rationale }) => {
    if (!rationale) return [];
    return [...rationale.text.matchAll(diagnosisList)].flatMap(([sentence, list = '']) => {
      if (
        !/\b(?:working|current|documented|injured|patient|claimant)\b|^diagnos(?:es|is)\s+(?:are|include)/i.test(
          rationale.text.slice(
            Math.max(0, rationale.text.indexOf(sentence) - 60),
            rationale.text.indexOf(sentence) + 12,
          ),
        )
      )
        return [];
      const missing = list.split(separators).flatMap((phrase) => {
        const telling = wordsOf(phrase).filter((word) => word.length > 3 && !commonWords.has(word));
        return !/^\s*\d/.test(phrase) &&
          telling.length > 0 &&
          telling.length <= 5 &&
          telling.every((word) => !summary.has(stem(word)))
          ? [phrase.trim()]
          : [];
      });
      if (missing.length === 0) return [];
      return [
        findingOf({
          rule: 'diagnosis-not-in-summary',
          source:
            '8 CCR 9792.10.6(d): the determination describes the medical condition; what the reasons rest on belongs to it',
          severity: 'warning',
          message: `The rationale names diagnoses that the case summary does not have: ${missing.join(', ')}.`,
          values: missing,
          places: [inLetter(rationale, sentence)],
          resolution: 'Add them to the summary, or leave them out of the reasons.',
        }),
      ];
    });
  });
};
