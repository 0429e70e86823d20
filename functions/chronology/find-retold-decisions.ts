import type { Conflict } from '../domain/chronology.ts';
import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { quoteOf } from '../domain/quote.ts';
import { cite } from './cite.ts';
import { conflictOf } from './conflict-of.ts';
import { isOfPastReview } from './is-of-past-review.ts';
import { lastDayOf } from './last-day-of.ts';
import { partsOf } from './parts-beside.ts';
import { sideOf } from './side-of.ts';

type Outcome = 'approved' | 'denied';
type Told = { document: DocumentFacts; treatment: TreatmentMention; outcome: Outcome };

/** "Utilization review denied the acupuncture", "UR has approved the MRI": who decided, and what. */
const byReview =
  /\b(?:utili[sz]ation\s+review(?:er)?|UR|claims\s+(?:administrator|adjuster|examiner)|adjuster|carrier|insurer|insurance(?:\s+company)?|TPA)\b/i;
/** Another decision than the one of the file, or what came of it afterwards. */
const isOfAnother =
  /\b(?:previous(?:ly)?|prior|earlier|initial(?:ly)?|original(?:ly)?|first|last\s+year|again|twice|overturn\w*|revers\w*|reconsider\w*|appeal(?:ed)?|later|subsequent(?:ly)?|since\s+then|once|now|after|IMR|independent\s+medical\s+review|hearing|order(?:ed|s)?|may|might|could|if|unless|until|would|will|pending|await\w*|rest|remaining|additional|further|more|partial(?:ly)?|in\s+part|modif\w*|some|only)\b/i;

const isOutcome = (status: string): status is Outcome => status === 'approved' || status === 'denied';

const treatmentsOf = (document: DocumentFacts): TreatmentMention[] =>
  document.mentions.filter((mention): mention is TreatmentMention => mention.type === 'treatment');

const isWithoutNumber = (document: DocumentFacts, { id }: TreatmentMention): boolean =>
  document.mentions.every(
    (mention) => mention.type !== 'attribute' || mention.of !== id || !['quantity', 'dose'].includes(mention.kind),
  );

/** "2. H-wave unit, 30 days   denied" in the list of an application, which is of what utilization review decided. */
const isListed = ({ documentType }: DocumentFacts, { ruleId }: TreatmentMention): boolean =>
  documentType === 'imr_application' && ruleId.endsWith('status.after');

const toldBy = (document: DocumentFacts): Told[] =>
  treatmentsOf(document).flatMap((treatment) => {
    const { status } = treatment;
    if (!isOutcome(status) || !isWithoutNumber(document, treatment)) return [];
    const sentence = quoteOf(document, treatment);
    const isRetold = (byReview.test(sentence) || isListed(document, treatment)) && !isOfAnother.test(sentence);
    return isRetold ? [{ document, treatment, outcome: status }] : [];
  });

/** What the letters of the file decided of a treatment, where all of them decided one thing of all of it. */
const decidedBy = (letters: readonly DocumentFacts[], name: string): Told | undefined => {
  const items = letters.flatMap(({ disputedItems }) => disputedItems.filter((item) => item.treatmentName === name));
  const outcomes = new Set(items.map(({ urOutcome }) => urOutcome));
  const [outcome] = outcomes;
  if (outcomes.size !== 1 || outcome === undefined || !isOutcome(outcome)) return undefined;
  const opposite = outcome === 'approved' ? 'denied' : 'approved';
  const own = letters.flatMap((document) =>
    treatmentsOf(document)
      .filter((treatment) => treatment.name === name && !isOfPastReview(document, treatment))
      .map((treatment) => ({ document, treatment, outcome })),
  );
  if (own.some(({ treatment: { status } }) => status === opposite || status === 'modified')) return undefined;
  return own.find(({ treatment }) => treatment.status === outcome);
};

/** "UR denied the therapy of the neck" says nothing of the therapy of the shoulder. */
const speakOfOne = (a: Told, b: Told): boolean => {
  const [left, right] = [a, b].map(({ document, treatment }) => ({
    side: sideOf(document, treatment),
    parts: partsOf(document, treatment),
  }));
  const isOnePart =
    !left?.parts.length || !right?.parts.length || left.parts.some((part) => right.parts.includes(part));
  return isOnePart && (left?.side ?? right?.side) === (right?.side ?? left?.side);
};

/** A report that tells of a utilization review decision the opposite of what the letter says. */
export const findRetoldDecisions = (documents: readonly DocumentFacts[]): Conflict[] => {
  const letters = documents.filter(({ documentType }) => documentType === 'ur_decision');
  const told = Map.groupBy(
    documents.filter(({ documentType }) => documentType !== 'ur_decision').flatMap(toldBy),
    ({ treatment }) => treatment.name,
  );
  const names = new Set(letters.flatMap(({ disputedItems }) => disputedItems.map((item) => item.treatmentName)));
  return [...names].flatMap((name) => {
    const decided = decidedBy(letters, name);
    const decisionDay = decided && lastDayOf(decided.document);
    if (!decided || !decisionDay) return [];
    const wrong = (told.get(name) ?? []).filter(
      (one) =>
        one.outcome !== decided.outcome && (lastDayOf(one.document) ?? '') >= decisionDay && speakOfOne(decided, one),
    );
    if (wrong.length === 0) return [];
    const sayings = [decided, ...wrong].map(({ document, treatment, outcome }) => ({
      value: outcome,
      citation: cite(document, treatment),
    }));
    return [conflictOf(`decision:${name}`, `The decision about ${name}`, sayings)];
  });
};
