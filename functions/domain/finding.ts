import { z } from 'zod';

/** Where a value of a finding stands: in the letter, or on a page of the case file. */
export const FindingPlace = z.object({
  in: z.enum(['letter', 'case-file']),
  /** Section of the letter, or file name. */
  name: z.string(),
  documentId: z.string().optional(),
  page: z.int().optional(),
  start: z.int().optional(),
  end: z.int().optional(),
  quote: z.string(),
});
export type FindingPlace = z.infer<typeof FindingPlace>;

/** One result of the check. `error` = a contradiction that must be resolved before issue. */
export const Finding = z.object({
  /** Stable over runs on the same input: the rule and a hash of its values. An answer refers to it. */
  id: z.string(),
  rule: z.string(),
  /** The sentence of law or practice that the rule enforces, with its section number. */
  source: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  values: z.array(z.string()),
  places: z.array(FindingPlace),
  /** What would resolve it. */
  resolution: z.string(),
});
export type Finding = z.infer<typeof Finding>;
