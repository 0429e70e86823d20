import { z } from 'zod';
import { Day } from './days.ts';
import { DocumentType } from './facts.ts';

/**
 * A review program's rules as data, versioned by effective date: everything statutory lives here, not in code.
 * `verified: false` marks a rule whose passage could not be read in its source; pages that show it say so.
 */
export const ClockRule = z.object({
  name: z.string(),
  amount: z.number(),
  unit: z.enum(['hours', 'calendar-days', 'business-days', 'months']),
  /** The dated event that starts it, a date role or an instant of the flow. */
  startsAt: z.string(),
  /** Added when served by mail inside the state, from another state, from abroad: calendar days. */
  serviceExtensionDays: z.object({ inState: z.number(), outOfState: z.number(), abroad: z.number() }).optional(),
  appliesTo: z.array(z.enum(['standard', 'expedited', 'formulary'])),
  source: z.string(),
  verified: z.boolean(),
});
export type ClockRule = z.infer<typeof ClockRule>;

export const EligibilityRule = z.object({
  code: z.string(),
  message: z.string(),
  source: z.string(),
  verified: z.boolean(),
});
export type EligibilityRule = z.infer<typeof EligibilityRule>;

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
    z.object({ documentType: DocumentType, message: z.string(), source: z.string(), verified: z.boolean() }),
  ),
  recordsWindowMonths: z.number(),
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
