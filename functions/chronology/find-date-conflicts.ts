import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts } from '../domain/facts.ts';
import { conflictOf } from './conflict-of.ts';
import { datesOf } from './dates-of.ts';
import { injuryDaysBeside } from './injury-days.ts';
import { withoutMisreadings } from './without-misreadings.ts';

/** A fact of the whole case has one date. */
const roles: readonly { role: DateRole; what: string }[] = [
  { role: 'date_of_injury', what: 'The date of injury' },
  { role: 'date_of_birth', what: 'The date of birth' },
];

/** Dates of one role that differ. Only whole days are compared: `2014` says nothing against `2014-03-22`. */
export const findDateConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const injuries = new Set(
    documents.flatMap((document) => datesOf(document, 'date_of_injury')).map(({ value }) => value),
  );
  // A field without a name of its own ("D/A: 11/11/2009") beside the birth date is read as one.
  const isOther = (role: DateRole, value: string) => role === 'date_of_birth' && injuries.has(value);
  const beside = injuryDaysBeside(documents);
  const isBeside = (role: DateRole, value: string) => role === 'date_of_injury' && beside.has(value);
  return roles.flatMap(({ role, what }) => {
    const all = documents
      .flatMap((document) => datesOf(document, role))
      .filter(({ value }) => isDay(value) && !isOther(role, value));
    const sayings = withoutMisreadings(all);
    const facts = new Set(sayings.map(({ value }) => (isBeside(role, value) ? 'beside' : value)));
    return facts.size > 1 ? [conflictOf(role, what, sayings)] : [];
  });
};
