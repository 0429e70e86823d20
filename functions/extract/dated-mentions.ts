import { asBirthBesideName } from './birth-beside-name.ts';
import type { DateRole, DocumentType } from '../domain/facts.ts';
import { collectDates } from './dates.ts';
import { completeRange, continued, fromOther, withOthersYear } from './date-context.ts';
import { completeDate, documentDay, latestDay, newestWritten } from './date-years.ts';
import type { RawDate } from './date-grammar.ts';
import type { RoleReading } from './best-date-cue.ts';
import { dateRoles } from './date-roles.ts';
import { isInside, type TypedNumber } from './numbers.ts';
import { otherReadings } from './other-readings.ts';
import type { Reading } from './reading.ts';
import type { TableCell } from './table-cells.ts';
import type { FoundTreatment } from './treatments.ts';

type Span = { start: number; end: number };
export type DatedMention = Span & {
  kind: 'full' | 'no_year' | 'partial' | 'range' | 'relative';
  value: string;
  role: DateRole;
  /** By which rule the date was read, and by which it got its role, how strongly. */
  ruleId: string;
  roleRuleId: string;
  score: number;
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
/** The day of a decision comes again in its own letter, not in one that tells of it. */
const ownLabelled: Partial<Record<DocumentType, DateRole>> = {
  ur_decision: 'ur_decision_date',
  imaging: 'imaging_date',
  electrodiagnostic: 'test_date',
  lab: 'test_date',
  pharmacy: 'test_date',
  operative: 'surgery_date',
  procedure: 'procedure_date',
};

/** From this score on a label names the day of injury; below it a sentence only tells of an accident. */
const namedInjury = 11;

/** Beside a day of injury "DOE" is the day of the exam. */
const asExam = (text: string, dates: readonly RawDate[], roles: RoleReading[]): RoleReading[] => {
  const isDoe = ({ start }: RawDate) => /\bDOE[:.]? {0,4}$/.test(text.slice(Math.max(0, start - 9), start));
  const hasOther = dates.some((date, at) => roles[at]?.role === 'date_of_injury' && !isDoe(date));
  return hasOther
    ? roles.map((role, at) => {
        const date = dates[at];
        return date && role.role === 'date_of_injury' && isDoe(date) ? { ...role, role: 'date_of_service' } : role;
      })
    : roles;
};

/** "The injured worker was seen on ...", "fell again on ...": a day that no label gives is not the day of this injury. */
const asOneInjury = (dates: readonly RawDate[], roles: RoleReading[]): RoleReading[] => {
  const isNamed = (role: RoleReading | undefined) =>
    role?.role === 'date_of_injury' && role.ruleId === 'role.label' && role.score >= namedInjury;
  const named = new Set<string>();
  dates.forEach(({ value = '' }, index) => {
    if (!isNamed(roles[index])) return;
    for (const day of value.split('/')) for (const length of [4, 7, 10]) named.add(day.slice(0, length));
  });
  if (named.size === 0) return roles;
  return roles.map((role, index) => {
    const value = dates[index]?.value;
    if (role.role !== 'date_of_injury' || role.ruleId === 'role.letter' || isNamed(role) || !value) return role;
    if (value.split('/').some((day) => named.has(day))) return role;
    return { ...role, role: role.instead ?? 'history_date', ruleId: 'role.not-the-injury' };
  });
};

/** A day that nothing explains is the day of birth, of injury or of the decision when a label gives that day elsewhere. */
const asLabelled = (
  dates: readonly RawDate[],
  roles: RoleReading[],
  known: ReadonlyMap<string, DateRole>,
): RoleReading[] =>
  roles.map((role, index) => {
    const isOpen = (role.ruleId === 'role.default' && role.role !== 'signature_date') || role.role === 'history_date';
    const same = isOpen ? known.get(dates[index]?.value ?? '') : undefined;
    return same ? { ...role, role: same, ruleId: 'role.same-day' } : role;
  });

const ofStudy = new Set<DateRole>(['imaging_date', 'test_date']);

/** The days that labels give. */
const labelledDays = (
  dates: readonly RawDate[],
  roles: readonly RoleReading[],
  type: DocumentType,
): ReadonlyMap<string, DateRole> => {
  const known = new Map<string, DateRole>();
  dates.forEach(({ value }, index) => {
    const role = roles[index];
    // "worse than 3/2015": the study of that month, told of before.
    if (role && ofStudy.has(role.role) && role.role === ownLabelled[type] && value?.length === 7)
      known.set(value, role.role);
    if (role?.ruleId !== 'role.label' || !(ofPerson.has(role.role) || role.role === ownLabelled[type])) return;
    for (const day of value?.split('/') ?? []) if (day.length === 10) known.set(day, role.role);
  });
  return known;
};

/** "RE-EXAMINATION: 4-20-2022" */
const saysAgain = /\b(?:re-?exam\w*|re-?eval\w*|recheck|follow-?up)\W*$/i;

/** "PHONE: 9/15/16 patient reports" */
const opensLine = ({ lineAt }: Reading, { start }: RawDate) => start - lineAt(start).start < 12;

/** Nobody is born after the document on him: 3/4/24 is 1924 there. */
const centuryBefore = (value: string) => `${Number(value.slice(0, 4)) - 100}${value.slice(4)}`;

/**
 * The dates of a text with their roles, and the day of the document itself. Roles come before years: what a date is
 * the date of says on which side of the document's day a year-less date lies.
 */
export const datedMentions = (
  reading: Reading,
  numbers: readonly TypedNumber[],
  pain: readonly Span[],
  cells: readonly TableCell[],
  treatments: readonly FoundTreatment[],
  attributes: readonly Span[],
  citations: readonly Span[],
): { dates: DatedMention[]; documentDate?: string } => {
  const found = collectDates(reading, numbers, pain, cells).filter(
    (date) =>
      !isInside(citations, date.start, date.end) &&
      !((date.kind === 'no_year' || date.value?.length === 4) && isInside(attributes, date.start, date.end)),
  );
  const read = asOneInjury(found, asExam(reading.text, found, dateRoles(reading, found, treatments)));
  const known = labelledDays(found, read, reading.documentType);
  const injuries = new Set([...known].flatMap(([day, role]) => (role === 'date_of_injury' ? [day] : [])));
  const labelled = asLabelled(found, read, known);
  const roles = asBirthBesideName(reading.text, found, labelled);
  const own = documentDay(found, roles, reading.documentType);
  // A determination tells the story of others' reports: its newest date is the nearest thing to its own day.
  const anchor = reading.documentType === 'imr_determination' ? latestDay(found, roles) : own;
  const newest = newestWritten(found, roles, anchor);
  const isDayFirst = found.some(({ ruleId }) => ruleId === 'date.numeric.day-first');
  const dates = found.flatMap((date, index): DatedMention[] => {
    const role = roles[index];
    if (!role) return [];
    // "Reports of 5-12-2015 to 9-8-2015" names two reports; a time off work from one day to another is one period.
    const before = found[index - 1]?.kind === 'relative' ? index - 2 : index - 1;
    const isPlan = reading.sectionAt(date.start).kind === 'plan';
    // "Jan - Feb 2017" is a stretch of months.
    const parts = date.parts && date.value?.length !== 15 && separate.has(role.role) ? date.parts : [date];
    return parts.flatMap((part) => {
      const value =
        fromOther(reading.text, part, found[before], [...injuries][0]) ??
        withOthersYear(reading.text, part, found[index - 1], found[index + 1]) ??
        continued(reading.text, part, found[before], roles[before]) ??
        completeRange(part, (one) => completeDate(one, role.role, anchor, reading.text, newest, isPlan));
      if (!value) return [];
      // "Clinic visit 9/28/16" in a plan is still to come.
      const isToCome =
        role.role === 'date_of_service' &&
        own !== undefined &&
        part.kind === 'full' &&
        value > own &&
        (isPlan || saysAgain.test(reading.text.slice(Math.max(0, date.start - 24), date.start))) &&
        !opensLine(reading, part);
      // "fell again 9/1": a label gives another day of injury.
      const isAnother =
        part.kind === 'no_year' && role.role === 'date_of_injury' && injuries.size > 0 && !injuries.has(value);
      const same = part.kind === 'no_year' && role.ruleId === 'role.default' ? known.get(value) : undefined;
      const { start, end, kind } = part;
      const words = reading.source.slice(reading.flow.sourceAt[start], (reading.flow.sourceAt[end - 1] ?? 0) + 1);
      const isUnborn = role.role === 'date_of_birth' && own !== undefined && value > own && words.length < 9;
      const day = isUnborn ? centuryBefore(value) : value;
      const alternatives = isUnborn ? [value] : otherReadings(part, words, value, anchor, isDayFirst);
      const mention = {
        start,
        end,
        kind,
        value: day,
        role: isToCome ? ('next_visit_date' as const) : isAnother ? ('history_date' as const) : (same ?? role.role),
        ruleId: part.ruleId,
        roleRuleId: role.ruleId,
        score: role.score,
      };
      return [alternatives.length > 0 ? { ...mention, alternatives } : mention];
    });
  });
  const isOwn =
    reading.documentType !== 'imr_determination' ||
    dates.some(({ role, value }) => role === 'imr_determination_date' && value === own);
  return { dates, ...(own && isOwn ? { documentDate: own } : {}) };
};
