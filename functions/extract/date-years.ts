import type { DateRole, DocumentType } from '../domain/facts.ts';
import { dayNumber, dayOf, isCalendarDay, monthOf } from './calendar.ts';
import type { RawDate } from './date-grammar.ts';
import type { RoleReading } from './best-date-cue.ts';
import { placeRelative, type RelativeDate } from './relative-dates.ts';

/** Roles by how well they date the document itself, best first. */
const anchors: DateRole[] = [
  'date_of_service',
  'report_date',
  'ur_decision_date',
  'procedure_date',
  'surgery_date',
  'imaging_date',
  'test_date',
  'rfa_date',
  'signature_date',
  'imr_determination_date',
  'imr_application_date',
  'transmission_date',
  'medication_date',
];
const ahead = new Set<DateRole>(['next_visit_date', 'deadline']);
/** Days of the patient's life, not of the document. */
const personal = new Set<DateRole>(['date_of_birth', 'date_of_injury', 'employment_date', 'history_date']);

const ownAnchor: Partial<Record<DocumentType, DateRole>> = {
  imr_application: 'signature_date',
  imr_determination: 'imr_determination_date',
  rfa: 'rfa_date',
  ur_decision: 'ur_decision_date',
  operative: 'surgery_date',
  procedure: 'procedure_date',
  imaging: 'imaging_date',
  electrodiagnostic: 'test_date',
  lab: 'test_date',
  fax_cover: 'transmission_date',
};

const guessed = new Set(['role.default', 'role.not-the-injury']);

/** A note that begins with its day. */
const opensText = (date: RawDate | undefined): boolean => date !== undefined && date.start < 12;

/** Above this offset stands the date of a letter. */
const letterHead = 500;
const isHead = (dates: readonly RawDate[], first: number, told: number | undefined): boolean =>
  told !== undefined &&
  (dates[first]?.start ?? letterHead) < letterHead &&
  (dates[told]?.start ?? 0) > letterHead &&
  (dates[first]?.value ?? '') > (dates[told]?.value ?? '');

/** The day of the document: the first full date of its type's own role, else of the best role that is there. */
export const documentDay = (
  dates: readonly RawDate[],
  roles: readonly RoleReading[],
  type: DocumentType,
): string | undefined => {
  const own = ownAnchor[type];
  // The visit that a label names goes before one that its place makes likely: "DOI 1/8/2016; 5/19/2014  Date of exam 4/26/2016".
  const isGuess = (at: number) => guessed.has(roles[at]?.ruleId ?? '');
  for (const role of own ? [own, ...anchors] : anchors) {
    const found = dates.flatMap((date, at) =>
      date.kind === 'full' && date.value && roles[at]?.role === role ? [at] : [],
    );
    const told = role === 'date_of_service' ? found.find((at) => !isGuess(at)) : undefined;
    // "March 24, 2016" at the head of a letter that tells of a visit in August 2015, or a note that begins with its day.
    const opens = found[0] !== undefined && (isHead(dates, found[0], told) || (found[0] === 0 && opensText(dates[0])));
    const first = opens ? found[0] : (told ?? found[0]);
    // "Date of letter: April 2" goes before a day of the story that its place alone makes the letter's.
    const letter =
      role === own && first !== undefined && isGuess(first)
        ? roles.findIndex((one, at) => at < first && one.role === 'report_date' && !isGuess(at))
        : -1;
    const index = letter >= 0 ? letter : first;
    const value = index === undefined ? undefined : dates[index]?.value;
    if (value) return value;
  }
  return latestDay(dates, roles);
};

/** The latest full date that belongs to the case itself, as an anchor of letters that have no date of their own. */
export const latestDay = (dates: readonly RawDate[], roles: readonly RoleReading[]): string | undefined => {
  const days = dates
    .filter(
      (date, at) =>
        date.kind === 'full' && !ahead.has(roles[at]?.role ?? 'other') && !personal.has(roles[at]?.role ?? 'other'),
    )
    .map((date) => date.value ?? '');
  return lastOf(days);
};

const lastOf = (days: readonly string[]): string | undefined =>
  days.reduce<string | undefined>((last, day) => (last === undefined || day > last ? day : last), undefined);

const written = new Set<DateRole>(['date_of_service', 'report_date', 'signature_date', 'procedure_date', 'test_date']);

/** The newest full date that tells of a visit, a report or a signature, within a year of the document's own. */
export const newestWritten = (
  dates: readonly RawDate[],
  roles: readonly RoleReading[],
  own: string | undefined,
): string | undefined =>
  lastOf(
    dates
      .filter(({ kind, value }, at) => kind === 'full' && value && own && written.has(roles[at]?.role ?? 'other'))
      .map(({ value = '' }) => value)
      .filter((value) => own && (value <= own || dayNumber(value) - dayNumber(own) < 300)),
  );

/**
 * The value of a date that lacks its year, from the full dates around it: what is announced lies ahead of the
 * document's day, everything else behind it. Undefined when there is nothing to go by.
 */
export const completeDate = (
  date: RawDate,
  role: DateRole,
  anchor: string | undefined,
  text: string,
  /** The newest day on which this document was written in: a log goes on until it is signed. */
  newest = anchor,
  /** What is planned lies near, on either side. */
  isPlan = false,
): string | undefined => {
  if (date.value) return date.value;
  if (!anchor) return undefined;
  if (isRelative(date)) return placeRelative(date, anchor);
  const { month, day } = date;
  if (month === undefined) return undefined;
  const anchorYear = Number(anchor.slice(0, 4));
  const before = text.slice(Math.max(0, date.start - 30), date.start);
  const isEnd = /\b(?:until|till|til|through|thru|by) $/i.test(before);
  const isAhead =
    ahead.has(role) ||
    /\b(?:next|due|refill|fill) [^.;\n]{0,24}\b(?:before|by|until|after|on) $/i.test(
      text.slice(Math.max(0, date.start - 44), date.start),
    ) ||
    /\b(?:next|scheduled(?: for)?|return(?:s|ing)?(?: on)?|not (?:before|until)|(?:stop|(?:taper|wean)(?:ed|ing)?(?: \w+){0,2} off|off|discontinue) by|do not fill before) $/i.test(
      before,
    ) ||
    ((role === 'work_status_date' || role === 'treatment_period') && isEnd);
  const isNear =
    !isAhead &&
    ((isPlan && day === undefined) || /\b(?:starting|effective|beginning|begins?|start|stop) $/i.test(before));
  const years = [anchorYear - 1, anchorYear, anchorYear + 1].filter(
    (year) => day === undefined || isCalendarDay(year, month, day),
  );
  const target = dayNumber(anchor);
  const last = newest && newest > anchor ? dayNumber(newest) : target;
  const distance = (year: number) => {
    const away = dayNumber(dayOf(year, month, day ?? 1)) - target;
    if (isNear) return Math.abs(away);
    // A few days on the wrong side are a slip; a year on the wrong side is not.
    // A log goes on after the end of what its first page announced.
    if (isAhead && isEnd && away < -3 && newest !== anchor) return -2 * away;
    return isAhead ? (away >= -3 ? away : 400 - away) : away <= last - target + 7 ? -away : 400 + away;
  };
  const [best] = years.sort((a, b) => distance(a) - distance(b));
  if (best === undefined) return undefined;
  return day === undefined ? monthOf(best, month) : dayOf(best, month, day);
};

export const isRelative = (date: RawDate): date is RelativeDate => date.kind === 'relative' && 'shift' in date;
