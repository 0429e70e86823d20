import { at } from '../adapters/case-keys.ts';
import type { CaseStore } from '../adapters/case-store.ts';
import { checkLetter } from '../check/check-letter.ts';
import { letterOfDetermination } from '../check/letter.ts';
import type { ReviewDraft } from '../domain/api.ts';
import type { Chronology } from '../domain/chronology.ts';
import type { Day } from '../domain/days.ts';
import { determinationHeader } from '../domain/determination-header.ts';
import type { Registration } from '../domain/document.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import { profileFor } from '../domain/load-profile.ts';
import type { Assignment } from '../domain/review.ts';

export type CaseRecordFile = {
  assignment: Assignment;
  registration: Registration;
  chronology: Chronology;
  documents: DocumentFacts[];
};

/** Everything that the check compares a letter with. */
export const readRecord = async (store: CaseStore, assignment: Assignment): Promise<CaseRecordFile> => {
  const { caseId } = assignment;
  const registration = await store.read(at.registration(caseId));
  const documents = registration.documents.map(({ documentId }) => store.read(at.facts(caseId, documentId)));
  return {
    assignment,
    registration,
    chronology: await store.read(at.chronology(caseId)),
    documents: await Promise.all(documents),
  };
};

/** What the letter would contradict, were it written from this draft: the same check as the gate before issue. */
export const findingsOf = (record: CaseRecordFile, draft: ReviewDraft, today: Day): Finding[] => {
  const { assignment, chronology, documents } = record;
  const letter = letterOfDetermination({
    header: determinationHeader(assignment.caseId, chronology, assignment, today),
    clinicalCaseSummary: draft.clinicalCaseSummary ?? '',
    items: draft.items ?? [],
    records: chronology.records,
  });
  return checkLetter({ letter, documents, chronology, profile: profileFor(today) });
};
