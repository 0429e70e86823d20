import { likeness } from '../domain/same-words.ts';
import type { DisputedItem, DocumentFacts, DocumentType } from '../domain/facts.ts';

/** Whose list says what is in dispute when there is but one. */
const listOrder: readonly DocumentType[] = ['imr_application', 'ur_decision', 'noarfi', 'rfa', 'imr_determination'];

/** How alike two wordings of an item are; the treatment's own name weighs most. */
const alikeness = (a: DisputedItem, b: DisputedItem): number =>
  Math.max(likeness(a.treatmentName, b.treatmentName), likeness(a.item, b.item)) +
  0.5 * likeness(a.item, b.item) +
  (a.requestedQuantity !== undefined && a.requestedQuantity === b.requestedQuantity ? 0.1 : 0);

const leastAlikeness = 0.4;

/** Pairs each item with at most one of the other list, the most alike first. */
const pairUp = (items: readonly DisputedItem[], others: readonly DisputedItem[]): Map<DisputedItem, DisputedItem> => {
  const candidates = items
    .flatMap((item) => others.map((other) => ({ item, other, score: alikeness(item, other) })))
    .filter(({ score }) => score >= leastAlikeness)
    .sort((a, b) => b.score - a.score);
  const pairs = new Map<DisputedItem, DisputedItem>();
  const taken = new Set<DisputedItem>();
  for (const { item, other } of candidates) {
    if (pairs.has(item) || taken.has(other)) continue;
    pairs.set(item, other);
    taken.add(other);
  }
  return pairs;
};

/**
 * requested - authorized = in dispute. A denied request leaves all of it.
 * Source: the determination decides "the remaining IMR eligible portion of the original request".
 */
const withRemaining = (item: DisputedItem): DisputedItem => {
  const { requestedQuantity, authorizedQuantity, urOutcome } = item;
  if (requestedQuantity === undefined) return item;
  const authorized = authorizedQuantity ?? (urOutcome === 'denied' ? 0 : undefined);
  if (authorized === undefined || authorized > requestedQuantity) return item;
  return { ...item, remainingQuantity: requestedQuantity - authorized };
};

const distinct = (items: readonly DisputedItem[]): DisputedItem[] => [
  ...new Map(items.map((item) => [item.item.toLowerCase().replace(/\W+/g, ' ').trim(), item])).values(),
];

/**
 * The items that the case decides, once each: what the worker's application disputes of what utilization review did
 * not approve, in the application's words, completed by the other documents. Where only one of the two has a list, or
 * they have nothing in common, the first list there is counts as it stands.
 */
export const mergeItems = (documents: readonly DocumentFacts[]): DisputedItem[] => {
  const listOf = (type: DocumentType) =>
    distinct(
      documents.filter((document) => document.documentType === type).flatMap((document) => document.disputedItems),
    );
  const applied = listOf('imr_application');
  const decided = listOf('ur_decision');
  const both = pairUp(applied, decided);
  const base =
    both.size > 0
      ? [...both.keys()].sort((a, b) => applied.indexOf(a) - applied.indexOf(b))
      : firstList(documents, listOf);
  let merged = base;
  for (const type of listOrder) {
    const pairs = pairUp(merged, listOf(type));
    merged = merged.map((item) => ({ ...pairs.get(item), ...item }));
  }
  return merged.filter((item) => item.urOutcome !== 'approved').map(withRemaining);
};

const firstList = (
  documents: readonly DocumentFacts[],
  listOf: (type: DocumentType) => DisputedItem[],
): DisputedItem[] => {
  const types = new Set([...listOrder, ...documents.map((document) => document.documentType)]);
  for (const type of types) {
    const open = listOf(type).filter((item) => item.urOutcome !== 'approved');
    if (open.length > 0) return open;
  }
  return [];
};
