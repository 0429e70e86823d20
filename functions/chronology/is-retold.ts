import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { numbersAllowed } from './allowed-numbers.ts';
import { attributesByTreatment } from './attributes-by-treatment.ts';

/**
 * "We got your request for 6 visits. 8 visits: not certified." A letter that denies all of a treatment says by its
 * denial what it decided; how it retells the request does not put that right.
 */
export const isRetold = (document: DocumentFacts, treatment: TreatmentMention): boolean => {
  if (document.documentType !== 'ur_decision' || treatment.status !== 'requested') return false;
  const same = document.mentions.filter(
    (mention): mention is TreatmentMention => mention.type === 'treatment' && mention.name === treatment.name,
  );
  const isAllowed = same.some(({ status }) => status === 'approved' || status === 'modified');
  const attributes = attributesByTreatment(document);
  const hasOwnNumber = same.some(
    ({ id, status }) => status === 'denied' && attributes.get(id)?.some(({ kind }) => kind === 'quantity'),
  );
  return !isAllowed && hasOwnNumber && numbersAllowed(document, treatment.name).length === 0;
};
