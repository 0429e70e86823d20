import type { DateRole, TreatmentCategory, TreatmentStatus } from '../domain/facts.ts';
import type { Reading } from './reading.ts';
import type { FoundTreatment } from './treatments.ts';
import { codesOf } from './word-table.ts';

/** Words or a treatment that speak for a role: `start`-`end` in the text, tokens `from`-`to`, and a weight. */
export type Cue = { start: number; end: number; from: number; to: number; role: DateRole; weight: number; by: string };

const roleOfCategory: Partial<Record<TreatmentCategory, [DateRole, number]>> = {
  surgery: ['surgery_date', 6],
  injection: ['procedure_date', 6.5],
  procedure: ['procedure_date', 6],
  imaging: ['imaging_date', 7],
  diagnostic_test: ['test_date', 7],
  medication: ['medication_date', 4],
  therapy: ['treatment_period', 3],
  program: ['treatment_period', 3],
  consult: ['date_of_service', 3],
};

/** A colon, a blank before it at most. */
const isColonAt = (text: string, at: number) => text.charCodeAt(text.charCodeAt(at) === 32 ? at + 1 : at) === 58;

/** Cues with 1-2 letters (`D:`, `T:`) only speak as labels. */
const isLabelOnly = (text: string, { start, end }: { start: number; end: number }) =>
  end - start <= 2
    ? !shortCues.has(text.slice(start, end).toLowerCase())
    : end - start <= 11 &&
      opensLabelCue.has(text.charCodeAt(start) | 32) &&
      labelCues.has(text.slice(start, end).toLowerCase());
const shortCues = new Set(['ur', 'er', 'ct', 'pt', 'fu', 'dt', 'in', 'nv']);
const opensLabelCue = new Set(codesOf('dprino'));
const labelCues = new Set([
  'doe',
  'dol',
  'performed',
  'read',
  'reported',
  'issued',
  'interpreted',
  'next',
  'inj',
  'ordered',
]);

/** What was only asked for says nothing on when it took place. */
const notGiven = new Set<TreatmentStatus>(['requested', 'denied', 'approved', 'modified', 'negated', 'general']);

/** Treatments that took place, whose words can tell what was done on a date. */
export const givenOf = (treatments: readonly FoundTreatment[]): FoundTreatment[] =>
  treatments.filter(({ status }) => !notGiven.has(status));

/** Those that did not, by where they begin. */
export const askedOf = (treatments: readonly FoundTreatment[]): Map<number, FoundTreatment> =>
  new Map(treatments.filter(({ status }) => notGiven.has(status)).map((one) => [one.start, one]));

const doneOn = new Set<DateRole>(['surgery_date', 'procedure_date', 'imaging_date']);

/** "denied surgery 8/28/18": the word for it is no sign of when it was done. */
export const isAskedFor = (asked: ReadonlyMap<number, FoundTreatment>, { start, end, role }: Cue): boolean =>
  doneOn.has(role) && asked.get(start)?.end === end;

/** Cues that can stand before their date, by their end. */
export const cuesBefore = (reading: Reading, treatments: readonly FoundTreatment[]): Cue[] => {
  const { text } = reading;
  const cues: Cue[] = reading.hits('dateBefore').map(({ entry, from, to, start, end }) => ({
    start,
    end,
    from,
    to,
    role: entry.role,
    weight: entry.weight,
    by: 'cue',
  }));
  for (const { category, start, end, from, to } of treatments) {
    const known = roleOfCategory[category];
    if (known) cues.push({ start, end, from, to, role: known[0], weight: known[1], by: 'treatment' });
  }
  return cues
    .filter((cue) => !isLabelOnly(text, cue) || isColonAt(text, cue.end))
    .sort((a, b) => a.end - b.end || a.start - b.start);
};

/** Roles whose words also stand behind their date: "the 7-27-15 exam notes". */
const toldAfter = new Set<DateRole>([
  'date_of_service',
  'report_date',
  'rfa_date',
  'ur_decision_date',
  'surgery_date',
  'procedure_date',
  'imaging_date',
  'imr_application_date',
  'imr_assigned_date',
  'imr_determination_date',
  'next_visit_date',
  'date_of_injury',
]);

/** Cues that can stand behind their date, by their start. */
export const cuesAfter = (reading: Reading, treatments: readonly FoundTreatment[]): Cue[] => {
  const cues: Cue[] = reading.hits('dateAfter').map(({ entry, from, to, start, end }) => ({
    start,
    end,
    from,
    to,
    role: entry.role,
    weight: entry.weight,
    by: 'cue',
  }));
  for (const { entry, from, to, start, end } of reading.hits('dateBefore')) {
    if (!toldAfter.has(entry.role)) continue;
    cues.push({ start, end, from, to, role: entry.role, weight: entry.weight * 0.55, by: 'cue' });
  }
  for (const { category, start, end, from, to } of treatments) {
    const known = roleOfCategory[category];
    if (known) cues.push({ start, end, from, to, role: known[0], weight: known[1] - 1.5, by: 'treatment' });
  }
  return cues.sort((a, b) => a.start - b.start || a.end - b.end);
};
