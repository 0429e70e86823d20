import type { Chronology, DuplicatePage, RecordEntry } from '../domain/chronology.ts';
import { addMonths, isDay } from '../domain/calendar.ts';
import type { PartialDay } from '../domain/days.ts';
import type { Registration } from '../domain/document.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import type { Profile } from '../domain/profile.ts';

/** Who wrote it: the first treating or reviewing physician named in it, else the facility. */
const authorOf = (facts: DocumentFacts): string | undefined => {
  const roles =
    facts.documentType === 'ur_decision'
      ? (['ur_reviewer', 'claims_administrator'] as const)
      : facts.documentType === 'imr_application'
        ? (['employee'] as const)
        : (['treating_physician', 'requesting_physician', 'facility'] as const);
  for (const role of roles) {
    const party = facts.parties.find((candidate) => candidate.role === role);
    if (party) return party.name;
  }
  return undefined;
};

/** The pages of a document that are copies, counted by the document that has them first. */
const copiesOf = (documentId: string, duplicatePages: readonly DuplicatePage[]): NonNullable<RecordEntry['copies']> => {
  const counts = new Map<RecordEntry['documentId'], number>();
  for (const { documentId: own, of } of duplicatePages)
    if (own === documentId) counts.set(of.documentId, (counts.get(of.documentId) ?? 0) + 1);
  return [...counts].map(([first, pages]) => ({ documentId: first, pages }));
};

/**
 * The records index: each document that was registered, read or not. A document that is wholly a copy of another one is
 * titled as that one, because its own pages were not read a second time.
 * Source: 8 CCR 9792.10.6(d), the determination lists the documents reviewed.
 */
export const listRecords = (
  registration: Registration,
  documents: readonly DocumentFacts[],
  duplicatePages: readonly DuplicatePage[],
): RecordEntry[] => {
  const factsById = new Map(documents.map((facts) => [facts.documentId, facts]));
  return registration.documents
    .map((document): RecordEntry => {
      const copies = copiesOf(document.documentId, duplicatePages);
      const [first] = copies;
      const isCopy = first?.pages === document.pages && first.documentId !== document.documentId;
      const facts = factsById.get(isCopy ? first.documentId : document.documentId);
      const author = facts && authorOf(facts);
      return {
        documentId: document.documentId,
        fileName: document.fileName,
        documentType: facts?.documentType ?? 'other',
        title: facts?.title || document.fileName,
        ...(facts?.documentDate ? { onDate: facts.documentDate } : {}),
        ...(author ? { author } : {}),
        pages: document.pages,
        ...(copies.length > 0 ? { copies } : {}),
      };
    })
    .sort((a, b) => (a.onDate ?? '9').localeCompare(b.onDate ?? '9') || a.fileName.localeCompare(b.fileName));
};

/** What the profile requires and no document is, and reports that are all of another time than the request's. */
export const listMissing = (
  documents: readonly DocumentFacts[],
  profile: Profile,
  rfaDate: PartialDay | undefined,
): Chronology['missingDocuments'] =>
  profile.requiredDocuments.flatMap(({ documentType, alternatives = [], message, source, verified }) => {
    const found = documents.filter((document) => [documentType, ...alternatives].includes(document.documentType));
    const told = `${message} (${source}${verified ? '' : ', not verified'})`;
    if (found.length === 0) return [{ documentType, message: told }];
    const isReport = alternatives.length > 0;
    if (!isReport || isInWindow(found, rfaDate, profile.recordsWindowMonths)) return [];
    return [{ documentType, message: `Every report is older than the window before ${rfaDate ?? ''}. ${told}` }];
  });

/** Whether any report is, or may be, of the months before the request; reports without a date may be. */
const isInWindow = (reports: readonly DocumentFacts[], rfaDate: PartialDay | undefined, months: number): boolean => {
  if (!rfaDate || !isDay(rfaDate)) return true;
  const from = addMonths(rfaDate, -months);
  return reports.some(({ documentDate }) => !documentDate || !isDay(documentDate) || documentDate >= from);
};
