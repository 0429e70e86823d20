import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import { readMotion, type MotionStatement } from '../domain/range-of-motion.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { conflictOf, type Saying } from './conflict-of.ts';

type DatedStatement = {
  onDate: string;
  documentId: string;
  region: MotionStatement['region'];
  side: MotionStatement['side'];
} & Saying;

/** How far back, in characters, the date of an exam still governs a sentence about motion. */
const reach = 700;

const statementsOf = (document: DocumentFacts): DatedStatement[] => {
  let pageStart = 0;
  return document.pageTexts.flatMap((text, index) => {
    const start = pageStart;
    pageStart += text.length + 1;
    return readMotion(text).flatMap((statement): DatedStatement[] => {
      const dated = document.mentions.findLast(
        (mention) =>
          mention.type === 'date' &&
          (mention.role === 'date_of_service' || mention.role === 'report_date') &&
          mention.start < start + statement.end &&
          mention.start > start + statement.start - reach,
      );
      const onDate = dated?.type === 'date' ? dated.value : document.documentDate;
      if (!onDate || !isDay(onDate) || statement.region === 'unknown') return [];
      const citation = {
        documentId: document.documentId,
        page: index + 1,
        quote: statement.quote.slice(0, 200),
        ruleId: 'range-of-motion',
        certainty: 0.7,
      };
      const { region, side, motion } = statement;
      return [{ onDate, documentId: document.documentId, region, side, value: motion, citation }];
    });
  });
};

/** The same exam with motion limited in one document and full in another. */
export const findExamConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const groups = new Map<string, DatedStatement[]>();
  for (const statement of documents.flatMap(statementsOf)) {
    const key = `${statement.onDate} ${statement.region}`;
    groups.set(key, [...(groups.get(key) ?? []), statement]);
  }
  return [...groups].flatMap(([key, statements]) => {
    const isContradicted = statements.some((a) =>
      statements.some(
        (b) => a.documentId !== b.documentId && a.value !== b.value && (a.side ?? b.side) === (b.side ?? a.side),
      ),
    );
    const [onDate = '', region = ''] = key.split(' ');
    return isContradicted
      ? [
          conflictOf(
            `exam_finding:${region} range of motion`,
            `Motion of the ${region} region in the exam of ${onDate}`,
            statements,
          ),
        ]
      : [];
  });
};
