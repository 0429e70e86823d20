import type { Conflict } from '../domain/chronology.ts';
import { daysBetween, isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import { conflictOf } from './conflict-of.ts';
import { datesOf, isFirm, type StatedDate } from './dates-of.ts';
import { pickFacts } from './pick-facts.ts';
import { statedBy } from './stated-by.ts';

/** Nothing of the dispute was before the injury. */
const sinceInjury = [
  ['rfa_date', 'The request for authorization is before the injury'],
  ['ur_decision_date', 'The utilization review decision is before the injury'],
] as const;

/** An act that answers another one, and the documents that tell of both. */
type Answer = { role: DateRole; to: DateRole; madeBy: DocumentType; toMadeBy: DocumentType; message: string };

const answers: readonly Answer[] = [
  {
    role: 'ur_decision_date',
    to: 'rfa_date',
    madeBy: 'ur_decision',
    toMadeBy: 'rfa',
    message: 'The utilization review decision is before the request for authorization',
  },
  {
    role: 'imr_application_date',
    to: 'ur_decision_date',
    madeBy: 'imr_application',
    toMadeBy: 'ur_decision',
    message: 'The application is before the utilization review decision',
  },
];

/** Papers that tell of acts that others made. */
const retells: ReadonlySet<DocumentType> = new Set(['imr_application', 'noarfi', 'imr_determination']);

/** Records of what was done to the injured worker, each dated by the day on which it was done. */
const careDates: readonly DateRole[] = ['surgery_date', 'procedure_date', 'date_of_service', 'imaging_date'];

const outOfOrder = (message: string, later: readonly StatedDate[], earlier: readonly StatedDate[]): Conflict => {
  const sayings = [...later, ...earlier];
  const [first, second] = [later[0]?.value ?? '', earlier[0]?.value ?? ''];
  return { ...conflictOf('date_order', message, sayings), message: `${message}: ${second}, ${first}.` };
};

/** A day that is farther before the injury is none of this injury: a birth date, an old operation. */
const mostDaysBefore = 3650;

const isMistaken = (day: string, injury: string): boolean => day < injury && daysBetween(day, injury) <= mostDaysBefore;

/** Acts of the dispute that the file dates before the injury. */
const actsBeforeInjury = (documents: readonly DocumentFacts[]): Conflict[] => {
  const { patient, header } = pickFacts(documents);
  const dates = { rfa_date: header.rfaDate, ur_decision_date: header.urDecisionDate };
  const injury = patient.injuryDate;
  return sinceInjury.flatMap(([role, message]) => {
    const act = dates[role];
    if (!injury || !act || !isDay(injury) || !isDay(act) || !isMistaken(act, injury)) return [];
    const stating = (wanted: DateRole, value: string): StatedDate[] =>
      documents.flatMap((document) =>
        datesOf(document, wanted).filter((stated) => stated.value === value && isFirm(document, stated)),
      );
    const [earlier, later] = [stating('date_of_injury', injury), stating(role, act)];
    return earlier.length > 0 && later.length > 0 ? [outOfOrder(message, earlier, later)] : [];
  });
};

const firm = (document: DocumentFacts, role: DateRole): StatedDate[] =>
  statedBy(document, role).filter((stated) => isFirm(document, stated));

/**
 * An answer that is dated before what it answers. What the paper itself says it answers counts; where it says nothing,
 * the acts of the file. A file may hold several requests and decisions, so an answer is out of order only when all that
 * it may answer come after it.
 */
const answersTooEarly = (documents: readonly DocumentFacts[]): Conflict[] =>
  answers.flatMap(({ role, to, madeBy, toMadeBy, message }) => {
    const makers = documents.filter(({ documentType }) => documentType === madeBy);
    const tellers = makers.length > 0 ? makers : documents.filter(({ documentType }) => retells.has(documentType));
    const made = documents.filter(({ documentType }) => documentType === toMadeBy);
    const told = tellers.flatMap((document) => {
      const [answer, ...others] = firm(document, role);
      if (!answer || others.some(({ value }) => value !== answer.value)) return [];
      const own = firm(document, to);
      const asked = own.length > 0 ? own : made.flatMap((other) => firm(other, to));
      const isTooEarly = asked.every(({ value }) => answer.value < value);
      return asked.length > 0 && isTooEarly ? [{ answer, asked }] : [];
    });
    const [first] = told;
    if (!first) return [];
    const same = made.flatMap((document) => firm(document, to)).filter(({ value }) => value === first.asked[0]?.value);
    return [outOfOrder(message, [...first.asked, ...same], [first.answer])];
  });

/** A record that is dated before the injury that it itself tells of. */
const careBeforeInjury = (document: DocumentFacts): Conflict[] => {
  const injuries = datesOf(document, 'date_of_injury').filter(({ value }) => isDay(value));
  const done = careDates
    .flatMap((role) => datesOf(document, role))
    .find(({ value }) => value === document.documentDate && isDay(value));
  const before = injuries.filter(({ value }) => done !== undefined && isMistaken(done.value, value));
  if (!done || before.length === 0 || before.length < injuries.length) return [];
  return [outOfOrder('What the record tells of is before the injury', before, [done])];
};

/** Acts and care that are out of order: injury, care, request, decision and application follow each other. */
export const findOrderConflicts = (documents: readonly DocumentFacts[]): Conflict[] => [
  ...actsBeforeInjury(documents),
  ...answersTooEarly(documents),
  ...documents.flatMap(careBeforeInjury),
];
