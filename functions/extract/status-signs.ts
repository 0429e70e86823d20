import type { PhraseHit } from './lexicon/phrases.ts';
import type { Reading } from './reading.ts';
import type { TakeSign } from './role-signs.ts';
import { indexAt } from './sentences.ts';
import { counts, lineEnd, markOf, noWord, places, stepOf, wordGaps, wordOf } from './sign-words.ts';
import { numberWord } from './words-beside.ts';
import type { FoundTreatment } from './treatments.ts';

const kinds: string[] = [];
const kindOf = (name: string): number => kinds.push(name) - 1;
/** Names of the kinds of signs, by their numbers. */
export const statusSignKinds: readonly string[] = kinds;

const kind = {
  word: kindOf('word before'),
  words: kindOf('two words before'),
  near: kindOf('near before'),
  middle: kindOf('further before'),
  far: kindOf('far before'),
  wordAfter: kindOf('word after'),
  wordsAfter: kindOf('two words after'),
  nearAfter: kindOf('near after'),
  farAfter: kindOf('far after'),
  mark: kindOf('mark before'),
  markWord: kindOf('mark and word before'),
  markAfter: kindOf('mark after'),
  item: kindOf('item'),
  first: kindOf('first of sentence'),
  inSentence: kindOf('in sentence'),
  section: kindOf('section'),
  type: kindOf('document'),
  sectionType: kindOf('section and document'),
  category: kindOf('category'),
  categorySection: kindOf('category and section'),
  categoryType: kindOf('category and document'),
  name: kindOf('name'),
  place: kindOf('place'),
  status: kindOf('status'),
  rule: kindOf('rule'),
  statusRule: kindOf('status and rule'),
  statusType: kindOf('status and document'),
  statusSection: kindOf('status and section'),
  statusCategory: kindOf('status and category'),
  cue: kindOf('cue before'),
  cueApart: kindOf('cue of another sentence'),
  cueAfter: kindOf('cue after'),
  cueAfterApart: kindOf('cue of a sentence after'),
  same: kindOf('same name'),
  sameStatus: kindOf('status of same name'),
};

const reach = {
  before: { words: 14, characters: 150 },
  after: { words: 9, characters: 100 },
  sentence: 40,
  cue: 20,
  cueAfter: 10,
};
const numberHash = wordOf(numberWord);

/** The treatments of a document with what they share. */
export type TreatmentsTogether = {
  treatments: readonly FoundTreatment[];
  /** Indices of the treatments of each name. */
  byName: ReadonlyMap<string, number[]>;
  /** Where the cues of both lists begin, as tokens. */
  cues: Record<'statusBefore' | 'statusAfter', { hits: readonly Cue[]; from: readonly number[] }>;
};
type Cue = PhraseHit<'statusBefore' | 'statusAfter'>;

export const treatmentsTogether = (reading: Reading, treatments: readonly FoundTreatment[]): TreatmentsTogether => {
  const byName = new Map<string, number[]>();
  treatments.forEach(({ name }, index) => {
    const known = byName.get(name);
    if (known) known.push(index);
    else byName.set(name, [index]);
  });
  const cuesOf = (list: 'statusBefore' | 'statusAfter') => {
    const hits = reading.hits(list);
    return { hits, from: hits.map(({ from }) => from) };
  };
  return { treatments, byName, cues: { statusBefore: cuesOf('statusBefore'), statusAfter: cuesOf('statusAfter') } };
};

/** All that is seen at one treatment of a document. */
export const eachStatusSign = (reading: Reading, together: TreatmentsTogether, index: number, take: TakeSign): void => {
  const treatment = together.treatments[index];
  if (!treatment) return;
  signsOfWords(reading, together.treatments, index, take);
  signsOfLine(reading, treatment, take);
  signsOfSentence(reading, treatment, take);

  const section = wordOf(reading.sectionAt(treatment.start).kind);
  const type = wordOf(reading.documentType);
  const category = wordOf(treatment.category);
  const status = wordOf(treatment.status);
  const rule = wordOf(treatment.ruleId);
  take(kind.section, section, noWord);
  take(kind.type, type, noWord);
  take(kind.sectionType, section, type);
  take(kind.category, category, noWord);
  take(kind.categorySection, category, section);
  take(kind.categoryType, category, type);
  take(kind.name, wordOf(treatment.name), noWord);
  take(kind.place, stepOf(places, (6 * treatment.start) / reading.text.length), noWord);
  take(kind.status, status, noWord);
  take(kind.rule, rule, noWord);
  take(kind.statusRule, status, rule);
  take(kind.statusType, status, type);
  take(kind.statusSection, status, section);
  take(kind.statusCategory, status, category);
  signsOfCues(reading, treatment, together, take);

  const sames = together.byName.get(treatment.name) ?? [];
  take(kind.same, stepOf(counts, sames.length), noWord);
  const other = together.treatments[sames[0] === index ? (sames[1] ?? -1) : (sames[0] ?? -1)];
  if (other) take(kind.sameStatus, wordOf(other.status), status);
};

const isDigit = (code: number) => code >= 48 && code <= 57;

/** Words on both sides, the nearest first; another treatment is one word, its category, and every number is the same. */
const signsOfWords = (
  { text, tokens }: Reading,
  treatments: readonly FoundTreatment[],
  index: number,
  take: TakeSign,
): void => {
  const treatment = treatments[index];
  if (!treatment) return;
  const wordOfToken = (at: number) =>
    isDigit(text.charCodeAt(tokens.starts[at] ?? 0)) ? numberHash : (tokens.hashes[at] ?? 0);
  let [first, second] = [noWord, noWord];
  let other = index - 1;
  let seen = 0;
  for (let at = treatment.from - 1; at >= 0 && seen < reach.before.words; at -= 1) {
    if (treatment.start - (tokens.starts[at] ?? 0) > reach.before.characters) break;
    while (other >= 0 && (treatments[other]?.from ?? 0) > at) other -= 1;
    const beside = treatments[other];
    const isBeside = beside !== undefined && at < beside.to;
    const word = isBeside ? wordOf(beside.category) : wordOfToken(at);
    if (isBeside) at = beside.from;
    take(seen < 3 ? kind.near : seen < 7 ? kind.middle : kind.far, word, noWord);
    if (seen === 0) first = word;
    if (seen === 1) second = word;
    seen += 1;
  }
  take(kind.word, first, noWord);
  take(kind.words, second, first);
  take(kind.markWord, markBefore(text, treatment.start), first);

  [first, second] = [noWord, noWord];
  other = index + 1;
  seen = 0;
  for (let at = treatment.to; at < tokens.starts.length && seen < reach.after.words; at += 1) {
    if ((tokens.starts[at] ?? 0) - treatment.end > reach.after.characters) break;
    while (other < treatments.length && (treatments[other]?.to ?? 0) <= at) other += 1;
    const beside = treatments[other];
    const isBeside = beside !== undefined && at >= beside.from;
    const word = isBeside ? wordOf(beside.category) : wordOfToken(at);
    if (isBeside) at = beside.to - 1;
    take(seen < 3 ? kind.nearAfter : kind.farAfter, word, noWord);
    if (seen === 0) first = word;
    if (seen === 1) second = word;
    seen += 1;
  }
  take(kind.wordAfter, first, noWord);
  take(kind.wordsAfter, first, second);
};

const markBefore = (text: string, start: number): number => {
  let at = start - 1;
  while (at >= 0 && text.charCodeAt(at) === 32) at -= 1;
  return at < 0 || text.charCodeAt(at) === 10 ? lineEnd : markOf(text.charCodeAt(at));
};

const markAfter = (text: string, end: number): number => {
  let at = end;
  while (at < text.length && text.charCodeAt(at) === 32) at += 1;
  return at >= text.length || text.charCodeAt(at) === 10 ? lineEnd : markOf(text.charCodeAt(at));
};

/** How the line begins: `1.`, `-`, `[X]`. */
const itemMark = /^ {0,12}(?:\(?\d{1,2}[.)]|[-*•]|\[ ?[xX]? ?\])/;
const signsOfLine = ({ text, lineAt }: Reading, { start, end }: FoundTreatment, take: TakeSign): void => {
  take(kind.mark, markBefore(text, start), noWord);
  take(kind.markAfter, markAfter(text, end), noWord);
  const line = lineAt(start).start;
  const item = itemMark
    .exec(text.slice(line, line + 20))?.[0]
    .trim()
    .replace(/\d+/, '1');
  take(kind.item, item ? wordOf(item) : noWord, noWord);
};

const signsOfSentence = (
  { text, tokens, sentenceAt, tokenAt }: Reading,
  { start, from, to }: FoundTreatment,
  take: TakeSign,
): void => {
  const sentence = sentenceAt(start);
  const opening = tokenAt(sentence.start);
  take(kind.first, tokens.hashes[opening] ?? noWord, noWord);
  for (let at = opening; at < tokens.starts.length && at < opening + reach.sentence; at += 1) {
    const place = tokens.starts[at] ?? 0;
    if (place >= sentence.end) break;
    if (!isDigit(text.charCodeAt(place)) && (at < from || at >= to))
      take(kind.inSentence, tokens.hashes[at] ?? 0, noWord);
  }
};

const signsOfCues = (
  reading: Reading,
  { start, end, from, to }: FoundTreatment,
  { cues }: TreatmentsTogether,
  take: TakeSign,
): void => {
  const sentence = reading.sentenceAt(start);
  const before = cues.statusBefore;
  for (let at = indexAt(before.from, from - 1); at >= 0; at -= 1) {
    const cue = before.hits[at];
    if (!cue || from - cue.to >= reach.cue) break;
    if (cue.end <= start)
      take(
        cue.start >= sentence.start ? kind.cue : kind.cueApart,
        wordOf(cue.entry.status),
        stepOf(wordGaps, from - cue.to),
      );
  }
  const after = cues.statusAfter;
  for (let at = indexAt(after.from, to - 1) + 1; at < after.hits.length; at += 1) {
    const cue = after.hits[at];
    if (!cue || cue.from - to >= reach.cueAfter) break;
    if (cue.start >= end)
      take(
        cue.start < sentence.end ? kind.cueAfter : kind.cueAfterApart,
        wordOf(cue.entry.status),
        stepOf(wordGaps, cue.from - to),
      );
  }
};
