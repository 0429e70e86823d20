import { addDays, daysBetween, isDay } from '../domain/calendar.ts';
import type { Finding } from '../domain/finding.ts';
import type { Profile } from '../domain/profile.ts';
import { isPossibleDate } from './check-possible-dates.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, LetterHeader } from './letter.ts';

const header = { section: 'Header' };

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
