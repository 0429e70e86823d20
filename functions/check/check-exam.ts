import { readMotion } from '../domain/range-of-motion.ts';
import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import { narrativeOf, type Letter, type Passage } from './letter.ts';
import { readDates } from './read-dates.ts';

/** How many characters before a sentence the date of its exam may stand. */
const reach = 600;

const statementsOf = (passage: Passage) =>
  readMotion(passage.text).flatMap((statement) => {
    const date = readDates(passage.text).findLast(
      ({ start, end, value }) => start < statement.end && end > statement.start - reach && value.length === 10,
    );
    return date ? [{ ...statement, passage, onDate: date.value }] : [];
  });

/** The same exam, the same part of the body: motion limited in one sentence and full in another. */
export const checkExam = (letter: Letter): Finding[] => {
  const statements = narrativeOf(letter).flatMap(statementsOf);
  const seen = new Set<string>();
  return statements.flatMap((a, index) =>
    statements.slice(index + 1).flatMap((b) => {
      const key = `${a.onDate} ${a.region}`;
      const isSame = a.onDate === b.onDate && a.region === b.region && a.side === b.side && a.region !== 'unknown';
      if (!isSame || a.motion === b.motion || a.passage === b.passage || seen.has(key)) return [];
      seen.add(key);
      return [
        findingOf({
          rule: 'exam-contradiction',
          source:
            'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact; one exam cannot find motion both limited and full',
          severity: 'error',
          message: `For the exam of ${a.onDate} motion of the ${a.region} region is ${a.motion} in one place and ${b.motion} in another.`,
          values: [a.motion, b.motion],
          places: [inLetter(a.passage, a.quote), inLetter(b.passage, b.quote)],
          resolution: 'Look at the exam note and correct the sentence that is wrong.',
        }),
      ];
    }),
  );
};
