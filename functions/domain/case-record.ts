import { z } from 'zod';
import { CaseId, DocumentId } from './case-number.ts';
import { UnreadablePage } from './chronology.ts';
import { Instant } from './days.ts';
import { Box } from './page.ts';
import { DetectionFeature } from './reading-settings.ts';

// The small records that steps leave for each other beside the big ones.

/** A case as intake knows it: one execution at a time, a new generation when the last one ended without a result. */
export const CaseRecord = z.object({
  caseId: CaseId,
  generation: z.int().min(1),
  receivedAtTime: Instant,
});
export type CaseRecord = z.infer<typeof CaseRecord>;

/** The name of the execution of a case: a second start of the same generation is no start. */
export const executionName = (record: CaseRecord): string => `${record.caseId}-${record.generation}`;

/** An upload that intake could not give to any case. */
export const RefusedUpload = z.object({ key: z.string(), reason: z.string(), atTime: Instant });
export type RefusedUpload = z.infer<typeof RefusedUpload>;

export const LateFile = z.object({ key: z.string(), fileName: z.string(), atTime: Instant });
export type LateFile = z.infer<typeof LateFile>;

/** Says that no more files are on their way. */
export const SubmitManifest = z.object({ caseId: CaseId, keys: z.array(z.string()), atTime: Instant });
export type SubmitManifest = z.infer<typeof SubmitManifest>;

/** What the Distributed Map reads: one row a document. */
export const MapItem = z.object({ caseId: CaseId, documentId: DocumentId });
export type MapItem = z.infer<typeof MapItem>;

/** Which pages of a document go to text detection. */
export const DetectionPlan = z.object({
  pages: z.int(),
  toDetect: z.array(z.int()),
  /** Of the pages that have a trusted text layer too: where their pictures are. */
  pictures: z.array(z.object({ page: z.int(), boxes: z.array(Box) })).optional(),
});
export type DetectionPlan = z.infer<typeof DetectionPlan>;

/** The wait for a text detection job; its token is answered when the job's notification comes. */
export const DetectionJob = z.object({
  jobId: z.string(),
  taskToken: z.string(),
  /** What it was asked for besides words. */
  features: z.array(DetectionFeature).optional(),
});
export type DetectionJob = z.infer<typeof DetectionJob>;

export const DetectionDone = z.object({ jobId: z.string(), status: z.string() });
export type DetectionDone = z.infer<typeof DetectionDone>;

/** A task token at rest: it never leaves the server. */
export const ParkedToken = z.object({ taskToken: z.string(), openedAtTime: Instant });
export type ParkedToken = z.infer<typeof ParkedToken>;

/** Why a person is asked. `taskId` is a digest of the token: it tells one asking from the next. */
export const ScreeningTask = z.object({
  caseId: CaseId,
  taskId: z.string(),
  openedAtTime: Instant,
  reasons: z.array(z.string()),
  /** The pages that nobody could read, to be looked at. */
  pages: z.array(UnreadablePage).default([]),
});
export type ScreeningTask = z.infer<typeof ScreeningTask>;

export const ScreeningAnswer = z.object({
  taskId: z.string(),
  /** Whether the waiting state has been told; if not, the task is still open. */
  delivered: z.boolean(),
  decision: z.enum(['proceed', 'read-again', 'not-eligible']),
  reason: z.string(),
  answeredBy: z.string(),
  answeredAtTime: Instant,
});
export type ScreeningAnswer = z.infer<typeof ScreeningAnswer>;

/** Every reviewer that the case was given to, in order, and how it went. */
export const AssignmentAttempts = z.object({
  attempts: z.array(
    z.object({ round: z.string(), reviewerId: z.string(), assignedAtTime: Instant, outcome: z.string() }),
  ),
});
export type AssignmentAttempts = z.infer<typeof AssignmentAttempts>;

export const Acceptance = z.object({ reviewerId: z.string(), acceptedAtTime: Instant });
export type Acceptance = z.infer<typeof Acceptance>;

export const Told = z.object({ toldAtTime: Instant });

export const Declined = z.object({ reviewerId: z.string(), reason: z.string(), declinedAtTime: Instant });
export type Declined = z.infer<typeof Declined>;

/** What `issue` writes last: the list of what was issued, with the digests that prove it. */
export const IssueRecord = z.object({
  caseId: CaseId,
  issuedAtTime: Instant,
  files: z.array(z.object({ format: z.string(), bytes: z.int(), sha256: z.string() })),
});
export type IssueRecord = z.infer<typeof IssueRecord>;
