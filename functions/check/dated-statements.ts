import type { PartialDay } from '../domain/days.ts';
import { isInjuryDate } from './injury-statements.ts';
import type { Passage } from './letter.ts';
import { readDates, type WrittenDate } from './read-dates.ts';
import { reviewRole } from './review-statements.ts';
import { sentencesOf } from './sentences.ts';

export type DatedStatement = {
  role: 'ur_decision' | 'prior_review' | 'injury' | 'application' | 'rfa' | 'rfa_received';
  /** From and to with a slash between them, where the sentence gives both: a trauma that went on for months. */
  value: PartialDay;
  passage: Passage;
  quote: string;
};
type Role = DatedStatement['role'];

const request = String.raw`(?:requests?\s+for\s+authorization|authorization\s+requests?|\bRFA\b)(?:\s*\((?:RFA|request\s+for\s+authorization)\))?(?:\s+form)?(?:\s*\((?:RFA|request\s+for\s+authorization)\))?`;
const rfaBefore = new RegExp(
  String.raw`${request}[\s,:(]*(?:(?:date|dated|was|is|were|signed|on|of|submitted|form|for|completed|noted|the|as)[\s,:(]*){0,5}$`,
  'i',
);
const requestAtEnd = new RegExp(String.raw`${request}[^.]{0,40}$`, 'i');
const rfaReceived = new RegExp(String.raw`${request}[^.]{0,30}\breceived\b[\s,:(]*(?:(?:on|dated)[\s,:(]*){0,2}$`, 'i');
const rfaAfter = new RegExp(String.raw`^[,\s]*(?:the\s+|a\s+|an\s+)?${request}(?!\s+(?:was|were)\s+received)`, 'i');
const otherRequest = /\b(?:second|another|additional|earlier|previous|prior|new|subsequent)\s+(?:\w+\s+)?$/i;
/** The header has the day on which it arrived; the day of its signature is another fact. */
const applicationBefore =
  /\b(?:IMR\s+application|application\s+for\s+(?:an\s+)?(?:independent\s+medical\s+review|IMR))(?:\s*\(IMR\))?[\s,:(]*(?:(?:was|is)\s+)?(?:received|filed)[\s,:(]*(?:(?:on|of)[\s,:(]*)?$/i;

/** What the letter says about the dates of the dispute, sentence by sentence. Doubtful sentences say nothing. */
export const datedStatements = (passages: readonly Passage[]): DatedStatement[] =>
  passages.flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) =>
      withLists(text, readDates(text)).map(({ role, value }) => ({ role, value, passage, quote: text })),
    ),
  );

const listed = /^\s*(?:,|&|,?\s*and|,?\s*or)\s*$/i;
const ranged = /^\s*(?:to|through|thru|until|-|–|—)\s*$/i;

/** "on 5-5-10 and 3-2-14" says the same of both days, "from 3-1-13 to 3-2-14" of the time between them. */
const withLists = (sentence: string, dates: readonly WrittenDate[]): { role: Role; value: PartialDay }[] => {
  const told: { role: Role; value: PartialDay }[] = [];
  let previous: { role: Role; value: PartialDay } | undefined;
  dates.forEach((date, index) => {
    const between = sentence.slice(dates[index - 1]?.end ?? 0, date.start);
    if (previous && ranged.test(between)) {
      previous.value = `${previous.value}/${date.value}`;
      return;
    }
    const role = roleOf(sentence, date, dates.length, index) ?? (listed.test(between) ? previous?.role : undefined);
    previous = role && { role, value: date.value };
    if (previous) told.push(previous);
  });
  return told;
};

/** A text without full stops is one sentence; what stands farther off says nothing about a date. */
const reach = 600;

const roleOf = (sentence: string, date: WrittenDate, count: number, index: number): Role | undefined => {
  const before = sentence.slice(Math.max(0, date.start - reach), date.start);
  const after = sentence.slice(date.end, date.end + reach);
  const isFirst = date.start < 20 && /^[^\w]*(?:on\s+)?$/i.test(before);
  const ofReview = reviewRole({ sentence: `${before}${after}`, before, after, isFirst, isOnly: count === 1 });
  if (ofReview) return ofReview;
  if (isFirst && index === 0 && rfaAfter.test(after) && !/received/i.test(after.slice(0, 60))) return 'rfa';
  if (/\b(?:an?|the)\s+$/i.test(before) && rfaAfter.test(after)) return 'rfa';
  if (applicationBefore.test(before)) return 'application';
  if (rfaReceived.test(before)) return /received\s+dated\s*$/i.test(before) ? 'rfa' : 'rfa_received';
  const requested = requestAtEnd.exec(before);
  if (requested && otherRequest.test(before.slice(0, requested.index))) return undefined;
  if (rfaBefore.test(before)) return /^\W*received/i.test(after) ? 'rfa_received' : 'rfa';
  return isInjuryDate({ before, after, isFirst }) ? 'injury' : undefined;
};
