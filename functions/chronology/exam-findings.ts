import { isDay } from '../domain/calendar.ts';
import { readTests } from '../domain/exam-tests.ts';
import { readMotion } from '../domain/range-of-motion.ts';
import { placeInPage } from '../domain/quote.ts';
import type { DateMention, DocumentFacts, DocumentType } from '../domain/facts.ts';
import type { Saying } from './conflict-of.ts';
import { isGuess } from './is-guess.ts';

type Statement = {
  /** What the finding is about: `cervical range of motion`, `spurling`. */
  about: string;
  what: string;
  side: 'left' | 'right' | undefined;
  value: string;
  start: number;
  end: number;
  /** Words behind the finding that may hold its day: "positive on 4/4/16 and negative on 6/16/16". */
  told?: { start: number; end: number };
  quote: string;
};

/** A finding and the day of the exam that found it: one that stands before it, or else that of the document. */
export type ExamFinding = { onDate: string; isDated: boolean; documentId: string } & Pick<
  Statement,
  'about' | 'what' | 'side'
> &
  Saying;

/** How far back, in characters, the date of an exam still governs a sentence about its findings. */
const reach = 700;

/** Where a report begins to tell of its own exam, after dates of the history. */
const examHeading =
  /\b(?:[Pp]hysical\s+[Ee]xam(?:ination)?|[Ee]xam(?:ination)?(?:\s+[Ff]indings)?|[Oo]bjective(?:\s+(?:[Ff]indings|[Cc]omplaints))?|[Ff]indings|EXAM|FINDINGS|O|PE)\s?:|\b(?:PHYSICAL\s+EXAM(?:INATION)?|EXAMINATION|OBJECTIVE(?:\s+FINDINGS)?)\b(?!\s+(?:OF|BY|DATE))/g;

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

/** "positive today (negative at the AME in May)": whoever tells it does not give its day. */
const ofAnotherExam =
  /^[^.;\n]{0,24}\b(?:(?:at|by|in) (?:the |his |her )?(?:AME|QME|IME|first|initial|last|previous|prior|earlier)\b|(?:previously|before|at that time)\b|in (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b)/i;

/** "On 5/15/12 the test was positive, on 7/10/12 it was negative": the day opens the clause of its outcome. */
const opensClause = /(?:^|[.,;:]|\b(?:and|but|while|whereas))\s*(?:on|as\s+of|at)\s+$/i;
const outcomeWord = /\b(?:positive|negative)\b/i;

/** "Negative today, it was positive on 5/15.": under the heading of an exam such a day is that of its sentence alone. */
const ofPast = /\b(?:was|were|had|since|compared|unlike|previous(?:ly)?|before|last|formerly)\b[^.;]*$/i;
const isPast = (text: string, at: number): boolean => ofPast.test(text.slice(Math.max(0, at - 60), at));

type Placed = { onDate: string; at: number; isExam: boolean; isTold: boolean };

/**
 * The date of a visit or its report; in a paper of the dispute also a date that nothing else is said of. In a report of
 * its own a day that words do not give a visit may be of what was done before: "Botox on 11-15-2016 was the second".
 */
const isExamDate = (document: DocumentFacts, mention: DateMention): boolean => {
  const isVisit = mention.role === 'date_of_service' || mention.role === 'report_date';
  const isOwn = mention.value === document.documentDate;
  if (!isGuess(mention)) return isVisit;
  return papers.has(document.documentType)
    ? isVisit || !isOwn
    : isVisit && (isOwn || mention.ruleId.endsWith('role.default'));
};

const record = String.raw`(?:visit|exam(?:ination)?|evaluation|consult(?:ation)?|reports?|records?|notes?|PR-?2)`;
const beforeDay = new RegExp(String.raw`\b(?:on|as\s+of|at|seen|${record}\s+(?:of|dated|from|on))\s+$`, 'i');
const afterDay = new RegExp(String.raw`^\s?:|^\s${record}\b`, 'i');

/** "On 7/11/16 ...", "7/11/16: ...": a day that its own sentence gives a finding, whatever else was on it. */
const isToldDay = (text: string, at: number, { text: words, role }: DateMention): boolean => {
  if (role === 'date_of_injury' || role === 'date_of_birth') return false;
  return (
    beforeDay.test(text.slice(Math.max(0, at - 24), at)) ||
    afterDay.test(text.slice(at + words.length, at + words.length + 16))
  );
};

/** The findings of every exam that a document tells of. */
export const examFindings = (document: DocumentFacts): ExamFinding[] => {
  const dates = document.mentions.filter((mention): mention is DateMention => mention.type === 'date');
  const byPage = Map.groupBy(dates, ({ page }) => page);
  return document.pageTexts.flatMap((text, index) => {
    const statements = findingsIn(text);
    if (statements.length === 0) return [];
    const headings = papers.has(document.documentType)
      ? []
      : [...text.matchAll(examHeading)].map(({ index: at }) => at);
    const placed = (byPage.get(index + 1) ?? [])
      .map((mention): Placed => {
        const at = placeInPage(document, mention);
        const isTold = isDay(mention.value) && isToldDay(text, at, mention);
        // "Botox in October 2015 (10/13/2015)" is a word of the history; a paper of the dispute may cite a report so.
        const isAside = text[at - 1] === '(' && !papers.has(document.documentType);
        return { onDate: mention.value, at, isExam: !isAside && isExamDate(document, mention), isTold };
      })
      .sort((a, b) => a.at - b.at);
    return statements.flatMap(({ about, what, side, value, start, end, told: words, quote }): ExamFinding[] => {
      const from = Math.max(0, ...['. ', '; ', '\n'].map((stop) => text.lastIndexOf(stop, start - 1)));
      const after = placed.find(
        ({ isTold, at }) => isTold && words !== undefined && at >= words.start && at < words.end,
      );
      const led = placed.findLast(
        ({ isTold, at }) =>
          isTold &&
          words !== undefined &&
          at >= from &&
          at < words.start &&
          opensClause.test(text.slice(from, at)) &&
          !outcomeWord.test(text.slice(at, words.start)),
      );
      const inSentence = placed.filter(({ isTold, at }) => isTold && at >= from && at < end);
      const behind = led ?? after;
      // "limited on 6/8 and full on 9/14": nothing says which of the days is the finding's.
      if (!behind && new Set(inSentence.map(({ onDate }) => onDate)).size > 1) return [];
      const told = behind ?? inSentence.at(-1);
      const own = headings.findLast((at) => at < end) ?? -1;
      const exam = placed.findLast(
        ({ isExam, at }) =>
          isExam && at < end && at > Math.max(start - reach, own) && !(at < from && own >= 0 && isPast(text, at)),
      );
      if (!told && words && ofAnotherExam.test(text.slice(words.start, words.end))) return [];
      const day = told ?? exam;
      const onDate = day?.onDate ?? document.documentDate;
      if (!onDate || !isDay(onDate)) return [];
      const citation = {
        documentId: document.documentId,
        page: index + 1,
        quote: quote.slice(0, 200),
        ruleId: 'exam-finding',
        certainty: 0.7,
      };
      return [
        { onDate, isDated: day !== undefined, documentId: document.documentId, about, what, side, value, citation },
      ];
    });
  });
};
