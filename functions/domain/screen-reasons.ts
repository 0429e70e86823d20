import type { Chronology } from './chronology.ts';
import type { Registration } from './document.ts';

/**
 * Why a person must look before a reviewer is asked, one sentence a point; empty when the case goes on by itself.
 * Source: 8 CCR 9792.10.3(a) for eligibility and for requests that the physician did not answer; a page that nobody read cannot have been reviewed.
 */
export const screenReasons = (chronology: Chronology, registration: Registration): string[] => {
  const { eligibility, unreadablePages, missingDocuments, unansweredRequests = [], records } = chronology;
  const fileNames = new Map<string, string>(records.map((record) => [record.documentId, record.fileName]));
  const pagesOf = new Map<string, number[]>();
  for (const { documentId, page } of unreadablePages) {
    pagesOf.set(documentId, [...(pagesOf.get(documentId) ?? []), page]);
  }
  return [
    // A second copy of a file is refused too, but takes nothing from the reviewer.
    ...registration.refused
      .filter(({ code }) => code !== 'duplicate-file')
      .map(({ fileName, reason }) => `Refused: ${fileName}: ${reason}`),
    ...(eligibility.kind === 'unclear' ? eligibility.reasons.map(({ message }) => `Eligibility: ${message}`) : []),
    ...missingDocuments.map(({ message }) => `Missing: ${message}`),
    ...unansweredRequests.map(({ message }) => `Unanswered: ${message}`),
    ...[...pagesOf].map(
      ([documentId, pages]) =>
        `Not readable: ${pages.length === 1 ? 'page' : 'pages'} ${pages.toSorted((a, b) => a - b).join(', ')} of ${fileNames.get(documentId) ?? documentId}.`,
    ),
  ];
};
