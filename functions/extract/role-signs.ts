import type { DatedMention } from './dated-mentions.ts';
import { dayOfValue, type DatesTogether } from './dates-together.ts';
import type { Reading } from './reading.ts';
import { indexAt } from './sentences.ts';
import {
  ages,
  blanks,
  characterGaps,
  counts,
  lengths,
  lineEnd,
  markOf,
  noWord,
  places,
  ranks,
  stepOf,
  strengths,
  wordGaps,
  wordOf,
} from './sign-words.ts';
import { wordsAfter, wordsBefore } from './words-beside.ts';

/** What is seen at a date: a kind of sign, and one or two words as their hashes. */
export type TakeSign = (kind: number, first: number, second: number) => void;

const kinds: string[] = [];
const kindOf = (name: string): number => kinds.push(name) - 1;
/** Names of the kinds of signs, by their numbers. */
export const signKinds: readonly string[] = kinds;

const kind = {
  word: kindOf('word before'),
  words: kindOf('two words before'),
  near: kindOf('near before'),
  stem: kindOf('letters before'),
  middle: kindOf('further before'),
  far: kindOf('far before'),
  wordAfter: kindOf('word after'),
  nearAfter: kindOf('near after'),
  stemAfter: kindOf('letters after'),
  farAfter: kindOf('far after'),
  label: kindOf('label'),
  labelWords: kindOf('end of label'),
  cell: kindOf('cell'),
  mark: kindOf('mark before'),
  markAfter: kindOf('mark after'),
  markWord: kindOf('mark and word before'),
  section: kindOf('section'),
  type: kindOf('document'),
  kind: kindOf('kind'),
  shape: kindOf('shape'),
  place: kindOf('place'),
  top: kindOf('top'),
  end: kindOf('end'),
  first: kindOf('first'),
  last: kindOf('last'),
  age: kindOf('age'),
  ageKind: kindOf('age and kind'),
  rank: kindOf('rank'),
  same: kindOf('same day'),
  sameRole: kindOf('role of same day'),
  role: kindOf('role'),
  rule: kindOf('rule'),
  roleRule: kindOf('role and rule'),
  roleBand: kindOf('role and strength'),
  ruleBand: kindOf('rule and strength'),
  roleType: kindOf('role and document'),
  roleSection: kindOf('role and section'),
  roleKind: kindOf('role and kind'),
  previous: kindOf('role of date before'),
  next: kindOf('role of date after'),
  cue: kindOf('cue before'),
  cueAfter: kindOf('cue after'),
  treatment: kindOf('treatment before'),
  status: kindOf('status before'),
  treatmentAfter: kindOf('treatment after'),
  statusAfter: kindOf('status after'),
};

const reach = { cue: 14, cueAfter: 7, treatment: 12, treatmentAfter: 8, next: 60 };
const edge = { top: 500, end: 200 };

/** All that is seen at one date of a document. */
export const eachSign = (reading: Reading, together: DatesTogether, index: number, take: TakeSign): void => {
  const date = together.dates[index];
  if (!date) return;
  const { text } = reading;
  const line = reading.lineAt(date.start);
  const [from, to] = [reading.tokenAt(date.start), reading.tokenAt(date.end)];
  const before = blanksBefore(text, line.start, date.start);
  const isLabelled = text.charCodeAt(before - 1) === 58 && before > line.start;
  const left = wordsBefore(reading, together.dates, index, from, isLabelled);
  const right = wordsAfter(reading, together.dates, index, to);
  const [word = noWord, second = noWord] = left.words;
  const [wordAfter = noWord] = right.words;

  for (let at = 0; at < left.words.length; at += 1)
    take(at < 3 ? kind.near : at < 7 ? kind.middle : kind.far, left.words[at] ?? noWord, noWord);
  for (const stem of left.stems) take(kind.stem, stem, noWord);
  for (let at = 0; at < left.inCell; at += 1)
    take(isLabelled ? kind.label : kind.cell, left.words[at] ?? noWord, noWord);
  take(kind.word, word, noWord);
  take(kind.words, second, word);
  if (isLabelled) take(kind.labelWords, left.inCell > 1 ? second : noWord, word);
  for (let at = 0; at < right.words.length; at += 1)
    take(at < 3 ? kind.nearAfter : kind.farAfter, right.words[at] ?? noWord, noWord);
  for (const stem of right.stems) take(kind.stemAfter, stem, noWord);
  take(kind.wordAfter, wordAfter, noWord);

  const mark = before === line.start ? lineEnd : markOf(text.charCodeAt(before - 1));
  const blank = blanks[Math.min(2, date.start - before)] ?? noWord;
  take(kind.mark, mark, blank);
  take(kind.markWord, mark, word);
  const after = blanksAfter(text, date.end, line.end);
  take(
    kind.markAfter,
    after >= line.end ? lineEnd : markOf(text.charCodeAt(after)),
    blanks[Math.min(2, after - date.end)] ?? noWord,
  );

  const section = wordOf(reading.sectionAt(date.start).kind);
  const type = wordOf(reading.documentType);
  const dateKind = wordOf(date.kind);
  take(kind.section, section, noWord);
  take(kind.type, type, noWord);
  take(kind.kind, dateKind, noWord);
  take(kind.shape, markOf(text.charCodeAt(date.start)), lengths[Math.min(24, date.end - date.start)] ?? noWord);
  take(kind.place, stepOf(places, (6 * date.start) / text.length), noWord);
  if (date.start < edge.top) take(kind.top, type, noWord);
  if (text.length - date.end < edge.end) take(kind.end, type, noWord);
  if (index === 0) take(kind.first, type, noWord);
  if (index === together.dates.length - 1) take(kind.last, type, noWord);
  signsOfValue(date, index, together, dateKind, take);

  const role = wordOf(date.role);
  const rule = wordOf(date.roleRuleId);
  const strength = stepOf(strengths, date.score);
  take(kind.role, role, noWord);
  take(kind.rule, rule, noWord);
  take(kind.roleRule, role, rule);
  take(kind.roleBand, role, strength);
  take(kind.ruleBand, rule, strength);
  take(kind.roleType, role, type);
  take(kind.roleSection, role, section);
  take(kind.roleKind, role, dateKind);
  const previous = together.dates[index - 1];
  if (previous) take(kind.previous, wordOf(previous.role), stepOf(characterGaps, date.start - previous.end));
  const next = together.dates[index + 1];
  if (next && next.start - date.end < reach.next) take(kind.next, wordOf(next.role), noWord);
  signsOfCues(reading, date, from, to, take);
  signsOfTreatments(date, from, to, together, take);
};

const blanksBefore = (text: string, from: number, start: number): number => {
  let at = start;
  while (at > from && text.charCodeAt(at - 1) === 32) at -= 1;
  return at;
};
const blanksAfter = (text: string, end: number, to: number): number => {
  let at = end;
  while (at < to && text.charCodeAt(at) === 32) at += 1;
  return at;
};

const signsOfValue = (
  { value }: DatedMention,
  index: number,
  { dates, newest, days, byValue }: DatesTogether,
  dateKind: number,
  take: TakeSign,
): void => {
  if (newest !== undefined) {
    const age = stepOf(ages, dayOfValue(value) - newest);
    take(kind.age, age, noWord);
    take(kind.ageKind, age, dateKind);
  }
  const sames = byValue.get(value) ?? [];
  take(kind.same, stepOf(counts, sames.length), noWord);
  const other = dates[sames[0] === index ? (sames[1] ?? -1) : (sames[0] ?? -1)];
  if (other) take(kind.sameRole, wordOf(other.role), noWord);
  if (value.length < 10) return;
  take(kind.rank, ranks[rankOf(value, days)], noWord);
};

const rankOf = (value: string, days: readonly string[]): keyof typeof ranks => {
  if (days.length === 1) return 'only';
  if (value === days[0]) return 'oldest';
  if (value === days.at(-1)) return 'newest';
  return value === days[1] ? 'second' : 'between';
};

const signsOfCues = (reading: Reading, date: DatedMention, from: number, to: number, take: TakeSign): void => {
  const cues = reading.hits('dateBefore');
  let low = 0;
  let high = cues.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cues[middle]?.start ?? 0) < date.start) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1, seen = 0; at >= 0 && seen < 3; at -= 1) {
    const cue = cues[at];
    if (!cue || from - cue.to > reach.cue) break;
    if (cue.end > date.start) continue;
    seen += 1;
    take(kind.cue, wordOf(cue.entry.role), stepOf(wordGaps, from - cue.to));
  }
  for (let at = low, seen = 0; at < cues.length && seen < 2; at += 1) {
    const cue = cues[at];
    if (!cue || cue.from - to > reach.cueAfter) break;
    if (cue.start < date.end) continue;
    seen += 1;
    take(kind.cueAfter, wordOf(cue.entry.role), stepOf(wordGaps, cue.from - to));
  }
};

const signsOfTreatments = (
  { start }: DatedMention,
  from: number,
  to: number,
  { treatments, treatmentStarts }: DatesTogether,
  take: TakeSign,
): void => {
  const at = indexAt(treatmentStarts, start);
  const [last, next] = [treatments[at], treatments[at + 1]];
  const gap = last ? from - last.to : reach.treatment;
  const gapAfter = next ? next.from - to : reach.treatmentAfter;
  if (last && last.end <= start && gap < reach.treatment) {
    const category = wordOf(last.category);
    take(kind.treatment, category, stepOf(wordGaps, gap));
    take(kind.status, category, wordOf(last.status));
  }
  if (next && gapAfter < reach.treatmentAfter) {
    const category = wordOf(next.category);
    take(kind.treatmentAfter, category, stepOf(wordGaps, gapAfter));
    take(kind.statusAfter, category, wordOf(next.status));
  }
};
