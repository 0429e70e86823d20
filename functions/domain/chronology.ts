import { z } from 'zod';
import { CaseId, DocumentId } from './case-number.ts';
import { Day, Instant, PartialDay } from './days.ts';
import { Citation, DateRole, DisputedItem, DocumentType, Party } from './facts.ts';
import { PagePlace } from './page.ts';

export const ChronologyEvent = z.object({
  id: z.string(),
  onDate: PartialDay,
  role: DateRole,
  /** One sentence in the record's own terms. */
  summary: z.string(),
  sources: z.array(Citation),
});
export type ChronologyEvent = z.infer<typeof ChronologyEvent>;

/** The same fact with different values. `field` is a date role or `exam_finding`, `age`, `quantity`, `laterality`, ... */
export const Conflict = z.object({
  id: z.string(),
  field: z.string(),
  message: z.string(),
  values: z.array(z.object({ value: z.string(), sources: z.array(Citation) })),
});
export type Conflict = z.infer<typeof Conflict>;

/** A stretch between two dated visits that is longer than the profile's limit. */
export const CareGap = z.object({
  fromDate: Day,
  toDate: Day,
  days: z.int(),
  /** The visits at its two ends. */
  sources: z.array(Citation),
});
export type CareGap = z.infer<typeof CareGap>;

/** Utilization review or the claims administrator asked for something, and nothing in the file answers. */
export const UnansweredRequest = z.object({
  onDate: PartialDay.optional(),
  message: z.string(),
  source: Citation,
});
export type UnansweredRequest = z.infer<typeof UnansweredRequest>;

/** The records index that the law wants in the letter: each document, not a date range. */
export const RecordEntry = z.object({
  documentId: DocumentId,
  fileName: z.string(),
  documentType: DocumentType,
  title: z.string(),
  onDate: PartialDay.optional(),
  author: z.string().optional(),
  pages: z.int(),
  /** How many of its pages are copies, by the document that has them first; absent when none is. */
  copies: z.array(z.object({ documentId: DocumentId, pages: z.int() })).optional(),
});
export type RecordEntry = z.infer<typeof RecordEntry>;

/** A page that is a copy of another page of the case: what it says counts there. */
export const DuplicatePage = PagePlace.extend({ of: PagePlace, reason: z.string() });
export type DuplicatePage = z.infer<typeof DuplicatePage>;

/** A page that waits for a person, and why: absent in chronologies made before it was told. */
export const UnreadablePage = PagePlace.extend({ reason: z.string().optional() });
export type UnreadablePage = z.infer<typeof UnreadablePage>;

/** A dated obligation. Late is an alarm, never a cancellation. */
export const Clock = z.object({
  id: z.string().optional(),
  name: z.string(),
  startsOnDate: Day.optional(),
  dueOnDate: Day.optional(),
  /** Calendar days by which pauses moved the due date. */
  pausedDays: z.int().optional(),
  /** The kind of event that does the duty; a clock without one only tells how long something lasts. */
  metBy: z.string().optional(),
  /** The last day on which it is in time: the due day with the days for service by mail inside the state. */
  lastDate: Day.optional(),
  /** When the duty was done. */
  metOnDate: Day.optional(),
  rule: z.string(),
  source: z.string(),
  /** Whether the rule's passage was read in its source. */
  verified: z.boolean(),
});
export type Clock = z.infer<typeof Clock>;

export const Eligibility = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('eligible') }),
  z.object({ kind: z.literal('unclear'), reasons: z.array(z.object({ code: z.string(), message: z.string() })) }),
]);
export type Eligibility = z.infer<typeof Eligibility>;

export const Chronology = z.object({
  caseId: CaseId,
  profile: z.object({ id: z.string(), version: z.string() }),
  patient: z.object({
    ageYears: z.int().optional(),
    sex: z.enum(['male', 'female']).optional(),
    birthDate: PartialDay.optional(),
    injuryDate: PartialDay.optional(),
  }),
  /** The dates of the letter's header, each the one that most sources agree on. */
  header: z.object({
    rfaDate: PartialDay.optional(),
    urDecisionDate: PartialDay.optional(),
    applicationDate: PartialDay.optional(),
  }),
  priority: z.enum(['standard', 'expedited', 'formulary']),
  /** Why that priority: the rule, and the places of the file. Absent in chronologies made before it was told. */
  priorityBasis: z.object({ reason: z.string(), source: z.string(), sources: z.array(Citation) }).optional(),
  diagnoses: z.array(z.object({ name: z.string(), sources: z.array(Citation) })),
  treatments: z.array(z.object({ name: z.string(), status: z.string(), sources: z.array(Citation) })),
  events: z.array(ChronologyEvent),
  conflicts: z.array(Conflict),
  /** The application and the notice carry the number of another case only. */
  otherCase: z.object({ message: z.string(), sources: z.array(Citation) }).optional(),
  disputedItems: z.array(DisputedItem),
  records: z.array(RecordEntry),
  parties: z.array(Party),
  missingDocuments: z.array(z.object({ documentType: DocumentType, message: z.string() })),
  /** Pages that could not be read and wait for a person. */
  unreadablePages: z.array(UnreadablePage),
  /** Pages that are copies of another page; absent in chronologies made before they were looked for. */
  duplicatePages: z.array(DuplicatePage).optional(),
  /** Stretches without a visit; absent in chronologies made before they were looked for. */
  gaps: z.array(CareGap).optional(),
  unansweredRequests: z.array(UnansweredRequest).optional(),
  eligibility: Eligibility,
  clocks: z.array(Clock),
  /** From when the published ages count; what is late and how old it is depends on the day that one looks. */
  ageDates: z
    .object({ assignedOnDate: Day.optional(), completeRecordsOnDate: Day.optional(), decidedOnDate: Day.optional() })
    .optional(),
  /** Files that came after `register` had listed the case. */
  lateFiles: z.array(z.string()),
  madeAtTime: Instant,
});
export type Chronology = z.infer<typeof Chronology>;
