import type { PartialDay } from '../domain/days.ts';
import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import { narrativeOf, type Letter } from './letter.ts';
import { readDates } from './read-dates.ts';
import { sentencesOf } from './sentences.ts';

/** A year that no record of a living person has: a slip of the pen, which nobody takes for another date. */
export const isPossibleDate = (date: PartialDay): boolean => date >= '1900' && date < '2100';

/** A date of the letter's text that is centuries off: "December 9, 3026". */
export const checkPossibleDates = (letter: Letter): Finding[] =>
  narrativeOf(letter).flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) =>
      readDates(text)
        .filter(({ value }) => !isPossibleDate(value))
        .map((date) =>
          findingOf({
            rule: 'impossible-date',
            source: 'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact is a matter of ordinary knowledge',
            severity: 'warning',
            message: `The date ${date.text} cannot be right.`,
            values: [date.value],
            places: [inLetter(passage, text)],
            resolution: 'Look at the document itself and correct the date.',
          }),
        ),
    ),
  );
