import { z } from 'zod';
import { CaseId } from './case-number.ts';
import { CaseTiming } from './case-timing.ts';
import { Chronology, UnreadablePage } from './chronology.ts';
import { CaseDocument, Registration } from './document.ts';
import { PagePlace, PageSource } from './page.ts';
import { Finding } from './finding.ts';
import { Assignment, Decision } from './review.ts';

// The HTTP API in both directions. Errors are `{ "message": string }`, one line, with the fitting status code.

/** POST /api/cases/{caseId}/uploads */
export const UploadRequest = z.object({
  files: z
    .array(z.object({ fileName: z.string().min(1).max(255), bytes: z.int().min(0) }))
    .min(1)
    .max(1000),
});
export type UploadRequest = z.infer<typeof UploadRequest>;

/** Each file is a multipart upload: PUT each part to its address, keep the ETag of each answer. */
export const UploadTicket = z.object({
  uploads: z.array(
    z.object({
      fileName: z.string(),
      key: z.string(),
      uploadId: z.string(),
      parts: z.array(z.object({ partNumber: z.int(), firstByte: z.int(), bytes: z.int(), url: z.string() })),
    }),
  ),
});
export type UploadTicket = z.infer<typeof UploadTicket>;

/** POST /api/cases/{caseId}/uploads/complete; `caseIsComplete` says that no more files are on their way. */
export const UploadCompletion = z.object({
  uploads: z.array(
    z.object({
      key: z.string(),
      uploadId: z.string(),
      parts: z.array(z.object({ partNumber: z.int(), etag: z.string() })),
    }),
  ),
  caseIsComplete: z.boolean(),
});
export type UploadCompletion = z.infer<typeof UploadCompletion>;

/** One state of the case's execution, from its history. */
export const StateView = z.object({
  name: z.string(),
  status: z.enum(['running', 'succeeded', 'failed', 'caught']),
  enteredAtTime: z.string(),
  exitedAtTime: z.string().optional(),
  error: z.string().optional(),
});
export type StateView = z.infer<typeof StateView>;

export const CaseStatus = z.enum([
  'uploading',
  'reading',
  'screening',
  'in-review',
  'assembling',
  'issued',
  'not-eligible',
  'failed',
]);
export type CaseStatus = z.infer<typeof CaseStatus>;

/** GET /api/cases -> { cases: CaseSummary[] newest first, refusedUploads: RefusedUpload[] } */
export const CaseSummary = z.object({
  caseId: CaseId,
  status: CaseStatus,
  receivedAtTime: z.string(),
  dueOnDate: z.string().optional(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

/** GET /api/cases/{caseId} */
export const CaseView = CaseSummary.extend({
  executionArn: z.string().optional(),
  states: z.array(StateView),
  /** What stopped the case, in one line. */
  failure: z.string().optional(),
  registration: Registration.optional(),
  /** One row a page: every page of every document. */
  ledger: z.array(
    z.object({
      documentId: z.string(),
      page: z.int(),
      source: PageSource.or(z.literal('waiting')),
      reason: z.string(),
      engine: z.string().optional(),
      meanConfidence: z.number().optional(),
      rotationDegrees: z.number().optional(),
      duplicateOf: PagePlace.optional(),
      /** What is not as it should be with the page, one sentence each. */
      problems: z.array(z.string()),
    }),
  ),
  chronology: Chronology.optional(),
  /** What is late and how old the review is, today. */
  timing: CaseTiming.optional(),
  lateFiles: z.array(z.string()),
  /** Formats that can be opened: json, pdf, html, docx, fhir.json, evidence.json */
  determination: z.array(z.string()),
});
export type CaseView = z.infer<typeof CaseView>;

/** GET of a document or a determination -> a signed address that works for some minutes. */
export const SignedAddress = z.object({ url: z.string(), fileName: z.string(), mediaType: z.string() });
export type SignedAddress = z.infer<typeof SignedAddress>;

/** GET /api/reviews -> { reviews: InboxEntry[] } by due date */
export const InboxEntry = z.object({
  caseId: CaseId,
  reviewerId: z.string(),
  dueOnDate: z.string(),
  assignedAtTime: z.string(),
  accepted: z.boolean(),
  items: z.array(z.string()),
  priority: Chronology.shape.priority,
});
export type InboxEntry = z.infer<typeof InboxEntry>;

/** What the reviewer has written so far; nothing in it is required yet. */
export const ReviewDraft = z
  .object({
    clinicalCaseSummary: z.string(),
    items: z.array(
      z.object({
        item: z.string(),
        /** Absent until the reviewer decides; texts may still be empty. */
        decision: Decision.optional(),
        claimsAdministratorGuideline: z.string(),
        reviewerGuideline: z.string(),
        rationale: z.string(),
      }),
    ),
    answers: z.array(z.object({ findingId: z.string(), answer: z.string() })),
  })
  .partial();
export type ReviewDraft = z.infer<typeof ReviewDraft>;

/** GET /api/reviews/{caseId} */
export const ReviewView = z.object({
  assignment: Assignment,
  accepted: z.boolean(),
  registration: Registration,
  chronology: Chronology,
  timing: CaseTiming,
  /** The saved draft, or a first one proposed from the record. */
  draft: ReviewDraft,
  findings: z.array(Finding),
  lateFiles: z.array(z.string()),
});
export type ReviewView = z.infer<typeof ReviewView>;

/** POST /api/reviews/{caseId}/decline */
export const DeclineRequest = z.object({ reason: z.string().min(1) });
export type DeclineRequest = z.infer<typeof DeclineRequest>;

/** POST /api/reviews/{caseId}/check and a 409 of /decisions */
export const CheckResult = z.object({ message: z.string(), findings: z.array(Finding) });
export type CheckResult = z.infer<typeof CheckResult>;

/** POST /api/screens/{caseId}; `read-again` starts over at registration, with the files that came meanwhile. */
export const ScreenAnswer = z.object({
  decision: z.enum(['proceed', 'read-again', 'not-eligible']),
  reason: z.string().min(1),
});
export type ScreenAnswer = z.infer<typeof ScreenAnswer>;

/** GET /api/screens -> { screens: ScreenView[] } */
export const ScreenView = z.object({
  caseId: CaseId,
  openedAtTime: z.string(),
  reasons: z.array(z.string()),
  /** Pages that nobody could read, and the documents that they are of. */
  pages: z.array(UnreadablePage),
  documents: z.array(CaseDocument),
});
export type ScreenView = z.infer<typeof ScreenView>;
