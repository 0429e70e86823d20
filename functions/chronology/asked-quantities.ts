import type { DocumentFacts, DocumentType } from '../domain/facts.ts';
import { numberGrantedWhole, numbersAllowed } from './allowed-numbers.ts';
import { attributesByTreatment, numberIn } from './attributes-by-treatment.ts';
import { cite } from './cite.ts';
import type { Saying } from './conflict-of.ts';
import { isOfPastReview } from './is-of-past-review.ts';

/** How much of a treatment utilization review allowed, wherever a document says so. */
const authorizedOf = (documents: readonly DocumentFacts[], name: string): number[] =>
  documents.flatMap((document) => [
    ...numbersAllowed(document, name),
    ...document.disputedItems.flatMap((item) =>
      item.treatmentName === name && item.authorizedQuantity ? [item.authorizedQuantity] : [],
    ),
    ...document.mentions
      .filter((mention) => mention.type === 'treatment' && mention.name === name)
      .flatMap(({ id }) => attributesByTreatment(document).get(id) ?? [])
      .flatMap(({ kind, value }) => (kind === 'quantity_approved' ? [Number(numberIn(value))] : [])),
  ]);

/** What a decision says it allows is no other number asked for: "Acupuncture 8 - modified: 6 visits". */
const withoutAllowed = (lists: readonly Saying[][], documents: readonly DocumentFacts[], name: string): Saying[][] => {
  const allowedBy = new Map(
    documents.map((document) => {
      const whole = new Set(
        document.mentions.map((mention) =>
          mention.type === 'treatment' && mention.name === name ? numberGrantedWhole(document, mention) : undefined,
        ),
      );
      const parts = numbersAllowed(document, name).filter((number) => !whole.has(number));
      return [String(document.documentId), new Set(parts.map(String))];
    }),
  );
  return lists.filter((list) => !list.every(({ value, citation }) => allowedBy.get(citation.documentId)?.has(value)));
};

/** An application for the 6 of 12 visits that were not allowed asks for what is left, not for another number. */
const withoutRemaining = (lists: readonly Saying[][], authorized: readonly number[]): Saying[][] => {
  const asked = lists.flat().map(({ value }) => Number(value));
  const remaining = new Set(asked.flatMap((whole) => authorized.map((allowed) => String(whole - allowed))));
  return lists.filter((list) => !list.every(({ value }) => remaining.has(value)));
};

/** Where the file has no decision, an application for less may ask for what one left. */
const withoutUndecided = (lists: readonly Saying[][], documents: readonly DocumentFacts[]): Saying[][] => {
  if (documents.some(({ documentType }) => documentType === 'ur_decision')) return [...lists];
  const applications = new Set<string>(
    documents.filter(({ documentType }) => documentType === 'imr_application').map(({ documentId }) => documentId),
  );
  const most = Math.max(...lists.flat().map(({ value }) => Number(value) || 0));
  return lists.filter(
    (list) => !list.every(({ value, citation }) => applications.has(citation.documentId) && Number(value) < most),
  );
};

const ofDispute: ReadonlySet<DocumentType> = new Set(['rfa', 'ur_decision', 'imr_application', 'noarfi']);

/** A record that asks for 12 visits, then 8, then 6 tells of several requests; which one is in dispute it does not say. */
const isOfOneRequest =
  (documents: readonly DocumentFacts[]) =>
  (list: readonly Saying[]): boolean => {
    const teller = documents.find(({ documentId }) => documentId === list[0]?.citation.documentId);
    const isPaper = teller !== undefined && ofDispute.has(teller.documentType);
    return isPaper || new Set(list.map(({ value }) => value)).size < 2;
  };

/** The numbers that documents ask for of one treatment at once, without those that a decision allowed or left of it. */
export const askedQuantities = (
  lists: readonly Saying[][],
  documents: readonly DocumentFacts[],
  name: string,
): Saying[][] => {
  const single = lists.filter(isOfOneRequest(documents));
  return withoutUndecided(
    withoutRemaining(withoutAllowed(single, documents, name), authorizedOf(documents, name)),
    documents,
  );
};

/** What letters allow of a treatment beyond the most that was asked for: "Diclofenac #90: approved" of 60. */
export const allowedAboveAsked = (
  asked: readonly Saying[][],
  documents: readonly DocumentFacts[],
  name: string,
): Saying[][] => {
  const most = Math.max(...asked.flat().map(({ value }) => Number(value) || 0));
  // Months of a supply, and the refills of it, are allowed together.
  const isAbove = (number: number): boolean => most > 0 && number > most && number % most !== 0;
  return documents
    .filter(({ documentType }) => documentType === 'ur_decision')
    .map((document) => {
      const attributes = attributesByTreatment(document);
      return document.mentions
        .filter(
          (mention) =>
            mention.type === 'treatment' &&
            mention.name === name &&
            mention.status === 'approved' &&
            !isOfPastReview(document, mention),
        )
        .flatMap(({ id }) => attributes.get(id) ?? [])
        .filter(({ kind, value }) => kind === 'quantity' && isAbove(Number(value)))
        .map((attribute) => ({ value: attribute.value, citation: cite(document, attribute) }));
    })
    .filter((list) => list.length > 0);
};
