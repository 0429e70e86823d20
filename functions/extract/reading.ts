import type { DocumentType } from '../domain/facts.ts';
import { documentTypeOf } from './document-type.ts';
import {
  findLexiconPhrases,
  phraseIndex,
  type FoundPhrases,
  type PhraseHit,
  type PhraseList,
} from './lexicon/phrases.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import { furnitureOf, type Furniture } from './page-furniture.ts';
import { repairLines, type Flow } from './repair-lines.ts';
import { restoreMisread } from './restore-misread.ts';
import { findSigns, matchesOf, startsOf, type Rule } from './rules.ts';
import { findSections, type Section } from './sections.ts';
import { indexAt, lineStarts, sentenceStarts } from './sentences.ts';
import { tokenFrom, tokenize, type Tokens } from './tokens.ts';
import { findWord } from './word-table.ts';

/** A document made ready for the parsers: everything that more than one of them needs, computed once. */
export type Reading = {
  source: string;
  flow: Flow;
  /** The repaired text; all offsets in a reading are into it. */
  text: string;
  tokens: Tokens;
  /** What the lexicon's lists found, each in reading order. */
  hits: <L extends PhraseList>(list: L) => FoundPhrases[L];
  /** Where a rule's pattern matches, in reading order. */
  matches: (rule: Rule) => readonly RegExpExecArray[];
  /** Where the signs of a rule stand. */
  signs: (rule: Rule) => readonly number[];
  sections: Section[];
  /** Index into `sections` by offset. */
  sectionAt: (offset: number) => Section;
  sentenceStarts: readonly number[];
  /** The sentence around an offset. */
  sentenceAt: (offset: number) => { start: number; end: number };
  /** The line around an offset, without its end. */
  lineAt: (offset: number) => { start: number; end: number };
  /** What the line around an offset is, when it is none of the document's own. */
  furnitureAt: (offset: number) => Furniture | undefined;
  /** Index of the first token that does not start before an offset. */
  tokenAt: (offset: number) => number;
  /** Body parts named between two token indices. */
  bodyBetween: (from: number, to: number) => PhraseHit<'body'>[];
  documentType: DocumentType;
  title: string;
};

export const readDocument = (source: string, fileName?: string): Reading => {
  const isWord = (word: string) => findWord(phraseIndex.words, word) >= 0;
  const flow = restoreMisread(repairLines(source, isWord), isWord);
  const { text } = flow;
  const tokens = tokenize(text);
  const signs = findSigns(text);
  const found = findLexiconPhrases(tokens);
  const hits: Reading['hits'] = (list) => found[list];
  const starts = sentenceStarts(text);
  const lines = lineStarts(text);
  const lineAt: Reading['lineAt'] = (offset) => {
    const index = indexAt(lines, offset);
    return { start: lines[index] ?? 0, end: (lines[index + 1] ?? text.length + 1) - 1 };
  };
  const sections = findSections(text, hits('heading'), lineAt);
  const sectionStarts = sections.map((section) => section.start);
  const furniture = new Map<number, Furniture | undefined>();
  const whole: Section = { kind: 'header' satisfies SectionKind, name: '', start: 0, end: text.length };
  const body = hits('body');
  const bodyFrom = body.map((hit) => hit.from);
  const { type, title } = documentTypeOf(text, lineAt, hits('documentType'), fileName);
  return {
    source,
    flow,
    text,
    tokens,
    hits,
    matches: (rule) => matchesOf(rule, text, signs),
    signs: (rule) => startsOf(rule, signs),
    sections,
    sectionAt: (offset) => sections[indexAt(sectionStarts, offset)] ?? whole,
    sentenceStarts: starts,
    sentenceAt: (offset) => {
      const index = indexAt(starts, offset);
      return { start: starts[index] ?? 0, end: starts[index + 1] ?? text.length };
    },
    lineAt,
    furnitureAt: (offset) => {
      const { start, end } = lineAt(offset);
      if (!furniture.has(start)) furniture.set(start, furnitureOf(text.slice(start, end)));
      return furniture.get(start);
    },
    tokenAt: (offset) => tokenFrom(tokens, offset),
    bodyBetween: (from, to) => body.slice(Math.max(0, indexAt(bodyFrom, from - 1) + 1), indexAt(bodyFrom, to) + 1),
    documentType: type,
    title,
  };
};
