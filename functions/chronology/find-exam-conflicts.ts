import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import { readMotion, type MotionStatement } from '../domain/range-of-motion.ts';
import { placeInPage } from '../domain/quote.ts';
import type { DateMention, DocumentFacts, Mention } from '../domain/facts.ts';
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
  const examMentions = Map.groupBy(document.mentions.filter(isExamDate), (mention) => mention.page);
  return document.pageTexts.flatMap((text, index) => {
    const statements = readMotion(text).filter(({ region }) => region !== 'unknown');
    if (statements.length === 0) return [];
    const exams = (examMentions.get(index + 1) ?? [])
      .map((mention) => ({ onDate: mention.value, at: placeInPage(document, mention) }))
      .sort((a, b) => a.at - b.at);
    return statements.flatMap(({ region, side, motion, start, end, quote }): DatedStatement[] => {
      const dated = exams.findLast((exam) => exam.at < end && exam.at > start - reach);
      const onDate = dated?.onDate ?? document.documentDate;
      if (!onDate || !isDay(onDate)) return [];
      const citation = {
        documentId: document.documentId,
        page: index + 1,
        quote: quote.slice(0, 200),
        ruleId: 'range-of-motion',
        certainty: 0.7,
      };
      return [{ onDate, documentId: document.documentId, region, side, value: motion, citation }];
    });
  });
};

const isExamDate = (mention: Mention): mention is DateMention =>
  mention.type === 'date' && (mention.role === 'date_of_service' || mention.role === 'report_date');

/** The same exam with motion limited in one document and full in another. */
export const findExamConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const groups = new Map<string, DatedStatement[]>();
  for (const statement of documents.flatMap(statementsOf)) {
    const key = `${statement.onDate} ${statement.region}`;
    const known = groups.get(key);
    if (known) known.push(statement);
    else groups.set(key, [statement]);
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
