import type { DateRole } from '../domain/facts.ts';
import { collectDates } from './dates.ts';
import { completeDate, documentDay, latestDay } from './date-years.ts';
import type { RawDate } from './date-grammar.ts';
import { dateRoles, type RoleReading } from './date-roles.ts';
import { isInside, type TypedNumber } from './numbers.ts';
import type { Reading } from './reading.ts';
import type { FoundTreatment } from './treatments.ts';

type Span = { start: number; end: number };
export type DatedMention = Span & {
  kind: 'full' | 'no_year' | 'partial' | 'range' | 'relative';
  value: string;
  role: DateRole;
  ruleId: string;
  alternatives?: string[];
};

/** Roles of single days. */
const separate = new Set<DateRole>([
  'date_of_service',
  'report_date',
  'imaging_date',
  'test_date',
  'surgery_date',
  'procedure_date',
]);

const ofPerson = new Set<DateRole>(['date_of_birth', 'date_of_injury']);

/** A day that nothing explains is the day of birth or of injury when a label gives that day elsewhere. */
const asLabelled = (dates: readonly RawDate[], roles: RoleReading[]): RoleReading[] => {
  const known = new Map<string, DateRole>();
  dates.forEach(({ value }, index) => {
    const role = roles[index];
    if (value?.length === 10 && role?.ruleId === 'role.label' && ofPerson.has(role.role)) known.set(value, role.role);
  });
  return roles.map((role, index) => {
    const same = role.ruleId === 'role.default' ? known.get(dates[index]?.value ?? '') : undefined;
    return same ? { ...role, role: same, ruleId: 'role.same-day' } : role;
  });
};

/**
 * The dates of a text with their roles, and the day of the document itself. Roles come before years: what a date is
 * the date of says on which side of the document's day a year-less date lies.
 */
export const datedMentions = (
  reading: Reading,
  numbers: readonly TypedNumber[],
  pain: readonly Span[],
  treatments: readonly FoundTreatment[],
  attributes: readonly Span[],
  citations: readonly Span[],
): { dates: DatedMention[]; documentDate?: string } => {
  const found = collectDates(reading, numbers, pain).filter(
    (date) =>
      !isInside(citations, date.start, date.end) &&
      !((date.kind === 'no_year' || date.value?.length === 4) && isInside(attributes, date.start, date.end)),
  );
  const roles = asLabelled(found, dateRoles(reading, found, treatments));
  const own = documentDay(found, roles, reading.documentType);
  // A determination tells the story of others' reports: its newest date is the nearest thing to its own day.
  const anchor = reading.documentType === 'imr_determination' ? latestDay(found, roles) : own;
  const dates = found.flatMap((date, index): DatedMention[] => {
    const role = roles[index];
    if (!role) return [];
    // "Reports of 5-12-2015 to 9-8-2015" names two reports; a time off work from one day to another is one period.
    const parts = date.parts && separate.has(role.role) ? date.parts : [date];
    return parts.flatMap((part) => {
      const value = completeDate(part, role.role, anchor, reading.text);
      if (!value) return [];
      const { start, end, kind, alternatives } = part;
      const mention = { start, end, kind, value, role: role.role, ruleId: `${part.ruleId}+${role.ruleId}` };
      return [alternatives ? { ...mention, alternatives } : mention];
    });
  });
  const isOwn =
    reading.documentType !== 'imr_determination' ||
    dates.some(({ role, value }) => role === 'imr_determination_date' && value === own);
  return { dates, ...(own && isOwn ? { documentDate: own } : {}) };
};
