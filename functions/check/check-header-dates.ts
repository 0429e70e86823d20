import type { Finding } from '../domain/finding.ts';
import type { DatedStatement } from './dated-statements.ts';
import { isPossibleDate } from './check-possible-dates.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, LetterHeader } from './letter.ts';
import { agree } from './read-dates.ts';

const source =
  'Labor Code 4610.6(h)(5): a determination falls on a plainly erroneous finding of fact that is a matter of ordinary knowledge';
const header = { section: 'Header' };

type Comparison = {
  role: DatedStatement['role'];
  field: keyof LetterHeader;
  what: string;
  severity: 'error' | 'warning';
};

const comparisons: readonly Comparison[] = [
  { role: 'ur_decision', field: 'urDenialDate', what: 'The utilization review decision', severity: 'error' },
  { role: 'prior_review', field: 'urDenialDate', what: 'The review before this one', severity: 'warning' },
  { role: 'injury', field: 'dateOfInjury', what: 'The injury', severity: 'error' },
  { role: 'application', field: 'applicationReceived', what: 'The application', severity: 'error' },
];

/** A date of the prose against the header; what another statement of the letter explains is none or a warning. */
export const checkHeaderDates = (letter: Letter, statements: readonly DatedStatement[]): Finding[] =>
  comparisons.flatMap((comparison) => {
    const value = letter.header[comparison.field];
    if (!value || !isPossibleDate(value, letter)) return [];
    // A year that nobody can take for another says nothing against the header: it is a finding of its own.
    const own = statements.filter(
      (statement) => statement.role === comparison.role && isPossibleDate(statement.value, letter),
    );
    const exact = own.filter((statement) => !isMonth.test(statement.value));
    const agreeing = (exact.length > 0 ? exact : own).filter((statement) => agree(statement.value, value));
    if (comparison.role === 'prior_review' && isToldRightly(value, statements)) return [];
    const others = own.flatMap((statement) => {
      const severity = agree(statement.value, value) ? undefined : severityOf(statement, comparison, agreeing, letter);
      return severity ? [{ statement, severity }] : [];
    });
    return [...new Set(others.map(({ statement }) => statement.value))].map((stated) => {
      const places = others.filter(({ statement }) => statement.value === stated);
      return findingOf({
        rule: 'date-against-header',
        source,
        severity: places.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
        message: `${comparison.what} is dated ${stated} in the text, ${value} in the header.`,
        values: [stated, value],
        places: [
          ...places.map(({ statement: { passage, quote } }) => inLetter(passage, quote)),
          inLetter(header, `${comparison.field}: ${value}`),
        ],
        resolution: 'Look at the document itself and correct the header or the text.',
      });
    });
  });

/** `2016-10` agrees with any day of that month and proves none. */
const isMonth = /^\d{4}-\d{2}$/;
const ofAnotherAct =
  /\b(?:also|another|second|prior|previous|earlier|subsequent|new|non-?\s?industrial|motor\s+vehicle|years?\s+ago|reported)\b/i;

const isToldRightly = (urDenialDate: string, statements: readonly DatedStatement[]): boolean =>
  statements.some(({ role, value }) => role === 'ur_decision' && agree(value, urDenialDate));

/**
 * Where no statement agrees with the header, one that does not is what it is. Where one agrees, the others may be of
 * another act, but not the sentence that introduces the injured worker, nor the only review of the summary.
 */
const severityOf = (
  statement: DatedStatement,
  { role, severity }: Comparison,
  agreeing: readonly DatedStatement[],
  letter: Letter,
): Comparison['severity'] | undefined => {
  if (agreeing.length === 0) return severity;
  const isInSummary = statement.passage === letter.summary;
  if (role === 'injury') {
    // "on 5-5-10 and 3-2-14": one sentence tells of both.
    if (agreeing.some(({ quote }) => quote === statement.quote)) return undefined;
    if (isInSummary && introduces(statement, letter)) return 'error';
    return ofAnotherAct.test(statement.quote) ? undefined : 'warning';
  }
  if (role !== 'ur_decision') return undefined;
  const isAgreedInSummary = agreeing.some(({ passage }) => passage === letter.summary);
  if (isInSummary) return isAgreedInSummary ? undefined : 'error';
  return isAgreedInSummary && !ofAnotherAct.test(statement.quote) ? 'warning' : undefined;
};

const introduces = ({ quote }: DatedStatement, { summary }: Letter): boolean =>
  summary.text.startsWith(quote) || /\byears?[\s-]+old\b/i.test(quote);
