import { z } from 'zod';

/** A calendar day, `YYYY-MM-DD`. Names of such fields end in `onDate` or `Date`. */
export const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export type Day = z.infer<typeof Day>;

/** An instant, ISO 8601 in UTC. Names of such fields end in `atTime`. */
export const Instant = z.iso.datetime();
export type Instant = z.infer<typeof Instant>;

/** A date as precise as the record is: a day, `YYYY-MM`, `YYYY`, or `from/to` of any of these. */
export const PartialDay = z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?(\/\d{4}(-\d{2}(-\d{2})?)?)?$/);
export type PartialDay = z.infer<typeof PartialDay>;
