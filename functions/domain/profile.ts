import { z } from 'zod';
import { Day } from './days.ts';
import { DocumentType } from './facts.ts';

/** A rule's life: in force from one day until the day before another. */
const inForce = {
  effectiveFromDate: Day.optional(),
  effectiveUntilDate: Day.optional(),
  /** The passage was amended on this day and only read as it stood before: from then on the row is unverified. */
  amendedOnDate: Day.optional(),
};

/**
 * A review program's rules as data, versioned by effective date: everything statutory lives here, not in code.
 * `verified: false` marks a rule whose passage could not be read in its source; pages that show it say so.
 */
export const ClockRule = z.object({
  /** Stable, kebab-case: code and tests name the clock by it. */
  id: z.string().optional(),
  name: z.string(),
  amount: z.number(),
  unit: z.enum(['hours', 'calendar-days', 'business-days', 'months']),
  /** The dated event that starts it, a date role or an instant of the flow. */
  startsAt: z.string(),
  /** Added when served by mail inside the state, from another state, from abroad: calendar days. */
  serviceExtensionDays: z.object({ inState: z.number(), outOfState: z.number(), abroad: z.number() }).optional(),
  appliesTo: z.array(z.enum(['standard', 'expedited', 'formulary'])),
  /** The dated event that meets the duty; a clock without one only tells how long something lasts. */
  endsAt: z.string().optional(),
  /** The clock stands still from one event until another, for so many days at most. */
  pause: z.object({ from: z.string(), until: z.string(), maxDays: z.number(), source: z.string() }).optional(),
  /** Ids of the standard clocks whose place this one takes when a review becomes expedited. */
  replaces: z.array(z.string()).optional(),
  /** What the clock waits for, what follows when it is late, or another reading of the rule: one or two sentences. */
  note: z.string().optional(),
  source: z.string(),
  verified: z.boolean(),
  ...inForce,
});
export type ClockRule = z.infer<typeof ClockRule>;

export const EligibilityRule = z.object({
  code: z.string(),
  message: z.string(),
  /** What becomes of the application when the reason stands. */
  effect: z.enum(['ineligible', 'deferred', 'ended']).optional(),
  source: z.string(),
  verified: z.boolean(),
  ...inForce,
});
export type EligibilityRule = z.infer<typeof EligibilityRule>;

/** A sum that somebody owes: fees of the review, penalties. */
export const FeeRule = z.object({
  id: z.string(),
  name: z.string(),
  amountDollars: z.number(),
  maximumDollars: z.number().optional(),
  per: z.enum(['case', 'day']),
  source: z.string(),
  verified: z.boolean(),
  ...inForce,
});
export type FeeRule = z.infer<typeof FeeRule>;

export const Profile = z.object({
  id: z.string(),
  version: z.string(),
  effectiveFromDate: Day,
  program: z.string(),
  organization: z.string(),
  caseNumberPattern: z.string(),
  decisions: z.array(z.string()),
  clocks: z.array(ClockRule),
  holidays: z.array(z.object({ onDate: Day, name: z.string() })),
  eligibility: z.array(EligibilityRule),
  requiredDocuments: z.array(
    z.object({
      documentType: DocumentType,
      /** Any of these will do as well. */
      alternatives: z.array(DocumentType).optional(),
      message: z.string(),
      source: z.string(),
      verified: z.boolean(),
    }),
  ),
  recordsWindowMonths: z.number(),
  /** From how many days without a dated visit on the chronology shows a gap in care. */
  careGap: z.object({ minDays: z.number(), source: z.string(), verified: z.boolean() }).optional(),
  fees: z.array(FeeRule).optional(),
  reviewer: z.object({
    minYearsInPractice: z.number(),
    minPracticeHoursPerWeek: z.number(),
    preferredLicenceState: z.string(),
    mayHoldQmeAppointment: z.boolean(),
    reviewDueInDays: z.number(),
    source: z.string(),
  }),
  letter: z.object({
    /** Paragraphs of HOW THE IMR FINAL DETERMINATION WAS MADE, `{organization}` replaced. */
    howMade: z.array(z.string()),
    guidelineLabels: z.object({ claimsAdministrator: z.string(), reviewer: z.string() }),
  }),
});
export type Profile = z.infer<typeof Profile>;
