import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';

const reach = 120;
const changed =
  /\b(?:(?:(?:rais|increas|titrat|advanc|lower|reduc|decreas|taper|chang)\w*|go(?:es|ing|ne)?|went|up|down)\s+(?:[\w-]+\s+){0,2}?to|now|today|currently|presently)\s+(?:at\s+|on\s+|to\s+)?(\d+(?:\.\d+)?\s?(?:mg|mcg))\b/i;

/** "Cymbalta 30 mg daily, raised today to 60 mg": the dose from now on, beside the one until now. */
export const changedDose = (document: DocumentFacts, treatment: TreatmentMention): string | undefined => {
  const at = placeInPage(document, treatment);
  if (at < 0) return undefined;
  const next = document.mentions.find(
    ({ type, page, start }) => type === 'treatment' && page === treatment.page && start > treatment.start,
  );
  const end = Math.min(at + reach, next ? Math.max(at, placeInPage(document, next)) : at + reach);
  const sentence = (document.pageTexts[treatment.page - 1] ?? '').slice(at, end).split(/[.;]\s/)[0] ?? '';
  return changed.exec(sentence)?.[1];
};
