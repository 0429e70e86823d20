import type { Chronology } from '../domain/chronology.ts';
import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter } from './letter.ts';
import { sentencesOf } from './sentences.ts';
import treatmentWords from './treatment-words.json' with { type: 'json' };

/** What happened to this person, not what a guideline recommends. */
const aboutPatient = /\b(?:patient|injured\s+worker|claimant|applicant|employee|he|she)\b/i;
const given =
  /\b(?:has|have|had|was|were|is|underwent|received|tried|completed|failed|attended|takes|taking|using|uses|prescribed|treated|status\s+post|s\/p|prior|previous|previously|currently)\b/i;
const supposed =
  /\b(?:not|no|never|lack\w*|without|recommend\w*|guidelines?|should|would|could|may|if|unless|request\w*|consider\w*|indicated)\b/i;

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** One pattern a treatment: all the words that say it. */
const ownPatterns = treatmentWords.map((words) => ({
  name: words[0] ?? '',
  pattern: new RegExp(String.raw`\b(?:${words.map(literally).join('|')})s?\b`, 'i'),
}));

const patternsWith = (chronology: Chronology | undefined) => [
  ...ownPatterns,
  ...(chronology?.treatments ?? [])
    .filter(({ name }) => name.length > 3 && !ownPatterns.some(({ pattern }) => pattern.test(name)))
    .map(({ name }) => ({ name, pattern: new RegExp(String.raw`\b${literally(name)}s?\b`, 'i') })),
];

/** Treatments that the rationale says were given, and neither the case summary nor an item of the letter names. */
export const checkTreatments = (letter: Letter, chronology: Chronology | undefined): Finding[] => {
  if (letter.summary.text === '') return [];
  const told = [letter.summary.text, ...letter.items.map(({ item }) => item.text)].join('\n');
  const untold = patternsWith(chronology).filter(({ pattern }) => !pattern.test(told));
  return letter.items.flatMap(({ rationale }) => {
    if (!rationale) return [];
    return sentencesOf(rationale).flatMap(({ text }) => {
      if (!aboutPatient.test(text) || !given.test(text) || supposed.test(text)) return [];
      const names = untold.filter(({ pattern }) => pattern.test(text)).map(({ name }) => name);
      if (names.length === 0) return [];
      return [
        findingOf({
          rule: 'treatment-not-in-summary',
          source:
            '8 CCR 9792.10.6(d): the determination describes the medical condition; what the reasons rest on belongs to it',
          severity: 'note',
          message: `The rationale says that these were given, and the case summary does not have them: ${names.join(', ')}.`,
          values: names,
          places: [inLetter(rationale, text)],
          resolution: 'Add them to the summary, or leave them out of the reasons.',
        }),
      ];
    });
  });
};
