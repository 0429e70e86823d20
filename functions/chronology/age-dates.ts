import type { Chronology } from '../domain/chronology.ts';
import type { Day } from '../domain/days.ts';
import type { ClockEvent } from './run-clock.ts';

/** The days from which the published ages of a review count, and the one on which it ended. */
export const ageDates = (events: readonly ClockEvent[]): NonNullable<Chronology['ageDates']> => {
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
  return {
    ...(assigned ? { assignedOnDate: assigned } : {}),
    ...(complete ? { completeRecordsOnDate: complete } : {}),
    ...(decided ? { decidedOnDate: decided } : {}),
  };
};
