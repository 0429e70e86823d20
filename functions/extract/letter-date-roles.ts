import type { DateRole } from '../domain/facts.ts';
import type { RawDate } from './date-grammar.ts';
import { oneLine } from './one-line.ts';

/** What must stand right before a date, right behind it, and what it is then the date of. */
type Told = { before: RegExp; after?: RegExp; role: DateRole };

const review = String.raw`(?:utilization review|\bUR\b)(?: \([^)\n]{2,30}\))?`;

/** How a determination tells of the dispute; other documents say these things of other people and other papers. */
const told: readonly Told[] = [
  {
    before:
      /(?<!\b(?:prior|previous|another|second|new) )\b(?:industrial|occupational|work(?:[- ]related)?)(?:-work)? (?:injury|accident|claim)(?: date)? (?:of |on |from |dated )$/i,
    role: 'date_of_injury',
  },
  // The sentence that introduces the worker, even where the header has another day.
  {
    before:
      /\b(?:(?:injured worker|patient|claimant|applicant|employee)(?: \([A-Z]{2,3}\))? (?:is|was) |year[- ]old )(?!.*\b(?:prior|previous|another|second|since)\b)[^.;]{0,90}\binjur(?:y|ies|ed)\b(?: to (?:the |her |his )?[^.;\d]{2,40}?)?(?: (?:date|that|which|occurr\w+|dated|on|of|in|at work|sustained|is))* $/i,
    role: 'date_of_injury',
  },
  { before: /\bon $/i, after: /^,? (?:a |the )?requests? (?:was|were) received\b/i, role: 'rfa_received_date' },
  { before: /\bon $/i, after: /^,? (?:a |the )?requests? (?:was|were) (?:made|submitted)\b/i, role: 'rfa_date' },
  { before: /\b(?:request for authorization|RFA)(?: form)? was received dated $/i, role: 'rfa_date' },
  {
    before: new RegExp(
      String.raw`${review} (?:denied|modified|non-?certified)(?: certification| the requests?(?: for [^.;,\d]{2,60})?)? on $|${review}(?: physician)?(?:['’]s)?(?: (?:report|determination|decision|denial|letter)){1,3},?(?: (?:is|was))? (?:dated|of) $`,
      'i',
    ),
    role: 'ur_decision_date',
  },
  {
    before: /\bon $/i,
    after: new RegExp(
      String.raw`^,? (?:the )?(?:claims administrator|${review}(?: physician)?) (?:denied|modified|non-?certified|failed to)\b`,
      'i',
    ),
    role: 'ur_decision_date',
  },
  { before: /\b(?:off(?: of)? work|modified (?:duty|work|activity)) (?:until|through) $/i, role: 'work_status_date' },
  { before: /\b(?:sessions?|visits) of [^.;\n\d]{3,50} through $/i, role: 'treatment_period' },
  {
    before: /(?:^|[.,] |\band )on $/i,
    after: /^,? (?:he |she )?(?:reports|complains|presents)\b/i,
    role: 'date_of_service',
  },
];

/** The role that a sentence of a determination gives a date outright. */
export const letterDateRole = (text: string, { start, end }: RawDate): DateRole | undefined => {
  const before = oneLine(text.slice(Math.max(0, start - 160), start));
  const after = oneLine(text.slice(end, end + 60));
  return told.find((words) => words.before.test(before) && (words.after?.test(after) ?? true))?.role;
};
