import type { Chronology, Clock } from '../domain/chronology.ts';
import type { Day } from '../domain/days.ts';
import { addDays } from '../domain/calendar.ts';
import type { ClockRule, Profile } from '../domain/profile.ts';
import { runClock, runConvertedClock, type ClockEvent, type ClockRun } from './run-clock.ts';

const unitWords = { hours: 'hours', 'calendar-days': 'days', 'business-days': 'business days', months: 'months' };

const ruleWords = (rule: ClockRule): string => {
  const extension = rule.serviceExtensionDays;
  const unit = unitWords[rule.unit];
  return [
    `${rule.amount} ${rule.amount === 1 ? unit.replace(/s$/, '') : unit} from ${rule.startsAt.replaceAll('_', ' ')}`,
    ...(extension
      ? [
          `served by mail: +${extension.inState} in the state, +${extension.outOfState} outside, +${extension.abroad} abroad`,
        ]
      : []),
    ...(rule.note ? [rule.note] : []),
  ].join('; ');
};

const clockOf = (rule: ClockRule, run: ClockRun): Clock => ({
  ...(rule.id ? { id: rule.id } : {}),
  name: rule.name,
  ...run,
  ...(rule.endsAt ? { metBy: rule.endsAt } : {}),
  ...(rule.endsAt && run.dueOnDate
    ? { lastDate: addDays(run.dueOnDate, rule.serviceExtensionDays?.inState ?? 0) }
    : {}),
  rule: ruleWords(rule),
  source: rule.source,
  verified: rule.verified,
});

/** The kind of event by which a standard review becomes an expedited one. */
export const conversion = 'converted_to_expedited';

/**
 * Every clock of the profile that fits the priority; without a known start it stays without a due date. The due date is
 * the plain one, before any extension for service by mail. After a conversion the expedited rules take the place of
 * those that they replace; what was met before it stays.
 */
export const runClocks = (
  profile: Profile,
  priority: Chronology['priority'],
  events: readonly ClockEvent[],
): Clock[] => {
  const holidays = new Set<Day>(profile.holidays.map((holiday) => holiday.onDate));
  const convertedOnDate = events
    .filter(({ kind }) => kind === conversion)
    .map(({ onDate }) => onDate)
    .sort()[0];
  if (!convertedOnDate) {
    return profile.clocks
      .filter((rule) => rule.appliesTo.includes(priority))
      .map((rule) => clockOf(rule, runClock(rule, events, holidays)));
  }
  return profile.clocks.flatMap((rule) => {
    if (rule.appliesTo.includes('expedited')) {
      const replaced = profile.clocks.filter(({ id }) => id !== undefined && rule.replaces?.includes(id));
      if (replaced.length === 0) return [clockOf(rule, runClock(rule, events, holidays))];
      return [clockOf(rule, runConvertedClock(rule, replaced, events, convertedOnDate, holidays))];
    }
    const run = runClock(rule, events, holidays);
    const isPast = run.metOnDate !== undefined && run.metOnDate <= convertedOnDate;
    return rule.appliesTo.includes('standard') && isPast ? [clockOf(rule, run)] : [];
  });
};
