import type { DateRole, DocumentType, TreatmentCategory } from '../domain/facts.ts';
import { bestCue, isDone, isLetterDay, isListed, opensRow, weakScore, type RoleReading } from './best-date-cue.ts';
import { dayNumber } from './calendar.ts';
import { askedOf, cuesAfter, cuesBefore, givenOf, isAskedFor, type Cue } from './date-cues.ts';
import type { RawDate } from './date-grammar.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import { letterDateRole } from './letter-date-roles.ts';
import type { Reading } from './reading.ts';
import { indexAt } from './sentences.ts';
import type { FoundTreatment } from './treatments.ts';
import { ofCourse, type TreatmentsByStart } from './course-dates.ts';
import { bareDateRole, isOnFaxLine, unlabelledRole } from './date-role-defaults.ts';
import { roleInDocument } from './role-in-document.ts';

export const dateRoles = (
  reading: Reading,
  dates: readonly RawDate[],
  treatments: readonly FoundTreatment[],
): RoleReading[] => {
  const given = givenOf(treatments);
  const asked = askedOf(treatments);
  const ablations = new Set(treatments.filter(({ category }) => category === 'procedure').map(({ end }) => end));
  const isOther = (cue: Cue) => isAskedFor(asked, cue) || (cue.role === 'rfa_date' && ablations.has(cue.end));
  const before = cuesBefore(reading, given).filter((cue) => !isOther(cue));
  const after = cuesAfter(reading, given).filter((cue) => !isOther(cue));
  const beforeEnds = before.map((cue) => cue.end);
  const afterStarts = after.map((cue) => cue.start);
  const byStart = { treatments, starts: treatments.map(({ start }) => start) };
  const roles: RoleReading[] = [];
  dates.forEach((date, index) => {
    const previous = dates[index - 1];
    const copied = previous && roles[index - 1];
    const best = bestCue(reading, date, dates, index, before, beforeEnds, after, afterStarts);
    // "L5-S1 epidural 9-24-13. Repeated 12-9-13."
    if (repeated.test(reading.text.slice(Math.max(0, date.start - 12), date.start))) {
      const done = roles.slice(-3).findLast(({ role }) => isDone.has(role));
      roles.push({ role: done?.role ?? 'procedure_date', score: 8, ruleId: 'role.repeated' });
      return;
    }
    if (
      copied &&
      previous &&
      isListed(reading.text, previous, date) &&
      (!best || best.ruleId !== 'role.label' || isAgain(reading.text, date))
    ) {
      roles.push({ ...copied, ruleId: 'role.list' });
      return;
    }
    roles.push(settle(reading, date, best, byStart, roles[index - 1]));
  });
  return asLetterDay(reading, dates, roles);
};

/** A letter that names the day of its exam has a day of its own above: "September 9, 2019 ... I saw him on September 4". */
const asLetterDay = (reading: Reading, dates: readonly RawDate[], roles: RoleReading[]): RoleReading[] => {
  const [first, own] = [dates[0], roles[0]];
  if (!first?.value || own?.role !== 'date_of_service' || own.ruleId !== 'role.default') return roles;
  const day = first.value;
  const { start } = reading.lineAt(first.start);
  if (reading.text.slice(start, first.start).trim() !== '' || !isLetterDay(reading.text, first)) return roles;
  const isSeenBefore = roles.some(({ role, ruleId }, at) => {
    const seen = dates[at]?.value ?? '';
    return (
      at > 0 &&
      role === 'date_of_service' &&
      ruleId !== 'role.default' &&
      seen.length === 10 &&
      seen < day &&
      dayNumber(day) - dayNumber(seen) < 60
    );
  });
  const hasLetter = /\n(?:Dear |Re:|To:)/i.test(reading.text.slice(first.end, first.end + 600));
  return isSeenBefore && hasLetter
    ? [{ ...own, role: 'report_date', ruleId: 'role.letter-day' }, ...roles.slice(1)]
    : roles;
};

const repeated = /\brepeated (?:on )?$/i;
const isAgain = (text: string, { start }: RawDate) => /again on $/i.test(text.slice(Math.max(0, start - 9), start));

/** "6/15/20 1:10p  Patient called": an entry of a log with its time. */
const clockBehind = /^,? {1,3}\d{1,2}:\d{2} ?(?:[ap]\.?m?\.?)?(?: {1,3}|$)/i;

const mustBe = /\bmust be (?:received|filed|submitted|postmarked|returned|requested)\b[^.;\n]{0,70}[:,]? $/i;
/** "Electronically signed: Colm Hanrahan, MD     04/23/2015" */
const signedLine = /^(?:electronically |digitally |e-?)?signed\b[^\n]{3,70} {2,}$/i;
/** "On March 22, 2011 he underwent L5-S1 microdiscectomy" */
const acts =
  /^,? (?:(?:he|she|the (?:patient|applicant|claimant|worker|injured worker)|(?:mr|ms|mrs)\.? [A-Z][\w'-]+) )(?:then |also )?(?:underwent|had|received|was given|got)\b/i;
const roleOfAct: Partial<Record<TreatmentCategory, DateRole>> = {
  surgery: 'surgery_date',
  injection: 'procedure_date',
  procedure: 'procedure_date',
  imaging: 'imaging_date',
  diagnostic_test: 'test_date',
};

const underwent = (
  { text }: Reading,
  { end }: RawDate,
  { treatments, starts }: TreatmentsByStart,
): DateRole | undefined => {
  const verb = acts.exec(text.slice(end, end + 60));
  const next = verb ? treatments[indexAt(starts, end + verb[0].length - 1) + 1] : undefined;
  if (!verb || !next || next.start - end - verb[0].length > 40) return undefined;
  return /[.;\n]/.test(text.slice(end, next.start)) ? undefined : roleOfAct[next.category];
};

const settle = (
  reading: Reading,
  date: RawDate,
  best: RoleReading | undefined,
  treatments: TreatmentsByStart,
  previous: RoleReading | undefined,
): RoleReading => {
  const section: SectionKind = reading.sectionAt(date.start).kind;
  const type: DocumentType = reading.documentType;
  if (isOnFaxLine(reading, date)) return { role: 'transmission_date', score: 9, ruleId: 'role.fax-line' };
  if (
    opensRow(reading.text, date, reading.lineAt(date.start).start) &&
    clockBehind.test(reading.text.slice(date.end, date.end + 12))
  )
    return { role: 'date_of_service', score: 9, ruleId: 'role.log' };
  const told = type === 'imr_determination' ? letterDateRole(reading.text, date) : undefined;
  if (told) return { role: told, score: 9, ruleId: 'role.letter' };
  const { text } = reading;
  const before = text.slice(Math.max(0, date.start - 110), date.start);
  // "must be received within 30 days of the UR letter: 03/19/2015"
  if (before.includes('must be') && mustBe.test(before)) return { role: 'deadline', score: 9, ruleId: 'role.must-be' };
  if (signedLine.test(text.slice(reading.lineAt(date.start).start, date.start)))
    return { role: 'signature_date', score: 9, ruleId: 'role.signed-line' };
  // "RFA rec'd: 10/03/16 (dated 09/29/16)"
  if (previous?.role === 'rfa_received_date' && /\(dated:? $/i.test(before))
    return { role: 'rfa_date', score: 9, ruleId: 'role.dated-request' };
  const another = /\banother (?:one )?(?:in|on) $/i.test(before) ? previous : undefined;
  if (another) return { ...another, ruleId: 'role.another' };
  const acted = (best?.score ?? 0) < 6 ? underwent(reading, date, treatments) : undefined;
  if (acted) return { role: acted, score: 6, ruleId: 'role.underwent' };
  const bare = bareDateRole(reading, date, best?.score ?? 0);
  if (bare) return { role: bare, score: 5, ruleId: 'role.bare-label' };
  if (best && best.score >= weakScore) {
    const instead =
      best.role === 'date_of_injury' ? (best.instead ?? unlabelledRole(reading, section, date, undefined)) : undefined;
    return {
      ...best,
      ...(instead ? { instead } : {}),
      role: roleInDocument(ofCourse(best.role, date, reading, treatments), type, section, reading.text, date),
    };
  }
  return {
    role: ofCourse(unlabelledRole(reading, section, date, best?.role), date, reading, treatments),
    score: best?.score ?? 0,
    ruleId: 'role.default',
  };
};
