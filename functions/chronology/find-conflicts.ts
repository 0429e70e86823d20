import type { Conflict } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { findAgeConflicts } from './find-age-conflicts.ts';
import { findActConflicts } from './find-act-conflicts.ts';
import { findDateConflicts } from './find-date-conflicts.ts';
import { findTreatmentDateConflicts } from './find-treatment-date-conflicts.ts';
import { findVisitConflicts } from './find-visit-conflicts.ts';
import { findDecisionConflicts } from './find-decision-conflicts.ts';
import { findExamConflicts } from './find-exam-conflicts.ts';
import { findOperationConflicts } from './find-operation-conflicts.ts';
import { findOrderConflicts } from './find-order-conflicts.ts';
import { findOtherPatients } from './find-other-patients.ts';
import { findRetoldDecisions } from './find-retold-decisions.ts';
import { findTreatmentConflicts } from './find-treatment-conflicts.ts';
import { findWrongSide } from './find-wrong-side.ts';
import { withoutAmended } from './without-amended.ts';

/**
 * The same fact with different values, over all documents of one case. Pages that name another patient are reported
 * as such and left out of every other comparison. The same date in another format, an age that moved with a birthday
 * and a misread letter are no conflicts. Earlier determinations about the case count like any other document.
 */
export const findConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const { conflicts, foreignPages } = findOtherPatients(documents);
  const own = documents.map((document) => byRules(withoutPages(document, foreignPages.get(document.documentId))));
  const dated = findTreatmentDateConflicts(own);
  const ofTreatments = findTreatmentConflicts(withoutAmended(own));
  return [
    ...conflicts,
    ...findDateConflicts(own),
    ...findActConflicts(own),
    ...dated,
    ...findOperationConflicts(own, dated),
    ...findOrderConflicts(own),
    ...findAgeConflicts(own),
    ...ofTreatments,
    ...findWrongSide(own, ofTreatments),
    ...findExamConflicts(own),
    ...findVisitConflicts(own),
    ...findDecisionConflicts(own),
    ...findRetoldDecisions(own),
  ];
};

/** A learned status is a guess: no conflict rests on it. */
const byRules = (document: DocumentFacts): DocumentFacts =>
  document.mentions.some((mention) => mention.type === 'treatment' && mention.ruledStatus)
    ? {
        ...document,
        mentions: document.mentions.map((mention) =>
          mention.type === 'treatment' && mention.ruledStatus ? { ...mention, status: mention.ruledStatus } : mention,
        ),
      }
    : document;

const withoutPages = (document: DocumentFacts, pages: ReadonlySet<number> | undefined): DocumentFacts =>
  pages && pages.size > 0
    ? {
        ...document,
        mentions: document.mentions.filter((mention) => !pages.has(mention.page)),
        disputedItems: document.disputedItems.filter((item) => !item.citation || !pages.has(item.citation.page)),
        pageTexts: document.pageTexts.map((text, index) => (pages.has(index + 1) ? '' : text)),
      }
    : document;
