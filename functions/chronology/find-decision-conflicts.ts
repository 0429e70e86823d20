import type { Conflict } from '../domain/chronology.ts';
import type { AttributeKind, DocumentFacts, TreatmentMention, TreatmentStatus } from '../domain/facts.ts';
import { numbersAllowed } from './allowed-numbers.ts';
import { cite } from './cite.ts';
import { conflictOf } from './conflict-of.ts';
import { isOfPastReview } from './is-of-past-review.ts';
import { placeInPage, quoteOf } from '../domain/quote.ts';
import { areOfOtherParts } from './parts-beside.ts';
import { sideOf } from './side-of.ts';

const decisions: ReadonlySet<TreatmentStatus> = new Set(['approved', 'denied', 'modified']);

/** "The clearance is not yet done" decides nothing. */
const decides =
  /\b(?:certif|deni(?:ed|al)|(?<!FDA[ -])approv|authori[sz]|allow|grant|modif|medical(?:ly)?\s+necess|uph[eo]ld|overturn)/i;

/** "We reviewed the request for physical therapy" tells what was asked, "the original reviewer denied" of another decision. */
const isOfAnother =
  /\breview(?:ed)?\s+(?:of\s+)?(?:the|your|this|a)\s+requests?\b|\b(?:original|initial|first|prior|previous|earlier|last)\s+(?:UR\s+)?(?:review|decision|determination|denial)|\bpreviously\b/i;

const headingReach = 250;

/** "The following is certified:" over a list decides its items. */
const isUnderHeading = (document: DocumentFacts, treatment: TreatmentMention): boolean => {
  const at = placeInPage(document, treatment);
  const before = (document.pageTexts[treatment.page - 1] ?? '').slice(Math.max(0, at - headingReach), Math.max(0, at));
  return decides.test(before.split(/\brequest/i).at(-1) ?? '');
};

const isDecision = (document: DocumentFacts, treatment: TreatmentMention, outcome: string, index: number): boolean => {
  const sentence = quoteOf(document, treatment);
  const isItem = index === 0 && treatment.status === outcome && isUnderHeading(document, treatment);
  return !isOfAnother.test(sentence) && (decides.test(sentence) || isItem);
};

const valuesOf = (document: DocumentFacts, treatment: TreatmentMention, kinds: readonly AttributeKind[]): string[] =>
  document.mentions.flatMap((mention) =>
    mention.type === 'attribute' && mention.of === treatment.id && kinds.includes(mention.kind) ? [mention.value] : [],
  );

const quantitiesOf = (document: DocumentFacts, treatment: TreatmentMention): string[] =>
  valuesOf(document, treatment, ['quantity', 'quantity_approved']);

/** "Tramadol ER 150 mg: approved. Tramadol 50 mg: denied." */
const areOfOtherDoses = (document: DocumentFacts, a: TreatmentMention, b: TreatmentMention): boolean => {
  const [left, right] = [a, b].map((treatment) => valuesOf(document, treatment, ['dose']));
  return !!left?.length && !!right?.length && !left.some((dose) => right.includes(dose));
};

/** "Additional sessions are denied": not what was allowed. */
const ofTheRest = /\b(?:additional|further|remaining|more|beyond|rest|balance|other|future|refills?)\b/i;

/** All of it was allowed and all of it was not: of the same side and number, where words say one. */
const isOfTheSame = (document: DocumentFacts, approved: TreatmentMention, denied: TreatmentMention): boolean => {
  const [allowed, refused] = [approved, denied].map((treatment) => quantitiesOf(document, treatment).join());
  const [left, right] = [sideOf(document, approved), sideOf(document, denied)];
  const isWhole = [approved, denied].every((treatment) => !ofTheRest.test(quoteOf(document, treatment)));
  return isWhole
    ? (allowed === refused || allowed === '' || refused === '') && (left ?? right) === (right ?? left)
    : allowed === refused && left === right;
};

/** A larger request of which a part was allowed: 16 asked for, 8 allowed, 8 not. */
const isSplit = (document: DocumentFacts, decided: readonly TreatmentMention[], name: string): boolean => {
  const numbers = new Set(decided.flatMap((treatment) => quantitiesOf(document, treatment)));
  const asked = document.mentions.filter(
    (mention) => mention.type === 'treatment' && mention.name === name && mention.status === 'requested',
  );
  // "6 visits: certified 4, not certified 2".
  const isPart = numbersAllowed(document, name).some((part) =>
    [...numbers].some((whole) => part < Number.parseInt(whole, 10)),
  );
  return (
    isPart ||
    decided.some(({ status }) => status === 'modified') ||
    asked.some(
      (mention) =>
        mention.type === 'treatment' && quantitiesOf(document, mention).some((quantity) => !numbers.has(quantity)),
    )
  );
};

/** What came of each item, as the letter lists it; without a list, as it first says. */
const outcomesOf = (
  { disputedItems }: DocumentFacts,
  decided: readonly TreatmentMention[],
): Map<string, TreatmentStatus> => {
  const outcomes = new Map<string, TreatmentStatus>();
  for (const { treatmentName, urOutcome } of disputedItems) if (urOutcome) outcomes.set(treatmentName, urOutcome);
  for (const { name, status } of decided) if (!outcomes.has(name)) outcomes.set(name, status);
  return outcomes;
};

/** A decision letter that allows an item in one place and denies the same in another. */
export const findDecisionConflicts = (documents: readonly DocumentFacts[]): Conflict[] =>
  documents
    .filter(({ documentType }) => documentType === 'ur_decision')
    .flatMap((document) => {
      const decided = document.mentions.filter(
        (mention): mention is TreatmentMention =>
          mention.type === 'treatment' && decisions.has(mention.status) && !isOfPastReview(document, mention),
      );
      return [...outcomesOf(document, decided)].flatMap(([treatmentName, urOutcome]) => {
        if (urOutcome === 'modified') return [];
        const own = decided
          .filter(({ name }) => name === treatmentName)
          .filter((mention, index) => isDecision(document, mention, urOutcome, index));
        const approved = own.find(({ status }) => status === 'approved');
        const denied = own.find(({ status }) => status === 'denied');
        if (!approved || !denied || isSplit(document, own, treatmentName)) return [];
        if (!isOfTheSame(document, approved, denied)) return [];
        if (areOfOtherDoses(document, approved, denied) || areOfOtherParts(document, approved, denied)) return [];
        const sayings = own.map((mention) => ({ value: mention.status, citation: cite(document, mention) }));
        return [conflictOf(`decision:${treatmentName}`, `The decision about ${treatmentName}`, sayings)];
      });
    });
