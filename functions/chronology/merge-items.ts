import { likeness } from '../domain/same-words.ts';
import type { DisputedItem, DocumentFacts, DocumentType } from '../domain/facts.ts';

/** Whose list says what is in dispute: the worker's application, else the utilization review, else the request. */
const listOrder: readonly DocumentType[] = ['imr_application', 'ur_decision', 'noarfi', 'rfa', 'imr_determination'];

const sameItem = (a: DisputedItem, b: DisputedItem): number =>
  Math.max(likeness(a.treatmentName, b.treatmentName) * 0.9, likeness(a.item, b.item)) +
  (a.treatmentName === b.treatmentName ? 0.1 : 0);

const leastLikeness = 0.4;

/** Fills what `item` lacks from another document's word on it. */
const completed = (item: DisputedItem, other: DisputedItem): DisputedItem => ({ ...other, ...item });

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

/** The items that the case decides, once each, with what every document adds to them. */
export const mergeItems = (documents: readonly DocumentFacts[]): DisputedItem[] => {
  const listsOf = (type: DocumentType) =>
    documents.filter((document) => document.documentType === type).flatMap((document) => document.disputedItems);
  const types = [...listOrder, ...new Set(documents.map((document) => document.documentType))];
  const base = types.find((type) => listsOf(type).some((item) => item.urOutcome !== 'approved'));
  if (!base) return [];
  const others = [...new Set(types)].filter((type) => type !== base && listOrder.includes(type)).flatMap(listsOf);
  const merged: DisputedItem[] = [];
  for (const item of listsOf(base)) {
    const twin = merged.findIndex((known) => known.item === item.item || sameItem(known, item) >= 0.999);
    const known = merged[twin];
    if (known) merged[twin] = completed(known, item);
    else merged.push(item);
  }
  for (const other of others) {
    const likenesses = merged.map((item) => sameItem(item, other));
    const best = likenesses.indexOf(Math.max(...likenesses));
    const item = merged[best];
    if (item && (likenesses[best] ?? 0) >= leastLikeness) merged[best] = completed(item, other);
  }
  return merged.filter((item) => item.urOutcome !== 'approved').map(withRemaining);
};
