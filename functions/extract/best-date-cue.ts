import type { DateRole } from '../domain/facts.ts';
import { joinedRule } from './certainty.ts';
import type { Cue } from './date-cues.ts';
import type { RawDate } from './date-grammar.ts';
import type { Reading } from './reading.ts';
import { indexAt } from './sentences.ts';

/** A role with how strongly the words speak for it, and by which kind of sign. */
export type RoleReading = {
  role: DateRole;
  score: number;
  ruleId: string;
  /** What the words would say were it not the day of injury. */
  instead?: DateRole;
};

/** Below this a cue says too little, and the section and the document's type decide. */
export const weakScore = 2.2;

/** Between a label and its date: a colon, a bracket, and little words. */
const labelGap =
  /^[\s:()#.,'"-]*(?:\(?\d\) ?)?(?:\((?:MM|DD|YYYY|M|D|Y|\/|-| )+\):? ?|Mo\.? ?Day,? ?(?:Yr|Year)\.?[: ]*)?(?:(?:was|is|on|of|dated|date|the|this|as|at|for|form|letter|report|note|notes|visit|performed|done|signed|in|since|during|around|from|about|approximately|at least|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?)[\s:]+){0,3}$/i;
/** Most are one of these. */
const plainGaps = new Set([' ', ': ', ':', '']);
/** "RFA for surgery dated 8/20/18" */
const datedRequest = /^ (?:for|of) [^.;\n\d]{1,45} (?:dated|signed) $/i;
const reach = { before: 16, after: 7 };
export const isDone = new Set<DateRole>(['surgery_date', 'procedure_date', 'medication_date']);
/** What one word, another date, or a semicolon between a cue and a date costs. */
const cost = { word: 0.45, date: 4, semicolon: 2, column: 1.5 };

/** Dates with nothing but commas and the like between them. */
export const isListed = (text: string, previous: RawDate, date: RawDate) =>
  date.start - previous.end < 24 &&
  /^(?: at \d{1,2}:\d{2}(?: ?[ap]\.?m\.?)?| (?:in)?consistent| negative| positive| neg| pos| normal)?(?:, ?(?:and )?(?:again on |then on )?| and (?:again )?(?:on |in |at )?| & |; ?|\/)$/i.test(
    text.slice(previous.end, date.start),
  );

const withOther = (best: RoleReading | undefined, other: RoleReading | undefined): RoleReading | undefined =>
  best?.role === 'date_of_injury' && other && other.score >= weakScore ? { ...best, instead: other.role } : best;

/** "since January 2021, duloxetine": the drug behind the date is what began. */
const isSince = (text: string, date: RawDate) =>
  /\b(?:since|starting|beginning)(?: (?:about|around|in|early|late|mid))? $/i.test(
    text.slice(Math.max(0, date.start - 24), date.start),
  );

/** The cue that speaks most strongly for a role of a date; undefined where none is in reach. */
export const bestCue = (
  reading: Reading,
  date: RawDate,
  dates: readonly RawDate[],
  index: number,
  before: readonly Cue[],
  beforeEnds: readonly number[],
  after: readonly Cue[],
  afterStarts: readonly number[],
): RoleReading | undefined => {
  const { text } = reading;
  const sentence = reading.sentenceAt(date.start);
  const from = lineBeforeIsLabels(reading, dates, index, sentence.start) ?? sentence.start;
  const firstToken = reading.tokenAt(date.start);
  let best: RoleReading | undefined;
  let other: RoleReading | undefined;
  const offer = (role: DateRole, score: number, ruleId: string) => {
    if (!best || score > best.score) best = { role, score, ruleId };
    if (role !== 'date_of_injury' && (!other || score > other.score)) other = { role, score, ruleId };
  };
  for (let at = indexAt(beforeEnds, date.start); at >= 0; at -= 1) {
    const cue = before[at];
    if (!cue || cue.end <= from || firstToken - cue.to > reach.before) break;
    if (cue.start < from || cue.end > date.start) continue;
    const gap = text.slice(cue.end, date.start);
    const isLabel =
      plainGaps.has(gap) ||
      (gap.length < 40 && labelGap.test(gap)) ||
      (cue.role === 'rfa_date' && gap.length < 60 && datedRequest.test(gap));
    // "revision amputation on 9/8/16" is no form's revision.
    if (cue.role === 'form_date' && !isLabel && !/^[\s\d().:-]{0,14}$/.test(gap)) continue;
    const datesPassed = datesBetween(dates, index, cue.end);
    // "DOB 06/11/1980" at the end of a line has its day; the next line begins with another.
    if (cue.role === 'date_of_birth' && datesPassed > 0 && gap.includes('\n')) continue;
    let score = cue.weight - cost.word * (firstToken - cue.to) - cost.date * datesPassed;
    if (isLabel) score += cue.by === 'treatment' || cue.weight < 5 ? 2 : 4;
    if (!isLabel && gap.includes(';')) score -= cost.semicolon;
    // "RFA for surgery dated 8/20/18": it is the paper that has the date.
    if (cue.by === 'treatment' && isDone.has(cue.role) && /\bdated\b/i.test(gap)) score -= cost.date;
    if (!isLabel && gap.includes('   ') && /\S {3,}\S/.test(gap)) score -= cost.column;
    score += (cue.to - cue.from) * 0.15;
    offer(cue.role, score, isLabel ? 'role.label' : joinedRule('role', '.', cue.by));
  }
  // "10/8/18, 11/19/18, 1/7/19   Post-op visits"
  const opens = opensRow(text, date, reading.lineAt(date.start).start);
  let last = index;
  if (opens)
    for (let next = dates[last + 1]; next && isListed(text, dates[last] ?? next, next); next = dates[last + 1])
      last += 1;
  const { end: listEnd } = dates[last] ?? date;
  const afterToken = reading.tokenAt(listEnd);
  const isRow = opens && !reading.furnitureAt(date.start);
  const afterEnd = opens ? endOfEntry(reading, date, sentence) : sentence.end;
  for (let at = Math.max(0, indexAt(afterStarts, listEnd - 1)); at < after.length; at += 1) {
    const cue = after[at];
    if (!cue) break;
    if (cue.start < listEnd) continue;
    if (cue.start >= afterEnd || cue.from - afterToken > reach.after) break;
    // "On 2/18/15 for low mood after the injury" is not the day of the injury.
    if (cue.role === 'date_of_injury' && cue.from - afterToken > 3) continue;
    const gap = text.slice(listEnd, cue.start);
    if ((isRow || actsOn.has(cue.role)) && belongsToNext(text, cue, dates[last + 1], isRow ? 40 : 9)) continue;
    // "told her supervisor the following morning and was seen at ..."
    if (date.kind === 'relative' && /,|\band\b/.test(gap)) break;
    // "ankle fracture 2004, appendectomy at age 12": the year is of what stands before it.
    if (cue.by === 'treatment' && gap.startsWith(',') && !isRow && endsClause(text, date)) break;
    if (gap.includes('\n') || gap.includes(';') || (!isRow && gap.includes('   '))) break;
    const score =
      cue.weight -
      (isRow || isBetweenArticleAndNoun(text, date, gap) ? 0 : 1) +
      (isBetweenArticleAndNoun(text, date, gap) ? 2 : 0) -
      (isRow ? 0.3 : 0.8) * (cue.from - afterToken) -
      cost.date * datesAfter(dates, last, cue.start) -
      (gap.includes(',') && gap.length > 2 ? 1 : 0);
    // "06-12-18  ATTENDED APPT": a row tells of its own day.
    const isVisit =
      isRow &&
      cue.role === 'next_visit_date' &&
      /^(?:(?:md|dr|ptp) )?(?:appts?|appointment|visit|re-?eval\w*|re-?exam\w*|recheck|follow[- ]?up|f\/u)$/i.test(
        text.slice(cue.start, cue.end),
      );
    offer(isVisit ? 'date_of_service' : cue.role, score, `role.${cue.by}-after`);
    if (cue.role === 'medication_date' && cue.by === 'treatment' && cue.from - afterToken <= 1 && isSince(text, date))
      offer(cue.role, 9, 'role.treatment-after');
  }
  return withOther(best, other);
};

/** "the 9/13 denial", "the 7/9/2013 study": the day of the noun. */
const isBetweenArticleAndNoun = (text: string, { start }: RawDate, gap: string): boolean =>
  gap === ' ' && /\b(?:the|that|this|his|her|your|our|my) $/i.test(text.slice(Math.max(0, start - 5), start));

/** A noun stands right before, and no word that leads to a date. */
const endsClause = (text: string, { start }: RawDate): boolean =>
  /[a-z]{3} \(?$/.test(text.slice(Math.max(0, start - 6), start)) &&
  !/\b(?:on|in|of|since|from|until|through|thru|by|about|dated|early|late|mid|and|to|around|date|seen|visit|exam)\.? \(?$/i.test(
    text.slice(Math.max(0, start - 12), start),
  );

/** "requested 8/2/16, denied 8/11/16": an act has its own day. */
const actsOn = new Set<DateRole>(['ur_decision_date', 'rfa_date', 'rfa_received_date', 'imr_application_date']);

/** "06-15-18  RFA RECD 06-14-18": the words lead to the other date of the row. */
const belongsToNext = (text: string, { end }: Cue, next: RawDate | undefined, reachesTo: number): boolean =>
  next !== undefined &&
  text.charAt(end) !== ':' &&
  next.start >= end &&
  next.start - end < reachesTo &&
  !/[.;,(\n]/.test(text.slice(end, next.start));

/** A date at the head of its line, or behind the line's number: "4    05-Dec-2018   GI   Upper endoscopy". */
export const opensRow = (text: string, { start }: RawDate, lineStart: number): boolean =>
  start === 0 ||
  (lineStart > 0 && start - lineStart < 8 && /^(?:\(?\d{1,3}[.)]? {1,4}|[-*•] ?)?$/.test(text.slice(lineStart, start)));

/** "10/11/2011. EMG, Dr. Osei.": in a list of records a date that opens its line is told of by the rest of the line. */
const endOfEntry = ({ lineAt }: Reading, date: RawDate, sentence: { start: number; end: number }): number =>
  sentence.end - date.end > 4 ? sentence.end : Math.min(lineAt(date.end).end, date.end + 120);

const datesBetween = (dates: readonly RawDate[], index: number, from: number): number => {
  let count = 0;
  for (let at = index - 1; at >= 0 && (dates[at]?.start ?? 0) >= from; at -= 1) count += 1;
  return count;
};
const datesAfter = (dates: readonly RawDate[], index: number, to: number): number => {
  let count = 0;
  for (let at = index + 1; at < dates.length && (dates[at]?.end ?? 0) <= to; at += 1) count += 1;
  return count;
};

/** When a date opens its line and the line above holds no date and ends as a label, that line's words count. */
const lineBeforeIsLabels = (
  reading: Reading,
  dates: readonly RawDate[],
  index: number,
  start: number,
): number | undefined => {
  const { text } = reading;
  const date = dates[index];
  if (!date || start === 0 || date.start - start > 3) return undefined;
  const lineStart = reading.lineAt(start - 2).start;
  if (start - lineStart > 90) return undefined;
  const line = text.slice(lineStart, start);
  const previous = dates[index - 1];
  if (previous && previous.start >= lineStart) return undefined;
  if (/\b(?:notes?|report|letter|form|review|summary|records|reviewed)\s*:?\s*$/i.test(line)) return undefined;
  if (index === 0 && isLetterDay(text, date) && !fieldName.test(line)) return undefined;
  return /:\s*$/.test(line) || line.length < 40 ? lineStart : undefined;
};

/** Alone on a line under a letterhead: "Hand and Upper Extremity Surgery / October 2, 2014" tells of no operation. */
export const isLetterDay = (text: string, { start, end }: RawDate): boolean =>
  start < 400 && /^\s*(?:\n|$)/.test(text.slice(end, end + 4));
const fieldName = /:\s*$|\b(?:date|dated?|d\.?o\.?[abils]|d\/[ail]|birth|injur\w*|seen|signed|received|decision)\b/i;
