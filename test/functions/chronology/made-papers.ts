// Papers of an invented case, each with its own heading; what differs from case to case stands in the body.
import { createHash } from 'node:crypto';
import { findConflicts } from '../../../functions/chronology/find-conflicts.ts';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { caseId } from './made-facts.ts';

/** The conflicts of a file whose documents are these texts. */
export const conflictsOf = (texts: readonly string[]) =>
  findConflicts(
    texts.map((text) =>
      extractFacts({
        caseId,
        documentId: DocumentId.parse(`doc-${createHash('sha256').update(text).digest('hex').slice(0, 10)}`),
        document: { text, spans: [] },
      }),
    ),
  );

const worker = 'Ida Okafor-Brandt';

export const report = (date: string, body: string): string =>
  `PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)\n\nPatient: ${worker}\nDate of visit: ${date}\n\n${body}\n\nOdile Farr, M.D.\n`;
export const request = (date: string, body: string): string =>
  `STATE OF CALIFORNIA - DWC FORM RFA\n\nEmployee Name: ${worker}\n\nServices requested:\n${body}\n\nPhysician signature: Odile Farr, M.D.     Date: ${date}\n`;
export const decision = (date: string, rfa: string, body: string): string =>
  `HARROW REVIEW SERVICES\nUTILIZATION REVIEW DETERMINATION\n\nDecision date: ${date}\nEmployee: ${worker}\nRFA dated: ${rfa}\n\n${body}\n\nReviewer: Tomas Wren, M.D.\n`;
export const operation = (date: string, body: string): string =>
  `LINDEN SURGERY CENTER\nOPERATIVE REPORT\n\nPatient: ${worker}\nDate of surgery: ${date}\nSurgeon: Odile Farr, M.D.\n\n${body}\n`;
export const procedure = (date: string, body: string): string =>
  `LINDEN SURGERY CENTER\nPROCEDURE REPORT\n\nPatient: ${worker}\nDate of procedure: ${date}\nPhysician: Odile Farr, M.D.\n\n${body}\n`;
export const study = (date: string, body: string): string =>
  `UPPER EXTREMITY ELECTRODIAGNOSTIC REPORT\n\nPatient: ${worker}\nDate of test: ${date}\n\n${body}\n\nPer Dahl, M.D., Neurology\n`;
