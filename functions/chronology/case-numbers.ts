import type { Chronology } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { distinctCitations } from './cite.ts';
import type { Saying } from './conflict-of.ts';

/** Papers that carry the number of the case that they are of. Earlier determinations in the file are of other cases. */
const numbered: ReadonlySet<DocumentFacts['documentType']> = new Set(['imr_application', 'noarfi']);

/** Files that are read without a case have this number. */
const isUnnumbered = (caseId: string): boolean => caseId.endsWith('-0000000');

/** The case numbers on the application and the assignment notice: the case's own, and others. */
export const caseNumbers = (
  documents: readonly DocumentFacts[],
  caseId: string,
): { own: Saying[]; others: Saying[] } => {
  if (isUnnumbered(caseId)) return { own: [], others: [] };
  const found = documents
    .filter(({ documentType }) => numbered.has(documentType))
    .flatMap(({ documentId, pageTexts }) =>
      pageTexts.flatMap((text, index) =>
        [...text.matchAll(/\bCM\s?(\d{2})\s?-\s?(\d{7})\b/g)].map(([quote, year = '', number = '']): Saying => ({
          value: `CM${year}-${number}`,
          citation: { documentId, page: index + 1, quote, ruleId: 'case-number', certainty: 0.9 },
        })),
      ),
    );
  return {
    own: found.filter(({ value }) => value === caseId),
    others: found.filter(({ value }) => value !== caseId),
  };
};

/** Papers that all carry the number of another case: they, or the upload, went to the wrong one. */
export const otherCaseNumber = (documents: readonly DocumentFacts[], caseId: string): Chronology['otherCase'] => {
  const { own, others } = caseNumbers(documents, caseId);
  const numbers = [...new Set(others.map(({ value }) => value))];
  if (own.length > 0 || numbers.length === 0) return undefined;
  return {
    message: `The papers in the file are of ${numbers.join(' and ')}, the case is ${caseId}.`,
    sources: distinctCitations(others.map(({ citation }) => citation)),
  };
};
