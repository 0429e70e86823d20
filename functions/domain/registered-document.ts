import type { DocumentId } from './case-number.ts';
import type { CaseDocument, Registration } from './document.ts';
import { invalidInput } from './errors.ts';

/** The registered document of an id. Throws `InvalidInput` when the case has none. */
export const registeredDocument = (registration: Registration, documentId: DocumentId): CaseDocument => {
  const document = registration.documents.find((one) => one.documentId === documentId);
  if (!document) throw invalidInput(`case ${registration.caseId} has no document ${documentId}`);
  return document;
};
