import type { DeviceRequest, FhirResource, MedicationRequest, Period, ServiceRequest, Task } from 'fhir/r4.js';
import type { Chronology } from '../domain/chronology.ts';
import type { Determination } from '../domain/determination.ts';
import type { DisputedItem } from '../domain/facts.ts';
import type { ItemDecision } from '../domain/review.ts';
import type { FhirFact } from './fhir-facts.ts';
import { concept, fhirDate, type FhirIds } from './fhir-references.ts';
import { disputedItemOf } from './match-decisions.ts';

type Made = FhirResource & { id: string };

/**
 * Each request in dispute with what utilization review and the determination said about it. R4 has no word for "denied"
 * on a request: the outcomes are the `businessStatus` of a Task that has the request as its focus.
 */
export const fhirDecisions = (determination: Determination, chronology: Chronology, ids: FhirIds): FhirFact[] => {
  const disputed = chronology.disputedItems.map((item, index) =>
    fact(request(item, ['request', index], ids), ['request', index], item),
  );
  const utilizationReviews = chronology.disputedItems.flatMap((item, index) =>
    item.urOutcome === undefined
      ? []
      : [fact(utilizationReview(item.urOutcome, index, chronology, ids), ['utilization-review', index], item)],
  );
  const decisions = determination.items.flatMap((decided, index): FhirFact[] => {
    const home = disputedItemOf(chronology.disputedItems, decided.item);
    const focus = home === -1 ? ['own-request', index] : ['request', home];
    const own: DisputedItem = { item: decided.item, treatmentName: decided.item };
    const decisionFact = fact(decision(determination, decided, ids.id('decision', index), focus, ids), [
      'decision',
      index,
    ]);
    return home === -1 ? [fact(request(own, focus, ids), focus), decisionFact] : [decisionFact];
  });
  return [...disputed, ...utilizationReviews, ...decisions];
};

const fact = (resource: Made, key: (string | number)[], item?: DisputedItem): FhirFact => ({
  resource,
  key,
  sources: item?.citation ? [item.citation] : [],
});

const request = (
  item: DisputedItem,
  key: (string | number)[],
  ids: FhirIds,
): (MedicationRequest | ServiceRequest | DeviceRequest) & { id: string } => {
  const same = {
    id: ids.id(...key),
    status: 'active' as const,
    intent: 'proposal' as const,
    subject: ids.reference('patient'),
    note: [{ text: item.item }],
  };
  const quantity = item.requestedQuantity === undefined ? undefined : { value: item.requestedQuantity };
  if (item.category === 'medication') {
    return {
      resourceType: 'MedicationRequest',
      ...same,
      medicationCodeableConcept: concept(item.treatmentName),
      ...(quantity ? { dispenseRequest: { quantity } } : {}),
    };
  }
  if (item.category === 'dme') {
    return { resourceType: 'DeviceRequest', ...same, codeCodeableConcept: concept(item.treatmentName) };
  }
  return {
    resourceType: 'ServiceRequest',
    ...same,
    code: concept(item.treatmentName),
    ...(quantity ? { quantityQuantity: quantity } : {}),
  };
};

const utilizationReview = (
  outcome: NonNullable<DisputedItem['urOutcome']>,
  index: number,
  chronology: Chronology,
  ids: FhirIds,
): Task & { id: string } => {
  const end = fhirDate(chronology.header.urDecisionDate);
  return {
    ...task('Utilization review', outcome, ['request', index], ids.id('utilization-review', index), ids),
    ...(end === undefined ? {} : { executionPeriod: { end } }),
  };
};

const decision = (
  { header }: Determination,
  decided: ItemDecision,
  id: string,
  focus: (string | number)[],
  ids: FhirIds,
): Task & { id: string } => {
  const executionPeriod: Period = { start: header.dateAssigned, end: header.decisionDate };
  return {
    ...task('Independent medical review', decided.decision, focus, id, ids),
    description: decided.item,
    executionPeriod,
    owner: ids.reference('organization'),
    output: [
      { type: concept('Claims Administrator guideline'), valueString: decided.claimsAdministratorGuideline },
      { type: concept('Expert Reviewer guideline'), valueString: decided.reviewerGuideline },
      { type: concept('Decision rationale'), valueString: decided.rationale },
    ],
  };
};

const task = (
  code: string,
  outcome: string,
  focus: (string | number)[],
  id: string,
  ids: FhirIds,
): Task & { id: string } => ({
  resourceType: 'Task',
  id,
  status: 'completed',
  intent: 'order',
  code: concept(code),
  businessStatus: concept(outcome),
  focus: ids.reference(...focus),
  for: ids.reference('patient'),
});
