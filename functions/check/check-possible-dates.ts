import type { PartialDay } from '../domain/days.ts';
import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import { narrativeOf, type Letter, type Passage } from './letter.ts';
import { readDates } from './read-dates.ts';
import { sentencesOf } from './sentences.ts';

/** A letter tells of nothing that is farther after it than an appointment: a later year was misprinted or misread. */
const yearsAfter = 3;

/** The last year of which a letter can tell: by the middle one of its header's years, as one of them may be wrong. */
const lastYear = ({ header }: Letter): number => {
  const years = [header.dateAssigned, header.decisionDate, header.applicationReceived, header.urDenialDate]
    .flatMap((date) => (date ? [Number(date.slice(0, 4))] : []))
    .sort((a, b) => a - b);
  return Math.min(2099, (years[Math.floor((years.length - 1) / 2)] ?? 2096) + yearsAfter);
};

/** Whether a date can be one of this letter; one that cannot is found as such and contradicts nothing else. */
export const isPossibleDate = (date: PartialDay, letter: Letter): boolean =>
  date >= '1900' && Number(date.slice(0, 4)) <= lastYear(letter);

const finding = (passage: Pick<Passage, 'section'>, text: string, value: PartialDay, quote: string): Finding =>
  findingOf({
    rule: 'impossible-date',
    source: 'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact is a matter of ordinary knowledge',
    severity: 'warning',
    message: `The date ${text} cannot be right.`,
    values: [value],
    places: [inLetter(passage, quote)],
    resolution: 'Look at the document itself and correct the date.',
  });

/** A date of the header or the text that is years after the letter or centuries off: "December 9, 3026". */
export const checkPossibleDates = (letter: Letter): Finding[] => [
  ...Object.entries(letter.header).flatMap(([field, value]) =>
    /^\d{4}-/.test(value) && !isPossibleDate(value, letter)
      ? [finding({ section: 'Header' }, value, value, `${field}: ${value}`)]
      : [],
  ),
  ...narrativeOf(letter).flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) =>
      readDates(text)
        .filter(({ value }) => !isPossibleDate(value, letter))
        .map((date) => finding(passage, date.text, date.value, text)),
    ),
  ),
];
