import { daysBetween, isDay } from '../domain/calendar.ts';
import type { CareGap, ChronologyEvent } from '../domain/chronology.ts';
import type { DateRole } from '../domain/facts.ts';

/** Days on which somebody saw or treated the injured worker. */
const visitRoles: ReadonlySet<DateRole> = new Set(['date_of_service', 'procedure_date', 'surgery_date']);

/** Stretches of more than `minDays` days between two dated visits that follow one another. */
export const findCareGaps = (events: readonly ChronologyEvent[], minDays: number): CareGap[] => {
  const visits = events.filter(({ role, onDate }) => visitRoles.has(role) && isDay(onDate));
  const ordered = visits.toSorted((a, b) => a.onDate.localeCompare(b.onDate));
  return ordered.flatMap((visit, index) => {
    const next = ordered[index + 1];
    const days = next ? daysBetween(visit.onDate, next.onDate) : 0;
    return next && days > minDays
      ? [
          {
            fromDate: visit.onDate,
            toDate: next.onDate,
            days,
            sources: [...visit.sources.slice(0, 1), ...next.sources.slice(0, 1)],
          },
        ]
      : [];
  });
};
