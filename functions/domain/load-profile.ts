import { z } from 'zod';
import type { Day } from './days.ts';
import { NamedError } from './errors.ts';
import { Profile } from './profile.ts';
import california from './profiles/california-workers-compensation-imr.json' with { type: 'json' };
import californiaStateHolidays from './profiles/california-state-holidays.json' with { type: 'json' };

/** The file holds every version: rows carry the days they are in force, `effectiveDates` the days a version begins. */
const ProfileFile = Profile.omit({ version: true, effectiveFromDate: true, holidays: true }).extend({
  effectiveDates: z.array(Profile.shape.effectiveFromDate).min(1),
});

const file = ProfileFile.parse(california);
const holidays = Profile.shape.holidays.parse(californiaStateHolidays);

type InForce = {
  effectiveFromDate?: Day | undefined;
  effectiveUntilDate?: Day | undefined;
  amendedOnDate?: Day | undefined;
};

const isInForce = (rule: InForce, onDate: Day): boolean =>
  (rule.effectiveFromDate ?? onDate) <= onDate && (!rule.effectiveUntilDate || onDate < rule.effectiveUntilDate);

/** A passage that was amended and not read again is no longer a verified one. */
const asKnown = <Rule extends InForce & { verified: boolean }>(rule: Rule, onDate: Day): Rule =>
  rule.amendedOnDate && rule.amendedOnDate <= onDate ? { ...rule, verified: false } : rule;

const versions = new Map<Day, Profile>();

/**
 * The program's rules as they stood on a day. The version is the day it took effect.
 * Error `NoProfileForDate`: the day is before the program began.
 */
export const profileFor = (onDate: Day): Profile => {
  const { effectiveDates, ...rest } = file;
  const version = effectiveDates.findLast((date) => date <= onDate);
  if (!version) throw new NamedError('NoProfileForDate', `no program profile is in force on ${onDate}`);
  const known = versions.get(version);
  if (known) return known;
  const rulesOf = <Rule extends InForce & { verified: boolean }>(rules: readonly Rule[]): Rule[] =>
    rules.filter((rule) => isInForce(rule, version)).map((rule) => asKnown(rule, version));
  const profile: Profile = {
    ...rest,
    version,
    effectiveFromDate: version,
    holidays,
    clocks: rulesOf(rest.clocks),
    eligibility: rulesOf(rest.eligibility),
    fees: rulesOf(rest.fees ?? []),
  };
  versions.set(version, profile);
  return profile;
};
