import type { Chronology } from '../domain/chronology.ts';
import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, Passage } from './letter.ts';
import { personStatements, type PersonStatement } from './person-statements.ts';

type Said = { passage: Passage; value: string; quote: string };

/** One injured worker has one sex, and in one letter ages a year apart at most. */
export const checkPerson = (letter: Letter, chronology: Chronology | undefined): Finding[] => {
  const statements = personStatements(letter);
  const said = (valueOf: (statement: PersonStatement) => string | number | undefined): Said[] =>
    statements.flatMap((statement) => {
      const value = valueOf(statement);
      return value === undefined ? [] : [{ passage: statement.passage, value: String(value), quote: statement.quote }];
    });
  const known = chronology?.patient;
  const fileAge = known?.ageYears === undefined ? [] : [{ value: String(known.ageYears) }];
  const fileSex = known?.sex ? [{ value: known.sex }] : [];
  return [
    ...differing(
      'sex',
      said(({ sex }) => sex),
      fileSex,
      (a, b) => a !== b,
    ),
    ...differing(
      'age',
      said(({ ageYears }) => ageYears),
      fileAge,
      (a, b) => Math.abs(Number(a) - Number(b)) > 1,
    ),
  ];
};

const differing = (
  what: string,
  sayings: readonly Said[],
  file: readonly { value: string }[],
  differ: (a: string, b: string) => boolean,
): Finding[] => {
  const first = sayings[0];
  const other = first && sayings.find(({ value }) => differ(first.value, value));
  const finding = (values: string[], places: Finding['places'], where: string) =>
    findingOf({
      rule: `patient-${what}`,
      source: 'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact that is a matter of ordinary knowledge',
      severity: 'error',
      message: `The injured worker's ${what} is ${values[0]} in one place and ${values[1]} ${where}.`,
      values,
      places,
      resolution: 'Correct the sentence that is wrong.',
    });
  if (first && other) {
    const places = [inLetter(first.passage, first.quote), inLetter(other.passage, other.quote)];
    return [finding([first.value, other.value], places, 'in another')];
  }
  const inFile = file[0];
  if (!first || !inFile || !differ(first.value, inFile.value)) return [];
  return [finding([first.value, inFile.value], [inLetter(first.passage, first.quote)], 'in the case file')];
};
