import type { PublicAges } from '../domain/chronology.ts';
import { daysBetween } from '../domain/calendar.ts';
import type { Day } from '../domain/days.ts';
import type { ClockEvent } from './run-clock.ts';

/**
 * The two ages that the Division publishes: from the mailing of the assignment notice, and from complete records, to
 * the mailing of the determination; up to today while there is none. What is not known to have begun has no age.
 */
export const publicAges = (events: readonly ClockEvent[], today: Day): PublicAges => {
  const last = (kind: string): Day | undefined =>
    events
      .filter((event) => event.kind === kind)
      .map(({ onDate }) => onDate)
      .sort()
      .at(-1);
  const assigned = last('imr_assigned_date');
  const received = [last('records_received'), last('records_arrived')].filter((day) => day !== undefined);
  const missing = last('records_missing');
  const latest = received.sort().at(-1);
  // Records of the day on which others were found missing are not all of them.
  const complete = latest && missing && (last('records_arrived') ?? '') < missing ? undefined : latest;
  const decided = last('imr_determination_date');
  const end = decided && decided >= (assigned ?? complete ?? decided) ? decided : undefined;
  const until = (from: Day): number => Math.max(0, daysBetween(from, end ?? today));
  return {
    ...(assigned ? { sinceAssignmentDays: until(assigned) } : {}),
    ...(complete ? { sinceCompleteRecordsDays: until(complete) } : {}),
    isDecided: end !== undefined,
  };
};
