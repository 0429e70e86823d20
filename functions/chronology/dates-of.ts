import type { Citation, DateMention, DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import type { PartialDay } from '../domain/days.ts';
import { cite } from './cite.ts';
import { isAboutInjuredWorker } from './is-about-injured-worker.ts';

/** A form's own date stands for the date of the act: where the form says nothing else, its signature or its heading. */
const ownDates: Partial<Record<DateRole, { documentType: DocumentType; roles: readonly DateRole[] }>> = {
  rfa_date: { documentType: 'rfa', roles: ['signature_date', 'report_date'] },
  ur_decision_date: { documentType: 'ur_decision', roles: ['report_date', 'signature_date'] },
  imr_application_date: { documentType: 'imr_application', roles: ['signature_date', 'report_date'] },
};

const leastCertainty = 0.3;

/** What one document says about a date role, each with its citation. */
export const datesOf = (document: DocumentFacts, role: DateRole): { value: PartialDay; citation: Citation }[] => {
  const dates = document.mentions.filter(
    (mention): mention is DateMention =>
      mention.type === 'date' &&
      mention.certainty >= leastCertainty &&
      !(role === 'date_of_injury' && isAboutInjuredWorker(document, mention)),
  );
  const own = ownDates[role];
  const roles: readonly DateRole[] = own && own.documentType === document.documentType ? [role, ...own.roles] : [role];
  for (const wanted of roles) {
    const found = dates.filter((date) => date.role === wanted);
    if (found.length > 0) return found.map((date) => ({ value: date.value, citation: cite(document, date) }));
  }
  if (own?.documentType !== document.documentType || !document.documentDate) return [];
  const quoted = dates.find((date) => date.value === document.documentDate);
  const citation = quoted
    ? cite(document, quoted)
    : { documentId: document.documentId, page: 1, quote: document.title, ruleId: 'document-date', certainty: 0.5 };
  return [{ value: document.documentDate, citation }];
};
