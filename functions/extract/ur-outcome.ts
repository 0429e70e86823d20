import type { DocumentFacts } from '../domain/facts.ts';
import { oneLine } from './one-line.ts';
import type { Reading } from './reading.ts';
import { ledByWord } from './rules.ts';
import type { FoundTreatment } from './treatments.ts';

type Outcome = NonNullable<DocumentFacts['urOutcome']>;

const told = ledByWord(
  'utilization ur claims',
  /\b(?:utilization review|ur\b|claims administrator)[^.\n]{0,90}?\b(non-?certified|denied|denies|modified|approved|certified)\b([^.\n]{0,160}?\b(?:due to|because(?: of)?|as there|since|given|on the (?:basis|grounds) (?:of|that)|stating(?: that)?|noting(?: that)?|for) ([^.\n]{4,400}))?/i,
);

/** What utilization review decided, and the reason it gave in its own words. */
export const urOutcomeOf = (reading: Reading, treatments: readonly FoundTreatment[]): Outcome | undefined => {
  if (reading.documentType === 'ur_decision') return ofLetter(reading, treatments);
  const [match] = reading.matches(told);
  if (!match) return undefined;
  return { outcome: outcomeOf(match[1] ?? ''), reason: tidy(match[3] ?? '') };
};

const outcomeOf = (word: string): Outcome['outcome'] =>
  /^mod/i.test(word) ? 'modified' : /^(?:appr|certi)/i.test(word) ? 'approved' : 'denied';

const outcomeWord =
  /\b(non-?certif\w*|denied|denial|not (?:medically )?necessary|modified|modification|approved|certified|authorized)\b/i;

const ofLetter = (reading: Reading, treatments: readonly FoundTreatment[]): Outcome | undefined => {
  const decided = new Set(
    treatments
      .map(({ status }) => status)
      .filter((status) => status === 'denied' || status === 'approved' || status === 'modified'),
  );
  const [only] = decided;
  const inWords = only ? undefined : outcomeWord.exec(reading.text)?.[1];
  const outcome =
    decided.size > 1
      ? ('modified' as const)
      : only === 'denied' || only === 'approved' || only === 'modified'
        ? only
        : inWords
          ? /not|den|non/i.test(inWords)
            ? ('denied' as const)
            : outcomeOf(inWords)
          : undefined;
  return outcome ? { outcome, reason: reasonOf(reading) } : undefined;
};

const inSentence =
  /\b(?:denied|non-?certified|not (?:medically )?necessary|modified|not certified)\b[^.\n]{0,120}?\b(?:due to|because(?: of)?|as there|since|given) ([^.\n]{4,400})/i;

const reasonOf = ({ text, sections }: Reading): string => {
  const section = sections.find(({ kind }) => kind === 'rationale');
  if (section) {
    const body = text
      .slice(section.start + section.name.length, Math.min(section.end, section.start + 700))
      .replace(/^[\s:)]+/, '');
    // The sentence that names its ground says more than the request, which most letters repeat first.
    const ground = inSentence.exec(text.slice(section.start, section.end))?.[1];
    if (ground) return tidy(ground);
    if (body.length > 10) return tidy(firstSentences(body));
  }
  return tidy(inSentence.exec(text)?.[1] ?? '');
};

const firstSentences = (text: string): string => {
  const end = text.indexOf('. ', 200);
  return end > 0 ? text.slice(0, end + 1) : text;
};

const tidy = (text: string) =>
  oneLine(text)
    .trim()
    .replace(/[.;,]+$/, '');
