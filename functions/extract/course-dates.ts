import type { DateRole } from '../domain/facts.ts';
import type { RawDate } from './date-grammar.ts';
import type { Reading } from './reading.ts';
import { indexAt } from './sentences.ts';
import type { FoundTreatment } from './treatments.ts';

export type TreatmentsByStart = { treatments: readonly FoundTreatment[]; starts: readonly number[] };

const endsCourse = /\b(?:stopped|started|began|discontinued|d\/c'?d|ended|finished|completed)[ :]{1,2}(?:on |in )?$/i;
const authorizes = /\b(?:auth\w*|approved|certified)\b/i;

const visitsFrom = /\b(?:visits|sessions|treatments|therapy|course|pt|acupuncture|chiropractic)\b[^.;\n]{0,12}$/i;
const attends = /\b(?:attended|therapy|pt|ot|visits|acupuncture|chiropractic|sessions?|course)\b[^.;\n]{0,16}$/i;

/** "PROCEDURE: 5/16/17 L4-5 laminectomy" */
const isOfSurgery = (
  text: string,
  { end }: RawDate,
  treatments: readonly FoundTreatment[],
  starts: readonly number[],
): boolean => {
  const next = treatments[indexAt(starts, end) + 1];
  return next?.category === 'surgery' && next.start - end < 30 && !/[.;\n]/.test(text.slice(end, next.start));
};

/** What takes a day does not last from one day to another. */
const atOnce = new Set<DateRole>([
  'surgery_date',
  'procedure_date',
  'ur_decision_date',
  'rfa_date',
  'rfa_received_date',
]);

/** "Between ... and ... she was temporarily totally disabled" */
const isOffWork =
  /^,? (?:\w+ ){0,3}(?:was|were|is|has been|had been|remained|remains) [^.;\n]{0,24}\b(?:disabled|off work|ttd|on (?:modified|light)|not working)\b/i;

/** "has not used Ambien since about mid-September", "out of the sling since 8/6": the day is of what is named before it. */
const sinceTreatment = (
  text: string,
  { start }: RawDate,
  treatments: readonly FoundTreatment[],
  starts: readonly number[],
): DateRole | undefined => {
  const last = treatments[indexAt(starts, start - 1)];
  if (
    !last ||
    !/^,? (?:\w+ )?since (?:(?:about|around|at least|early|late|mid) ?)?-?$/i.test(text.slice(last.end, start))
  )
    return undefined;
  if (last.category === 'medication') return 'medication_date';
  return last.category === 'dme' || last.category === 'therapy' ? 'treatment_period' : undefined;
};

/** The end of what the words before name: "no NSAIDs until 2/23/15", "boot until 7/20". */
const untilDate = /\b(?:until|till|til|through|thru)(?: at least| about)? $/i;
const ofWork = /\b(?:work|duty|ttd|tpd|disab\w*|restrict\w*|job|off)\b/i;

/** Days on which somebody came to be treated for a while. */
const ofVisits = new Set<DateRole>(['report_date', 'date_of_service']);
const courseNear = /\b(?:pt|ot|physical therapy|chiro\w*|acupuncture|therapy|massage|aquatic|rehab)\b/i;

/** A span of days "authorized" is a course of treatment, and so is the end of what is no drug: "crutches d/c'd 7/20". */
export const ofCourse = (
  role: DateRole,
  date: RawDate,
  { text, sentenceAt }: Reading,
  { treatments, starts }: TreatmentsByStart,
): DateRole => {
  const from = Math.max(sentenceAt(date.start).start, date.start - 60);
  const before = text.slice(from, date.start);
  const last = treatments[indexAt(starts, date.start - 1)];
  if (role === 'work_status_date' && untilDate.test(before) && last && last.end >= from) {
    const gap = text.slice(last.end, date.start);
    if (gap.length < 34 && !/[.;]/.test(gap) && !ofWork.test(gap) && !ofWork.test(text.slice(from, last.start)))
      return last.category === 'medication' ? 'medication_date' : 'treatment_period';
  }
  if (
    date.kind === 'range' &&
    role === 'report_date' &&
    /\brecords (?:dated |dating )?(?:from|for|covering) $/i.test(before)
  )
    return 'treatment_period';
  // "PT notes, Delta Rehab, 10/6/14 - 12/19/14"
  if (
    date.kind === 'range' &&
    ofVisits.has(role) &&
    courseNear.test(before.slice(-50) + text.slice(date.end, date.end + 24).replace(/\n[^]*/, ''))
  )
    return 'treatment_period';
  if (role === 'date_of_service' && date.kind === 'range' && (authorizes.test(before) || visitsFrom.test(before)))
    return 'treatment_period';
  // "additional PT 2x/wk (12 visits) beginning 11/3/14"
  if (
    role === 'date_of_service' &&
    /\b(?:visits|sessions|therapy|pt|ot|acupuncture|chiropractic|chiro)\b[^.;\n]{0,16}\b(?:beginning|starting|to (?:begin|start)|commencing)(?: on)? $/i.test(
      before,
    )
  )
    return 'treatment_period';
  const since = role === 'history_date' ? sinceTreatment(text, date, treatments, starts) : undefined;
  if (since) return since;
  // A therapy of a month, "attended PT in September 2012", is a course of it.
  if (role === 'date_of_service' && date.kind === 'partial' && (attends.test(before) || endsCourse.test(before)))
    return 'treatment_period';
  if (
    role === 'date_of_service' &&
    /\b(?:visits|sessions|therapy|pt|ot|acupuncture|chiropractic)\b[^.;\n]{0,24}\b(?:ended|ending|ends) (?:on )?$/i.test(
      before,
    )
  )
    return 'treatment_period';
  if (date.kind === 'range' && isOffWork.test(text.slice(date.end, date.end + 70))) return 'work_status_date';
  if (role === 'procedure_date' && isOfSurgery(text, date, treatments, starts)) return 'surgery_date';
  if (date.kind === 'range' && date.value?.length === 21 && atOnce.has(role)) return 'treatment_period';
  if (role !== 'medication_date' || !endsCourse.test(before)) return role;
  const nearest = treatments[indexAt(starts, date.start - 1)];
  const isCourse = nearest?.category === 'dme' || nearest?.category === 'therapy';
  return nearest && isCourse && nearest.start >= from ? 'treatment_period' : role;
};
