import type { Chronology, Clock } from '../domain/chronology.ts';
import type { Day, PartialDay } from '../domain/days.ts';
import { dueDay, isDay } from '../domain/calendar.ts';
import type { ClockRule, Profile } from '../domain/profile.ts';

/** The days on which clocks can start, as far as the record or the flow tells them. */
export type Starts = Readonly<Record<string, PartialDay | undefined>>;

const unitWords = { hours: 'hours', 'calendar-days': 'days', 'business-days': 'business days', months: 'months' };

const ruleWords = (rule: ClockRule): string => {
  const extension = rule.serviceExtensionDays;
  return [
    `${rule.amount} ${unitWords[rule.unit]} from ${rule.startsAt.replaceAll('_', ' ')}`,
    ...(extension
      ? [
          `served by mail: +${extension.inState} in the state, +${extension.outOfState} outside, +${extension.abroad} abroad`,
        ]
      : []),
    ...(rule.note ? [rule.note] : []),
  ].join('; ');
};

/**
 * Every clock of the profile that fits the priority; without a known start it stays without a due date.
 * The due date is the plain one, before any extension for service by mail. Late is an alarm, never a cancellation.
 */
export const runClocks = (profile: Profile, priority: Chronology['priority'], starts: Starts): Clock[] => {
  const holidays = new Set<Day>(profile.holidays.map((holiday) => holiday.onDate));
  return profile.clocks
    .filter((rule) => rule.appliesTo.includes(priority))
    .map((rule) => {
      const start = starts[rule.startsAt];
      const known = start && isDay(start) ? { startsOnDate: start, dueOnDate: dueDay(rule, start, holidays) } : {};
      return { name: rule.name, ...known, rule: ruleWords(rule), source: rule.source, verified: rule.verified };
    });
};
