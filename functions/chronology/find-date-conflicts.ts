import type { Conflict } from '../domain/chronology.ts';
import { ageOnDate, daysBetween, isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts } from '../domain/facts.ts';
import { conflictOf } from './conflict-of.ts';
import { datesOf, wordsBefore, type StatedDate } from './dates-of.ts';
import { injuryDaysBeside } from './injury-days.ts';
import { isNearMiss } from './near-miss.ts';
import { withoutMisreadings } from './without-misreadings.ts';

/** A fact of the whole case has one date. */
const roles: readonly { role: DateRole; what: string }[] = [
  { role: 'date_of_injury', what: 'The date of injury' },
  { role: 'date_of_birth', what: 'The date of birth' },
];

type Told = StatedDate & { before: string };

const sameAccidentDays = 31;

/** A field for the day of injury, whatever it is called. */
const injuryField =
  /\b(?:D\.?\s?[O0]\.?\s?[IL]|D\/[AIL]|DOA|dates?(?:\s+and\s+(?:hour|time))?\s+of\s+(?:the\s+)?(?:industrial\s+)?(?:injury|loss|accident|onset|incident)|(?:date\s+)?injur(?:y|ies|ed)(?:\s+date)?|loss\s+date|accident|onset)\b[^.;\d]{0,40}$/i;

/**
 * What is told of an accident without a field for it may be of another one, years away. It counts when a field has the
 * same day or one that is a slip of the pen away, or when the file has no field.
 */
const ofThisInjury = (all: readonly Told[]): Told[] => {
  const fields = all.filter(({ before }) => injuryField.test(before));
  if (fields.length === 0) return [...all];
  return all.filter((told) => fields.some(({ value }) => value === told.value || isSlip(value, told.value)));
};

/** The same day of another year, day and month changed over, one figure off, or days apart. */
const isSlip = (a: string, b: string): boolean => {
  const [year, month, day] = a.split('-');
  const isChangedOver = b === `${year}-${day}-${month}`;
  return (
    isNearMiss(a, b) || isChangedOver || a.slice(5) === b.slice(5) || Math.abs(daysBetween(a, b)) <= sameAccidentDays
  );
};

const leastAge = 14;

const isOfChild = (birth: string, onDate: string | undefined): boolean =>
  onDate !== undefined && isDay(onDate) && isDay(birth) && ageOnDate(birth, onDate) < leastAge;

/** Dates of one role that differ. Only whole days are compared: `2014` says nothing against `2014-03-22`. */
export const findDateConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const injuries = new Set(
    documents.flatMap((document) => datesOf(document, 'date_of_injury')).map(({ value }) => value),
  );
  // Nobody of such an age works: where the file has the day for something else, or it is no slip of the birth date that
  // others tell, another day was read for it.
  const others = new Set(
    documents.flatMap(({ documentDate, mentions }) => [
      documentDate,
      ...mentions.flatMap((mention) =>
        mention.type === 'date' && mention.role !== 'date_of_birth' ? [mention.value] : [],
      ),
    ]),
  );
  const latest = documents
    .flatMap(({ documentDate }) => documentDate ?? [])
    .sort()
    .at(-1);
  const dayOf = ({ documentDate }: DocumentFacts) => documentDate ?? latest;
  const births = documents.flatMap((document) =>
    datesOf(document, 'date_of_birth').filter(({ value }) => isDay(value) && !isOfChild(value, dayOf(document))),
  );
  const isMisread = (document: DocumentFacts, birth: string) =>
    isOfChild(birth, dayOf(document)) && (others.has(birth) || !births.some(({ value }) => isSlip(value, birth)));
  // A field without a name of its own ("D/A: 11/11/2009") beside the birth date is read as one.
  const isOther = (role: DateRole, value: string) => role === 'date_of_birth' && injuries.has(value);
  const beside = injuryDaysBeside(documents);
  const isBeside = (role: DateRole, value: string) => role === 'date_of_injury' && beside.has(value);
  return roles.flatMap(({ role, what }) => {
    const all = documents
      .flatMap((document) =>
        datesOf(document, role)
          .filter(({ value }) => !(role === 'date_of_birth' && isMisread(document, value)))
          .map((stated) => ({
            ...stated,
            before: stated.mention ? wordsBefore(document, stated.mention, 60) : '',
          })),
      )
      .filter(({ value }) => isDay(value) && !isOther(role, value));
    const sayings = withoutMisreadings(role === 'date_of_injury' ? ofThisInjury(all) : all);
    const facts = new Set(sayings.map(({ value }) => (isBeside(role, value) ? 'beside' : value)));
    return facts.size > 1 ? [conflictOf(role, what, sayings)] : [];
  });
};
