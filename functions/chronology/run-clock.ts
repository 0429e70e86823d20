import {
  addDays,
  businessDaysBetween,
  addBusinessDays,
  daysBetween,
  dueDay,
  isDay,
  type Holidays,
} from '../domain/calendar.ts';
import type { Day } from '../domain/days.ts';
import type { ClockRule } from '../domain/profile.ts';

/** Something dated that starts, stops, pauses or ends clocks: a date role or an instant of the flow. */
export type ClockEvent = { kind: string; onDate: Day };

export type ClockRun = { startsOnDate?: Day; dueOnDate?: Day; pausedDays?: number; metOnDate?: Day };

type Stretch = { from: Day; until: Day };

const daysOf = (events: readonly ClockEvent[], kind: string): Day[] =>
  events
    .filter((event) => event.kind === kind && isDay(event.onDate))
    .map(({ onDate }) => onDate)
    .sort();

/** Pauses from their first day up to the day that ends them, or the longest that the rule lets them be; overlaps joined. */
export const pausesOf = (events: readonly ClockEvent[], pause: NonNullable<ClockRule['pause']>): Stretch[] => {
  const ends = daysOf(events, pause.until);
  const joined: Stretch[] = [];
  for (const from of daysOf(events, pause.from)) {
    const longest = addDays(from, pause.maxDays);
    const end = ends.find((day) => day >= from) ?? longest;
    const until = end < longest ? end : longest;
    const last = joined.at(-1);
    if (last && from <= last.until) last.until = until > last.until ? until : last.until;
    else joined.push({ from, until });
  }
  return joined;
};

/**
 * One rule over what happened: it starts with the latest event that starts it, a pause that begins before it is due
 * moves the due day by the pause's own days of the rule's kind, and it is met by the first event from its start on that
 * ends it. Without a start there is no due day. A clock that is late keeps its due day.
 */
export const runClock = (rule: ClockRule, events: readonly ClockEvent[], holidays: Holidays): ClockRun => {
  const startsOnDate = daysOf(events, rule.startsAt).at(-1);
  if (!startsOnDate) return {};
  const { dueOnDate, pausedDays } = withPauses(rule, events, startsOnDate, holidays);
  const metOnDate = rule.endsAt ? daysOf(events, rule.endsAt).find((day) => day >= startsOnDate) : undefined;
  return { startsOnDate, dueOnDate, ...(pausedDays > 0 ? { pausedDays } : {}), ...(metOnDate ? { metOnDate } : {}) };
};

const withPauses = (rule: ClockRule, events: readonly ClockEvent[], startsOnDate: Day, holidays: Holidays) => {
  let dueOnDate = dueDay(rule, startsOnDate, holidays);
  let pausedDays = 0;
  for (const { from, until } of rule.pause ? pausesOf(events, rule.pause) : []) {
    const begin = from > startsOnDate ? from : startsOnDate;
    if (begin > dueOnDate || until <= begin) continue;
    pausedDays += daysBetween(begin, until);
    dueOnDate =
      rule.unit === 'business-days'
        ? addBusinessDays(dueOnDate, businessDaysBetween(begin, until, holidays), holidays)
        : addDays(dueOnDate, daysBetween(begin, until));
  }
  return { dueOnDate, pausedDays };
};

/**
 * The same for a rule of the expedited review after a conversion: it cannot start before the conversion, and nobody
 * gets more time by it than the standard rules that it replaces gave. Source: 8 CCR 9792.10.4.
 */
export const runConvertedClock = (
  rule: ClockRule,
  replaced: readonly ClockRule[],
  events: readonly ClockEvent[],
  convertedOnDate: Day,
  holidays: Holidays,
): ClockRun => {
  const started = daysOf(events, rule.startsAt).at(-1);
  const moved =
    started && started < convertedOnDate ? [...events, { kind: rule.startsAt, onDate: convertedOnDate }] : events;
  const run = runClock(rule, moved, holidays);
  const dues = replaced.flatMap((standard) => runClock(standard, events, holidays).dueOnDate ?? []);
  const dueOnDate = [...(run.dueOnDate ? [run.dueOnDate] : []), ...dues].sort()[0];
  return { ...run, ...(run.dueOnDate && dueOnDate ? { dueOnDate } : {}) };
};
