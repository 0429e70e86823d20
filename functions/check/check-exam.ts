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
    const around = passage.text.slice(Math.max(0, statement.start - 40), statement.end + 20);
    return date && !qualified.test(around) ? [{ ...statement, passage, onDate: date.value }] : [];
  });

/** Nearly full, full when moved by another, or full one day: none of it is against limited motion. */
const qualified =
  /\b(?:near(?:ly)?|almost|lack\w*|passive\w*|goals?|restor\w*|regain\w*|achieve\w*|would|within\s+functional)\b/i;

/** The same exam, the same part of the body: motion limited in one sentence and full in another. */
export const checkExam = (letter: Letter): Finding[] => {
  const all = narrativeOf(letter).flatMap(statementsOf);
  // A passage that finds both tells of planes or sides that cannot be told apart here.
  const statements = all.filter(
    (a) =>
      !all.some(
        (b) => a.passage === b.passage && a.onDate === b.onDate && a.region === b.region && a.motion !== b.motion,
      ),
  );
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
