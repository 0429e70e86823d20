import { isDay } from '../domain/calendar.ts';
import type { DocumentFacts } from '../domain/facts.ts';

/** "This amends my report of 03/12/2015", "AMENDED RFA", "should read 12 visits instead of 8". */
const amends =
  /\b(?:amend(?:s|ed|ing|ment)|correct(?:s|ed|ing|ion)\s+(?:to|of|my|the|report|request|rfa|letter)|corrected|revis(?:es|ed|ion)|supersed\w+|replaces|should\s+(?:read|have)|instead\s+of\s+\d)/i;
const headCharacters = 700;

/**
 * The documents without those that a later one amends by their date: what was asked for at first and then put right is
 * no other request.
 */
export const withoutAmended = (documents: readonly DocumentFacts[]): DocumentFacts[] => {
  const amended = new Set(
    documents
      .filter(({ documentType, pageTexts }) => documentType !== 'ur_decision' && amends.test(headOf(pageTexts)))
      .flatMap((amending) => documents.filter((document) => isNamedBefore(document, amending))),
  );
  return documents.filter((document) => !amended.has(document));
};

const headOf = (pageTexts: readonly string[]): string => (pageTexts[0] ?? '').slice(0, headCharacters);

const isNamedBefore = (document: DocumentFacts, amending: DocumentFacts): boolean => {
  const own = document.documentDate;
  if (!own || !isDay(own) || document === amending || own > (amending.documentDate ?? '9')) return false;
  if (document.documentType === 'ur_decision') return false;
  return amending.mentions.some((mention) => mention.type === 'date' && mention.value === own);
};
