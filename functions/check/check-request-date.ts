import { isDay } from '../domain/calendar.ts';
import type { Finding } from '../domain/finding.ts';
import { wordsOf } from '../domain/same-words.ts';
import type { DatedStatement } from './dated-statements.ts';
import { isPossibleDate } from './check-possible-dates.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter } from './letter.ts';
import { agree } from './read-dates.ts';

/**
 * The request for authorization has one date in the summary and another in a rationale. A letter that names several
 * requests in its summary says nothing wrong, and the day of receipt is another fact.
 */
export const checkRequestDate = (letter: Letter, statements: readonly DatedStatement[]): Finding[] => {
  const requests = statements.filter(
    ({ role, value }) => role === 'rfa' && isDay(value) && isPossibleDate(value, letter),
  );
  const inSummary = requests.filter(({ passage }) => passage === letter.summary);
  const received = new Set(statements.filter(({ role }) => role === 'rfa_received').map(({ value }) => value));
  const known = [...new Set(inSummary.map(({ value }) => value))];
  const stated = known[0];
  if (known.length !== 1 || !stated) return [];
  const others = requests.filter(
    (request) =>
      request.passage !== letter.summary &&
      !agree(request.value, stated) &&
      !received.has(request.value) &&
      !isOfOther(request, letter),
  );
  return [...new Set(others.map(({ value }) => value))].map((value) =>
    findingOf({
      rule: 'request-date',
      source:
        'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact; the dates of one letter must agree with each other',
      severity: 'error',
      message: `The request for authorization is dated ${stated} in the summary and ${value} in the rationale.`,
      values: [stated, value],
      places: [...inSummary, ...others.filter((other) => other.value === value)].map(({ passage, quote }) =>
        inLetter(passage, quote),
      ),
      resolution: 'Look at the form and correct the wrong date, or say that these are two requests.',
    }),
  );
};

/** A request that was granted, or one for something that the item does not name. */
const isOfOther = ({ quote, passage }: DatedStatement, { items }: Letter): boolean => {
  if (/(?<!\bnot\s|non-)\b(?:approved|certified|granted)\b/i.test(quote)) return true;
  const asked = /\b(?:for|requested|requests)\s+(?!authorization)(?<what>[^.;]+)/i.exec(
    quote.replace(/requests?\s+for\s+authorization/gi, ''),
  )?.groups?.['what'];
  const item = items.find(({ rationale }) => rationale === passage)?.item.text;
  if (asked === undefined || item === undefined) return false;
  const named = new Set(wordsOf(item).filter((word) => /[a-z]{3}/.test(word)));
  return !wordsOf(asked).some((word) => named.has(word));
};
