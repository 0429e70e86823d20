import { z } from 'zod';
import { isDay } from '../domain/calendar.ts';
import { Day } from '../domain/days.ts';
import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import table from './guidelines-in-force.json' with { type: 'json' };
import type { Letter } from './letter.ts';

const Editions = z.array(
  z.object({
    words: z.string(),
    name: z.string(),
    fromDate: Day,
    untilDate: Day,
    source: z.string(),
    verified: z.boolean(),
  }),
);
const editions = Editions.parse(table).map((edition) => ({ ...edition, pattern: new RegExp(edition.words, 'i') }));

/**
 * An edition of the schedule that was not in force on the day of the utilization review decision. The days of the editions are from
 * general knowledge, so this is a note.
 */
export const checkGuidelinesInForce = (letter: Letter): Finding[] => {
  const onDate = letter.header.urDenialDate ?? letter.header.decisionDate;
  if (!onDate || !isDay(onDate)) return [];
  return letter.items.flatMap(({ reviewerGuideline }) =>
    editions.flatMap(({ pattern, name, fromDate, untilDate, source, verified }) => {
      const quote = reviewerGuideline && pattern.exec(reviewerGuideline.text)?.[0];
      if (!quote || (onDate >= fromDate && onDate < untilDate)) return [];
      return [
        findingOf({
          rule: 'guideline-in-force',
          source: `${source}, in force from ${fromDate} until ${untilDate}${verified ? '' : ' (not verified)'}`,
          severity: 'note',
          message: `The guideline cited (${name}) was in force from ${fromDate} until ${untilDate}, the dispute is of ${onDate}.`,
          values: [quote, onDate],
          places: [inLetter(reviewerGuideline, reviewerGuideline.text)],
          resolution: 'Cite the edition in force, or say why the other applies.',
        }),
      ];
    }),
  );
};
