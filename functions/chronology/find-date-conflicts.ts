import type { Conflict } from '../domain/chronology.ts';
import { daysBetween, isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { conflictOf, type Saying } from './conflict-of.ts';
import { datesOf } from './dates-of.ts';

/** A fact of the whole case has one date; an act of the dispute has one date among those close together. */
const roles: readonly { role: DateRole; what: string; withinDays?: number }[] = [
  { role: 'date_of_injury', what: 'The date of injury' },
  { role: 'date_of_birth', what: 'The date of birth' },
  { role: 'rfa_date', what: 'The date of the request for authorization', withinDays: 31 },
  { role: 'ur_decision_date', what: 'The date of the utilization review decision', withinDays: 31 },
];

/** Digits that scanners take for one another. */
const lookalikes = new Set(['17', '38', '56', '08', '06', '89', '49', '27']);

/** The same date with one digit misread, where one side was read with doubt. */
const isMisreading = (a: Saying, b: Saying): boolean => {
  if (Math.min(a.citation.certainty, b.citation.certainty) >= 0.6 || a.value.length !== b.value.length) return false;
  const pairs = a.value
    .split('')
    .flatMap((digit, index) => (digit === b.value[index] ? [] : [digit + (b.value[index] ?? '')]));
  return pairs.length === 1 && lookalikes.has((pairs[0] ?? '').split('').sort().join(''));
};

const clusters = (sayings: readonly Saying[], withinDays: number): Saying[][] => {
  const groups: Saying[][] = [];
  for (const saying of sayings.toSorted((a, b) => a.value.localeCompare(b.value))) {
    const last = groups.at(-1);
    const before = last?.at(-1)?.value;
    if (last && before && daysBetween(before, saying.value) <= withinDays) last.push(saying);
    else groups.push([saying]);
  }
  return groups;
};

/** Dates of one role that differ. Only whole days are compared: `2014` says nothing against `2014-03-22`. */
export const findDateConflicts = (documents: readonly DocumentFacts[]): Conflict[] =>
  roles.flatMap(({ role, what, withinDays }) => {
    const sayings = documents.flatMap((document) => datesOf(document, role)).filter(({ value }) => isDay(value));
    const groups = clusters(sayings, withinDays ?? Number.POSITIVE_INFINITY);
    return groups.flatMap((group) => {
      const values = [...new Set(group.map(({ value }) => value))];
      const doubted = values.filter((value) => {
        const own = group.filter((saying) => saying.value === value);
        return own.every((saying) => group.some((other) => other.value !== value && isMisreading(saying, other)));
      });
      const standing = doubted.length === values.length ? values : values.filter((value) => !doubted.includes(value));
      if (standing.length < 2 || doubted.length === values.length) return [];
      return [
        conflictOf(
          role,
          what,
          group.filter(({ value }) => standing.includes(value)),
        ),
      ];
    });
  });

/** How far apart, in characters of one page, a date and the surgery that it dates may stand. */
const surgeryReach = 120;

/** The same operation on different days. A year alone says nothing against a day of that year. */
export const findSurgeryConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const byName = new Map<string, (Saying & { documentId: string })[]>();
  for (const document of documents) {
    const surgeries = document.mentions.filter(
      (mention) => mention.type === 'treatment' && mention.category === 'surgery',
    );
    for (const date of document.mentions) {
      if (date.type !== 'date' || date.role !== 'surgery_date') continue;
      const near = surgeries
        .filter((surgery) => surgery.page === date.page && Math.abs(surgery.start - date.start) <= surgeryReach)
        .sort((a, b) => Math.abs(a.start - date.start) - Math.abs(b.start - date.start))[0];
      if (near?.type !== 'treatment') continue;
      const saying = { value: date.value, citation: cite(document, date), documentId: document.documentId };
      byName.set(near.name, [...(byName.get(near.name) ?? []), saying]);
    }
  }
  return [...byName].flatMap(([name, sayings]) => {
    const differ = sayings.some((a) =>
      sayings.some(
        (b) => a.documentId !== b.documentId && !a.value.startsWith(b.value) && !b.value.startsWith(a.value),
      ),
    );
    const perDocument = Map.groupBy(sayings, ({ documentId }) => documentId);
    const isSingle = [...perDocument.values()].every((own) => new Set(own.map(({ value }) => value)).size === 1);
    return differ && isSingle ? [conflictOf(`surgery_date:${name}`, `The date of the ${name}`, sayings)] : [];
  });
};
