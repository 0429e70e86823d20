import { addDays, daysBetween, isDay } from '../domain/calendar.ts';
import type { Finding } from '../domain/finding.ts';
import type { Profile } from '../domain/profile.ts';
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

/** A date of the prose against the header. Where one of several statements agrees, the others may be of another act. */
export const checkHeaderDates = (letter: Letter, statements: readonly DatedStatement[]): Finding[] =>
  comparisons.flatMap(({ role, field, what, severity }) => {
    const own = statements.filter((statement) => statement.role === role);
    const value = letter.header[field];
    if (!value || !isPossibleDate(value, letter) || own.some((statement) => agree(statement.value, value))) return [];
    // A year that nobody can take for another says nothing against the header: it is a finding of its own.
    const values = [...new Set(own.map((statement) => statement.value).filter((date) => isPossibleDate(date, letter)))];
    return values.map((stated) => {
      const places = own.filter((statement) => statement.value === stated);
      return findingOf({
        rule: 'date-against-header',
        source,
        severity,
        message: `${what} is dated ${stated} in the text, ${value} in the header.`,
        values: [stated, value],
        places: [
          ...places.map(({ passage, quote }) => inLetter(passage, quote)),
          inLetter(header, `${field}: ${value}`),
        ],
        resolution: 'Look at the document itself and correct the header or the text.',
      });
    });
  });

const order: readonly (readonly [keyof LetterHeader, keyof LetterHeader])[] = [
  ['dateOfInjury', 'urDenialDate'],
  ['urDenialDate', 'applicationReceived'],
  ['applicationReceived', 'dateAssigned'],
  ['dateAssigned', 'decisionDate'],
];

const words: Partial<Record<keyof LetterHeader, string>> = {
  dateOfInjury: 'injury',
  urDenialDate: 'utilization review decision',
  applicationReceived: 'application',
  dateAssigned: 'assignment',
  decisionDate: 'determination',
};

/** The acts of a review follow each other, and the application within its time limit. */
export const checkHeaderOrder = (letter: Letter, profile: Profile): Finding[] => {
  const outOfOrder = order.flatMap(([first, second]) => {
    const [before, after] = [letter.header[first], letter.header[second]];
    if (!before || !after || !isDay(before) || !isDay(after) || before <= after) return [];
    if (!isPossibleDate(before, letter) || !isPossibleDate(after, letter)) return [];
    return [
      findingOf({
        rule: 'header-order',
        source:
          'Labor Code 4610.5 and 4610.6: injury, utilization review, application, assignment and determination follow each other',
        severity: 'error',
        message: `In the header the ${words[second]} (${after}) is before the ${words[first]} (${before}).`,
        values: [before, after],
        places: [inLetter(header, `${first}: ${before}`), inLetter(header, `${second}: ${after}`)],
        resolution: 'Correct the date that is wrong.',
      }),
    ];
  });
  return [...outOfOrder, ...lateApplication(letter, profile)];
};

const lateApplication = ({ header: { urDenialDate, applicationReceived } }: Letter, profile: Profile): Finding[] => {
  const rule = profile.clocks.find((clock) => clock.id === 'application');
  if (!rule || !urDenialDate || !applicationReceived || !isDay(urDenialDate) || !isDay(applicationReceived)) return [];
  const due = addDays(urDenialDate, rule.amount + (rule.serviceExtensionDays?.inState ?? 0));
  if (applicationReceived <= due) return [];
  return [
    findingOf({
      rule: 'late-application',
      source: rule.source,
      severity: 'warning',
      message: `The application came ${daysBetween(urDenialDate, applicationReceived)} days after the utilization review decision; the limit with mail service is ${due}.`,
      values: [urDenialDate, applicationReceived],
      places: [
        inLetter(header, `urDenialDate: ${urDenialDate}`),
        inLetter(header, `applicationReceived: ${applicationReceived}`),
      ],
      resolution: 'Say why the application counts as timely, or correct a date.',
    }),
  ];
};
