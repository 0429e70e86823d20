import type { Chronology } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import type { Finding } from '../domain/finding.ts';
import type { Profile } from '../domain/profile.ts';
import { checkAgainstFile } from './check-against-file.ts';
import { checkBodyParts } from './check-body-parts.ts';
import { checkCoverage } from './check-coverage.ts';
import { checkDecisions } from './check-decisions.ts';
import { checkExam } from './check-exam.ts';
import { checkFacts } from './check-facts.ts';
import { checkGuidelinesInForce } from './check-guidelines-in-force.ts';
import { checkHeaderDates } from './check-header-dates.ts';
import { checkHeaderOrder } from './check-header-order.ts';
import { checkItemNumbers } from './check-item-numbers.ts';
import { checkNegativeClaims } from './check-negative-claims.ts';
import { checkPain } from './check-pain.ts';
import { checkPerson } from './check-person.ts';
import { checkPossibleDates } from './check-possible-dates.ts';
import { checkQuantities } from './check-quantities.ts';
import { checkRequestDate } from './check-request-date.ts';
import { checkTreatments } from './check-treatments.ts';
import { checkVisitDates } from './check-visit-dates.ts';
import { datedStatements } from './dated-statements.ts';
import { narrativeOf, type Letter } from './letter.ts';

export type CheckInput = {
  letter: Letter;
  /** The case file's facts, when there is one: negative claims are searched in it. */
  documents?: readonly DocumentFacts[];
  chronology?: Chronology;
  profile: Profile;
};

const rank = { error: 0, warning: 1, note: 2 };

/**
 * Whether a determination contradicts itself or its case file. Errors first; the same input gives the same findings
 * with the same ids. Nothing is found that is not shown with its words.
 */
export const checkLetter = ({ letter, documents, chronology, profile }: CheckInput): Finding[] => {
  const statements = datedStatements(narrativeOf(letter));
  const findings = [
    ...checkHeaderDates(letter, statements),
    ...checkHeaderOrder(letter, profile),
    ...checkPossibleDates(letter),
    ...checkRequestDate(letter, statements),
    ...checkPerson(letter, chronology),
    ...checkExam(letter),
    ...checkPain(letter),
    ...checkQuantities(letter, chronology),
    ...checkItemNumbers(letter),
    ...checkDecisions(letter),
    ...checkBodyParts(letter),
    ...checkVisitDates(letter),
    ...checkGuidelinesInForce(letter),
    ...checkCoverage(letter),
    ...checkTreatments(letter, chronology),
    ...(documents ? checkFacts(letter, documents, chronology) : []),
    ...(documents ? checkNegativeClaims(letter, documents, chronology) : []),
    ...(chronology ? checkAgainstFile(letter, statements, chronology) : []),
  ];
  // A date that contradicts something is not told a second time as one that no document has.
  const contradicted = new Set(
    findings
      .filter(({ rule }) => /^date-against|^request-date|^impossible-date/.test(rule))
      .flatMap(({ values }) => values),
  );
  const told = findings.filter(({ rule, values }) => rule !== 'date-not-in-file' || !contradicted.has(values[0] ?? ''));
  const ranked = told.toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  // Of two with one id the graver stays.
  return ranked.filter(({ id }, index) => ranked.findIndex((other) => other.id === id) === index);
};
