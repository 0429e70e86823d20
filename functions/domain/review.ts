import { z } from 'zod';
import { CaseId } from './case-number.ts';
import { Day, Instant } from './days.ts';

/** One expert reviewer of the panel. The name never leaves the store: letters show licences and specialties only. */
export const Reviewer = z.object({
  reviewerId: z.string().regex(/^[a-z0-9-]+$/),
  name: z.string(),
  licences: z.array(z.object({ state: z.string(), number: z.string(), expiresOnDate: Day, restricted: z.boolean() })),
  specialties: z.array(z.object({ name: z.string(), certifiedUntilDate: Day.optional() })),
  /** Treatments and conditions that the reviewer treats in practice. */
  treats: z.array(z.string()),
  yearsInPractice: z.number(),
  practiceHoursPerWeek: z.number(),
  holdsQmeAppointment: z.boolean(),
  disciplinePending: z.boolean(),
  /** Names of persons and organizations with a professional, familial or financial affiliation. */
  affiliations: z.array(z.string()),
  openCases: z.int().min(0),
  lastAssignedOnDate: Day.optional(),
  active: z.boolean(),
});
export type Reviewer = z.infer<typeof Reviewer>;

export const Panel = z.object({ reviewers: z.array(Reviewer) });
export type Panel = z.infer<typeof Panel>;

/** What `assign` writes. The token is kept apart from it, in its own object. */
export const Assignment = z.object({
  caseId: CaseId,
  /** `{generation of the case}-{attempt}`: one reviewer's turn. What the reviewer leaves is kept under it. */
  round: z.string().regex(/^\d+-\d+$/),
  reviewerId: z.string(),
  licensure: z.array(z.string()),
  specialties: z.array(z.string()),
  /** Why this reviewer, one sentence a point. */
  reasons: z.array(z.string()),
  refused: z.array(z.object({ reviewerId: z.string(), reasons: z.array(z.string()) })),
  assignedAtTime: Instant,
  dueOnDate: Day,
});
export type Assignment = z.infer<typeof Assignment>;

export const Decision = z.enum(['Upheld', 'Overturned']);
export type Decision = z.infer<typeof Decision>;

export const ItemDecision = z.object({
  /** The disputed item as the letter will name it, for example `Physical therapy with massage qty: 8.00`. */
  item: z.string().min(1),
  decision: Decision,
  claimsAdministratorGuideline: z.string().min(1),
  reviewerGuideline: z.string().min(1),
  rationale: z.string().min(1),
});
export type ItemDecision = z.infer<typeof ItemDecision>;

/** What the reviewer signs; also the file that `imr run --decisions` reads. */
export const ReviewDecisions = z.object({
  clinicalCaseSummary: z.string().min(1),
  items: z.array(ItemDecision).min(1),
  /** One answer for each conflict of the file and each finding that the reviewer lets stand. */
  answers: z.array(z.object({ findingId: z.string(), answer: z.string().min(1) })).default([]),
  attestation: z.object({
    noConflictOfInterest: z.literal(true),
    reviewedTheRecords: z.literal(true),
    signedAs: z.string().min(1),
  }),
});
export type ReviewDecisions = z.infer<typeof ReviewDecisions>;

/** What is kept of a submitted review. */
export const SignedReview = z.object({
  caseId: CaseId,
  reviewerId: z.string(),
  signedAtTime: Instant,
  decisions: ReviewDecisions,
});
export type SignedReview = z.infer<typeof SignedReview>;
