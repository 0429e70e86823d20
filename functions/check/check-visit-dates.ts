import { isDay } from '../domain/calendar.ts';
import type { Finding } from '../domain/finding.ts';
import { isPossibleDate } from './check-possible-dates.ts';
import { findingOf, inLetter } from './finding-of.ts';
import { narrativeOf, type Letter } from './letter.ts';
import { readDates } from './read-dates.ts';
import { sentencesOf } from './sentences.ts';

const visitBefore =
  /\b(?:progress\s+(?:notes?|reports?)|PR-2|office\s+visit|follow[- ]?up(?:\s+visit)?|visit|evaluat(?:ion|ed)|examin(?:ation|ed)|seen|clinic\s+note|first\s+report)[\s,(]*(?:(?:dated|date|on|of|from|report|note|was|the)[\s,(]*){1,4}$/i;
const pastHistory = /\b(?:prior|previous|history|before\s+the\s+injury|pre-?existing|years?\s+ago)\b/i;

/** A visit for an injury is after the injury and before the determination. */
export const checkVisitDates = (letter: Letter): Finding[] => {
  const { dateOfInjury, decisionDate } = letter.header;
  return narrativeOf(letter).flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) =>
      readDates(text).flatMap(({ value, start }) => {
        if (
          !isDay(value) ||
          !isPossibleDate(value, letter) ||
          !visitBefore.test(text.slice(0, start)) ||
          pastHistory.test(text)
        )
          return [];
        const isEarly = dateOfInjury !== undefined && isDay(dateOfInjury) && value < dateOfInjury;
        const isLate = decisionDate !== undefined && isDay(decisionDate) && value > decisionDate;
        if (!isEarly && !isLate) return [];
        const limit = (isEarly ? dateOfInjury : decisionDate) ?? '';
        return [
          findingOf({
            rule: 'visit-date',
            source: 'The dates of one letter must go with each other',
            severity: 'warning',
            message: `The visit of ${value} is ${isEarly ? 'before the injury' : 'after the determination'} of ${limit}.`,
            values: [value, limit],
            places: [inLetter(passage, text), inLetter({ section: 'Header' }, limit)],
            resolution: 'Correct the date of the visit, or say that it was for something else.',
          }),
        ];
      }),
    ),
  );
};
