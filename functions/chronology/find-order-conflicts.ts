import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts } from '../domain/facts.ts';
import { conflictOf } from './conflict-of.ts';
import { datesOf, isFirm, type StatedDate } from './dates-of.ts';
import { pickFacts } from './pick-facts.ts';

const order = [
  ['date_of_injury', 'rfa_date', 'The request for authorization is before the injury'],
  ['date_of_injury', 'ur_decision_date', 'The utilization review decision is before the injury'],
  ['rfa_date', 'ur_decision_date', 'The utilization review decision is before the request for authorization'],
  ['ur_decision_date', 'imr_application_date', 'The application is before the utilization review decision'],
] as const;

/** Records of what was done to the injured worker, each dated by the day on which it was done. */
const careDates: readonly DateRole[] = ['surgery_date', 'procedure_date', 'date_of_service', 'imaging_date'];

const outOfOrder = (message: string, later: readonly StatedDate[], earlier: readonly StatedDate[]): Conflict => {
  const sayings = [...later, ...earlier];
  const [first, second] = [later[0]?.value ?? '', earlier[0]?.value ?? ''];
  return { ...conflictOf('date_order', message, sayings), message: `${message}: ${second}, ${first}.` };
};

/** Acts of the dispute that cannot have been on the days that the file gives them. */
const actsOutOfOrder = (documents: readonly DocumentFacts[]): Conflict[] => {
  const { patient, header } = pickFacts(documents);
  const dates: Partial<Record<DateRole, string | undefined>> = {
    date_of_injury: patient.injuryDate,
    rfa_date: header.rfaDate,
    ur_decision_date: header.urDecisionDate,
    imr_application_date: header.applicationDate,
  };
  return order.flatMap(([first, second, message]) => {
    const [before, after] = [dates[first], dates[second]];
    if (!before || !after || !isDay(before) || !isDay(after) || after >= before) return [];
    const stating = (role: DateRole): StatedDate[] =>
      documents.flatMap((document) =>
        datesOf(document, role).filter((stated) => stated.value === dates[role] && isFirm(document, stated)),
      );
    const [earlier, later] = [stating(first), stating(second)];
    return earlier.length > 0 && later.length > 0 ? [outOfOrder(message, earlier, later)] : [];
  });
};

/** A record that is dated before the injury that it itself tells of. */
const careBeforeInjury = (document: DocumentFacts): Conflict[] => {
  const injuries = datesOf(document, 'date_of_injury').filter(({ value }) => isDay(value));
  const done = careDates
    .flatMap((role) => datesOf(document, role))
    .find(({ value }) => value === document.documentDate && isDay(value));
  const before = injuries.filter(({ value }) => done !== undefined && done.value < value);
  if (!done || before.length === 0 || before.length < injuries.length) return [];
  return [outOfOrder('What the record tells of is before the injury', before, [done])];
};

/** Acts and care that are out of order: injury, care, request, decision and application follow each other. */
export const findOrderConflicts = (documents: readonly DocumentFacts[]): Conflict[] => [
  ...actsOutOfOrder(documents),
  ...documents.flatMap(careBeforeInjury),
];
