import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import { readTests } from '../domain/exam-tests.ts';
import { readMotion } from '../domain/range-of-motion.ts';
import { placeInPage } from '../domain/quote.ts';
import type { DateMention, DocumentFacts, DocumentType, Mention } from '../domain/facts.ts';
import { conflictOf, type Saying } from './conflict-of.ts';

type Statement = {
  /** What the finding is about: `cervical range of motion`, `spurling`. */
  about: string;
  what: string;
  side: 'left' | 'right' | undefined;
  value: string;
  start: number;
  end: number;
  quote: string;
};
type DatedStatement = { onDate: string; documentId: string } & Pick<Statement, 'about' | 'what' | 'side'> & Saying;

/** How far back, in characters, the date of an exam still governs a sentence about its findings. */
const reach = 700;

/** Where a report begins to tell of its own exam, after dates of the history. */
const examHeading =
  /\b(?:physical\s+exam(?:ination)?|exam(?:ination)?(?:\s+findings)?|objective(?:\s+(?:findings|complaints))?|findings)\s*:|\b(?:O|PE)\s?:/gi;

const papers: ReadonlySet<DocumentType> = new Set([
  'ur_decision',
  'imr_determination',
  'imr_application',
  'rfa',
  'noarfi',
]);

const findingsIn = (text: string): Statement[] => [
  ...readMotion(text)
    .filter(({ region }) => region !== 'unknown')
    .map(({ region, motion, ...rest }) => ({
      ...rest,
      about: `${region} range of motion`,
      what: `Motion of the ${region} region`,
      value: motion,
    })),
  ...readTests(text).map(({ test, outcome, ...rest }) => ({
    ...rest,
    about: test,
    what: `The ${test} test`,
    value: outcome,
  })),
];

const statementsOf = (document: DocumentFacts): DatedStatement[] => {
  const dates = document.mentions.filter((mention) => isExamDate(document, mention));
  const examMentions = Map.groupBy(dates, (mention) => mention.page);
  return document.pageTexts.flatMap((text, index) => {
    const statements = findingsIn(text);
    if (statements.length === 0) return [];
    const headings = papers.has(document.documentType)
      ? []
      : [...text.matchAll(examHeading)].map(({ index: at }) => at);
    const ownExamAt = (start: number): number => headings.findLast((at) => at <= start) ?? -1;
    const exams = (examMentions.get(index + 1) ?? [])
      .map((mention) => ({ onDate: mention.value, at: placeInPage(document, mention) }))
      .sort((a, b) => a.at - b.at);
    return statements.flatMap(({ about, what, side, value, start, end, quote }): DatedStatement[] => {
      const dated = exams.findLast((exam) => exam.at < end && exam.at > Math.max(start - reach, ownExamAt(start)));
      const onDate = dated?.onDate ?? document.documentDate;
      if (!onDate || !isDay(onDate)) return [];
      const citation = {
        documentId: document.documentId,
        page: index + 1,
        quote: quote.slice(0, 200),
        ruleId: 'exam-finding',
        certainty: 0.7,
      };
      return [{ onDate, documentId: document.documentId, about, what, side, value, citation }];
    });
  });
};

/** The date of a visit or its report; in a paper of the dispute also a date that nothing else is said of. */
const isExamDate = (document: DocumentFacts, mention: Mention): mention is DateMention =>
  mention.type === 'date' &&
  (mention.role === 'date_of_service' ||
    mention.role === 'report_date' ||
    (mention.ruleId.endsWith('role.default') && mention.value !== document.documentDate));

const differ = (a: DatedStatement, b: DatedStatement): boolean =>
  a.value !== b.value && (a.side ?? b.side) === (b.side ?? a.side);

/** "SLR negative" beside "positive on the left, negative on the right": the one is the other side of the other. */
const isOfOtherSide = (sided: DatedStatement, unsided: DatedStatement, all: readonly DatedStatement[]): boolean =>
  sided.side !== undefined &&
  unsided.side === undefined &&
  all.some(
    ({ documentId, side, value }) =>
      documentId === sided.documentId && side !== sided.side && side !== undefined && value === unsided.value,
  );

const areContradictory = (a: DatedStatement, b: DatedStatement, all: readonly DatedStatement[]): boolean =>
  a.documentId !== b.documentId && differ(a, b) && !isOfOtherSide(a, b, all) && !isOfOtherSide(b, a, all);

/** The same exam with a finding in one document and its opposite in another. */
export const findExamConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const groups = Map.groupBy(documents.flatMap(statementsOf), ({ onDate, about }) => `${onDate} ${about}`);
  return [...groups.values()].flatMap((statements) => {
    const [first] = statements;
    const isContradicted = statements.some((a) => statements.some((b) => areContradictory(a, b, statements)));
    return first && isContradicted
      ? [conflictOf(`exam_finding:${first.about}`, `${first.what} in the exam of ${first.onDate}`, statements)]
      : [];
  });
};
