import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DateMention, DocumentFacts, DocumentType } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { quoteOf } from '../domain/quote.ts';
import { conflictOf } from './conflict-of.ts';
import { wordsBefore } from './dates-of.ts';
import { isOneSlip } from './near-miss.ts';
import { arrival } from './stated-by.ts';
import { isGuess } from './is-guess.ts';

/** Reports of visits. A course of therapy has many, close together. */
const reports: ReadonlySet<DocumentType> = new Set(['pr2', 'progress_note', 'consult', 'first_report', 'qme_ame']);

/** Papers that tell of visits in support of a request or a decision. */
const tellers: ReadonlySet<DocumentType> = new Set([
  'ur_decision',
  'rfa',
  'imr_application',
  'noarfi',
  'imr_determination',
]);

const visitRoles = new Set(['date_of_service', 'report_date']);

const datesIn = (document: DocumentFacts): DateMention[] =>
  document.mentions.filter((mention): mention is DateMention => mention.type === 'date' && isDay(mention.value));

/** All days that a document names, those of its periods too: "6 visits of 2/1/17-3/1/17" */
const daysNamed = (document: DocumentFacts): string[] =>
  document.mentions.flatMap((mention) => (mention.type === 'date' ? mention.value.split('/').filter(isDay) : []));

/** "6 visits 11/16 to 12/4/2015": the last day of a course, not one visit. */
const isEndOfPeriod = (document: DocumentFacts, mention: DateMention): boolean =>
  /\d\s*(?:to|through|thru|until|-|–)\s*$/i.test(wordsBefore(document, mention, 14));

/** "RFA of 3/6 (rec. 3/7)". */
const isArrival = (document: DocumentFacts, mention: DateMention): boolean =>
  arrival.test(wordsBefore(document, mention, 24));

/** Words without which a day that nothing names is none of a visit. */
const ofVisit =
  /\b(?:seen|saw|visit|exam\w*|evaluat\w*|re-?eval\w*|consult\w*|reports?|PR-?2|notes?|progress|findings?|complain\w*|pain|positive|negative|limited|records?|motion|flexion|straight|SLR)\b/i;

/** "A deferral letter of November 12", "the amended report of 3/19/15": another paper than the report of the visit. */
const isOfLetter = (document: DocumentFacts, mention: DateMention): boolean =>
  /\b(?:(?:amended|corrected|supplemental|revised)\s+report|addendum|letter|notice|deferral|denial|decision|determination|requests?|RFA|authorization|appeal)\s+(?:of|dated|on)\s+$/i.test(
    wordsBefore(document, mention, 40),
  );

const toldVisits = (document: DocumentFacts): DateMention[] =>
  datesIn(document)
    .filter((mention) => mention.value !== document.documentDate && (visitRoles.has(mention.role) || isGuess(mention)))
    .filter((mention) => !isGuess(mention) || ofVisit.test(quoteOf(document, mention)))
    .filter(
      (mention) => !isEndOfPeriod(document, mention) && !isArrival(document, mention) && !isOfLetter(document, mention),
    );

/** More days than these are those of a course of therapy, not of one visit. */
const mostVisitDays = 2;

/** The day of a report and the day of the exam that it says it is of. */
const visitDays = (report: DocumentFacts): string[] => {
  const labelled = new Set(
    datesIn(report)
      .filter(({ role, ruleId }) => role === 'date_of_service' && ruleId.endsWith('role.label'))
      .map(({ value }) => value),
  );
  return [report.documentDate ?? '', ...(labelled.size <= mostVisitDays ? labelled : [])];
};

/**
 * A paper of the dispute tells of a visit on a day of which no record knows anything, and of none on the day of a report
 * in the file that is one slip of the pen away. A day like 5/1 when the file has 5/29 may be another visit: no conflict.
 */
export const findVisitConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const records = documents.filter(({ documentType }) => !tellers.has(documentType));
  const known = new Set(records.flatMap(daysNamed));
  const visits = records.filter(
    ({ documentType, documentDate }) => reports.has(documentType) && isDay(documentDate ?? ''),
  );
  const found = new Map<DocumentFacts, { report: DocumentFacts; told: DateMention; teller: DocumentFacts }[]>();
  for (const teller of documents.filter(({ documentType }) => tellers.has(documentType))) {
    const own = new Set(daysNamed(teller));
    const untold = visits.filter(
      (report) =>
        !datesIn(report).some(({ value, role }) => visitRoles.has(role) && own.has(value)) &&
        !own.has(report.documentDate ?? ''),
    );
    for (const told of toldVisits(teller)) {
      if (known.has(told.value)) continue;
      const [report, ...more] = untold.filter((candidate) =>
        visitDays(candidate).some((day) => isOneSlip(day, told.value)),
      );
      if (report && more.length === 0) found.set(report, [...(found.get(report) ?? []), { report, told, teller }]);
    }
  }
  return [...found].map(([report, tellings]) => {
    const ownDate = datesIn(report).find(
      ({ value }) => visitDays(report).includes(value) && tellings.some(({ told }) => isOneSlip(told.value, value)),
    );
    return conflictOf('date_of_service', 'The date of one visit', [
      ...(ownDate ? [{ value: ownDate.value, citation: cite(report, ownDate) }] : []),
      ...tellings.map(({ told, teller }) => ({ value: told.value, citation: cite(teller, told) })),
    ]);
  });
};
