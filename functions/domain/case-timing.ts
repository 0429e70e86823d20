import { z } from 'zod';
import { daysBetween } from './calendar.ts';
import type { Chronology } from './chronology.ts';
import { Day } from './days.ts';

/** A duty that was done late or is not done in time: for a person to look at, nothing stops by it. */
export const ClockAlarm = z.object({ clockId: z.string(), dueOnDate: Day, daysLate: z.int(), message: z.string() });
export type ClockAlarm = z.infer<typeof ClockAlarm>;

/** How old the review is, in calendar days, by both counts that are published. */
export const PublicAges = z.object({
  sinceAssignmentDays: z.int().optional(),
  sinceCompleteRecordsDays: z.int().optional(),
  isDecided: z.boolean(),
});
export type PublicAges = z.infer<typeof PublicAges>;

/** What is late and how old the review is, on the day that somebody looks. */
export const CaseTiming = z.object({ asOfDate: Day, alarms: z.array(ClockAlarm), ages: PublicAges });
export type CaseTiming = z.infer<typeof CaseTiming>;

type Dated = Pick<Chronology, 'clocks' | 'ageDates'>;

/**
 * Duties that were done late, or are not done by today. Where service by mail inside the state gives more days, only
 * what is late with them is told. Source: Labor Code 4610.6(d) is directory (Margaris, 2016), so nothing stops by it.
 */
export const lateClocks = (clocks: Chronology['clocks'], today: Day): ClockAlarm[] =>
  clocks.flatMap(({ id, name, dueOnDate, lastDate, metOnDate, verified }) => {
    if (!id || !dueOnDate || !lastDate) return [];
    const daysLate = daysBetween(lastDate, metOnDate ?? today);
    if (daysLate <= 0) return [];
    const count = `late by ${daysLate} ${daysLate === 1 ? 'day' : 'days'}`;
    const mark = verified ? '' : ' (rule not verified)';
    const message = `${name}: due ${lastDate}, ${metOnDate ? `done ${metOnDate}, ` : ''}${count}${mark}.`;
    return [{ clockId: id, dueOnDate, daysLate, message }];
  });

/**
 * The two ages that the Division publishes: from the mailing of the assignment notice, and from complete records, to
 * the mailing of the determination; up to today while there is none. What is not known to have begun has no age.
 */
export const publicAges = (ageDates: Chronology['ageDates'], today: Day): PublicAges => {
  const { assignedOnDate, completeRecordsOnDate, decidedOnDate } = ageDates ?? {};
  const begun = assignedOnDate ?? completeRecordsOnDate;
  const end = decidedOnDate && begun && decidedOnDate >= begun ? decidedOnDate : undefined;
  const until = (from: Day): number => Math.max(0, daysBetween(from, end ?? today));
  return {
    ...(assignedOnDate ? { sinceAssignmentDays: until(assignedOnDate) } : {}),
    ...(completeRecordsOnDate ? { sinceCompleteRecordsDays: until(completeRecordsOnDate) } : {}),
    isDecided: decidedOnDate !== undefined && (begun === undefined || end !== undefined),
  };
};

/** Both, on a day; `decidedOnDate` is the day on which the determination went out, which ends what waits for it. */
export const caseTiming = ({ clocks, ageDates }: Dated, today: Day, decidedOnDate?: Day): CaseTiming => ({
  asOfDate: today,
  alarms: lateClocks(
    clocks.map((clock) =>
      decidedOnDate && clock.metBy === 'imr_determination_date' && !clock.metOnDate
        ? { ...clock, metOnDate: decidedOnDate }
        : clock,
    ),
    today,
  ),
  ages: publicAges(decidedOnDate ? { ...ageDates, decidedOnDate } : ageDates, today),
});
