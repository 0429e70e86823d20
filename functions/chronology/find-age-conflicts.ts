import type { Conflict } from '../domain/chronology.ts';
import { ageOnDate, isDay } from '../domain/calendar.ts';
import type { Day } from '../domain/days.ts';
import type { Citation, DocumentFacts, Mention } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';
import { cite } from './cite.ts';
import { conflictOf } from './conflict-of.ts';
import { datesOf } from './dates-of.ts';

/** Ages below it are of children, durations, or misread. */
const leastAge = 14;

type StatedAge = { years: number; onDate: Day | undefined; citation: Citation };

/** "Plain radiographs over age 40": an age that a guideline draws a line at is nobody's. */
const isLimit = (document: DocumentFacts, mention: Mention): boolean => {
  const at = placeInPage(document, mention);
  const before = (document.pageTexts[mention.page - 1] ?? '').slice(Math.max(0, at - 24), Math.max(0, at));
  return /\b(?:over|under|above|below|than|least|until|before|after|beyond)\s+(?:the\s+)?(?:age\s+(?:of\s+)?)?$/i.test(
    before,
  );
};

const agesOf = (document: DocumentFacts): StatedAge[] => {
  const onDate = document.documentDate && isDay(document.documentDate) ? document.documentDate : undefined;
  return document.mentions.flatMap((mention) => {
    if (mention.type !== 'age' || isLimit(document, mention)) return [];
    const years = Number.parseInt(mention.value, 10);
    return years >= leastAge && years < 110 ? [{ years, onDate, citation: cite(document, mention) }] : [];
  });
};

/**
 * An age that does not go with the birth date on the day of its document, or two ages that time does not explain.
 * One year is let pass either way: reports copy the age of the visit before.
 */
export const findAgeConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const birthDates = documents
    .flatMap((document) => datesOf(document, 'date_of_birth'))
    .filter(({ value }) => isDay(value));
  const ages = documents.flatMap(agesOf);
  if (birthDates.length === 0) return betweenDocuments(ages);
  const contradicted = ages.flatMap((age) => {
    const { onDate } = age;
    if (!onDate) return [];
    // Where the birth date is in doubt, an age must go with one of them.
    const reckoned = birthDates
      .map((birth) => ({ birth, years: ageOnDate(birth.value, onDate) }))
      // Nobody of that age works: another date was read for the birth date.
      .filter(({ years }) => years >= leastAge);
    const [first] = reckoned;
    return !first || reckoned.some(({ years }) => Math.abs(years - age.years) < 2) ? [] : [{ age, onDate, first }];
  });
  // "57 M" that goes with the birth date beside "50 M/min": figures that are only followed by a letter are no second age.
  const fitting = new Set(
    ages
      .filter((age) => age.onDate && !contradicted.some((other) => other.age === age))
      .map(({ citation }) => citation.documentId),
  );
  const [told, ...more] = contradicted.filter(
    ({ age: { citation } }) => !(citation.ruleId.endsWith('age.with-sex') && fitting.has(citation.documentId)),
  );
  if (!told) return [];
  const { birth, years } = told.first;
  return [
    conflictOf('age', `The age on ${told.onDate}, with the birth date ${birth.value},`, [
      ...[told, ...more].map(({ age }) => ({ value: String(age.years), citation: age.citation })),
      { value: String(years), citation: birth.citation },
    ]),
  ];
};

const betweenDocuments = (ages: readonly StatedAge[]): Conflict[] => {
  for (const [index, a] of ages.entries()) {
    for (const b of ages.slice(index + 1)) {
      const grown = a.onDate && b.onDate ? ageOnDate(a.onDate, b.onDate) : 0;
      const slack = a.onDate && b.onDate ? 1 : 2;
      const difference = b.years - a.years;
      if (difference >= Math.min(grown, grown + 1) - slack && difference <= grown + 1 + slack) continue;
      const sayings = [a, b].map(({ years, citation }) => ({ value: String(years), citation }));
      return [conflictOf('age', 'The age', sayings)];
    }
  }
  return [];
};
