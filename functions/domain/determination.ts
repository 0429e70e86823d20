import { z } from 'zod';
import { CaseId } from './case-number.ts';
import { RecordEntry } from './chronology.ts';
import { Day, Instant, PartialDay } from './days.ts';
import { Citation } from './facts.ts';
import { Finding } from './finding.ts';
import { ItemDecision } from './review.ts';

/** The final determination: the JSON is the source, the PDF, DOCX, HTML and FHIR are renderings of it. */
export const Determination = z.object({
  schema: z.literal('imr-determination/1'),
  caseId: CaseId,
  profile: z.object({ id: z.string(), version: z.string() }),
  organization: z.string(),
  header: z.object({
    caseNumber: z.string(),
    dateAssigned: Day,
    dateOfInjury: PartialDay.optional(),
    decisionDate: Day,
    urDenialDate: PartialDay.optional(),
    priority: z.enum(['Standard', 'Expedited']),
    applicationReceived: PartialDay.optional(),
  }),
  /** HOW THE IMR FINAL DETERMINATION WAS MADE: paragraphs. */
  howMade: z.array(z.string()),
  /** How the two guideline lines of an item begin, from the profile. */
  guidelineLabels: z.object({ claimsAdministrator: z.string(), reviewer: z.string() }).optional(),
  reviewer: z.object({ licensure: z.array(z.string()), specialties: z.array(z.string()) }),
  clinicalCaseSummary: z.string(),
  /** Upheld, Overturned or Partially Overturned. */
  outcome: z.enum(['Upheld', 'Overturned', 'Partially Overturned']),
  items: z.array(ItemDecision),
  records: z.array(RecordEntry),
  /** Conflicts and findings that the reviewer answered, with the answer. */
  answered: z.array(z.object({ finding: Finding, answer: z.string() })),
  signedAtTime: Instant,
});
export type Determination = z.infer<typeof Determination>;

/** Each dated or quantified statement of the letter with the pages that carry it, and what the reviewer answered. */
export const EvidenceIndex = z.object({
  caseId: CaseId,
  /** Contradictions that were shown before the signature, each with its places and the reviewer's reason. */
  answered: Determination.shape.answered,
  statements: z.array(
    z.object({
      section: z.string(),
      statement: z.string(),
      sources: z.array(Citation.extend({ fileName: z.string() })),
    }),
  ),
});
export type EvidenceIndex = z.infer<typeof EvidenceIndex>;
