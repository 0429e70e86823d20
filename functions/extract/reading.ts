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
import { repairLines, type Flow } from './repair-lines.ts';
import { findSections, type Section } from './sections.ts';
import { indexAt, lineStarts, sentenceStarts } from './sentences.ts';
import { tokenize, type Token } from './tokens.ts';

/** A document made ready for the parsers: everything that more than one of them needs, computed once. */
export type Reading = {
  source: string;
  flow: Flow;
  /** The repaired text; all offsets in a reading are into it. */
  text: string;
  tokens: Token[];
  /** What the lexicon's lists found, each in reading order. */
  hits: <L extends PhraseList>(list: L) => FoundPhrases[L];
  sections: Section[];
  /** Index into `sections` by offset. */
  sectionAt: (offset: number) => Section;
  sentenceStarts: Int32Array;
  /** The sentence around an offset. */
  sentenceAt: (offset: number) => { start: number; end: number };
  /** The line around an offset, without its end. */
  lineAt: (offset: number) => { start: number; end: number };
  /** Index of the first token that does not start before an offset. */
  tokenAt: (offset: number) => number;
  /** Body parts named between two token indices. */
  bodyBetween: (from: number, to: number) => PhraseHit<'body'>[];
  documentType: DocumentType;
  title: string;
};

export const readDocument = (source: string, fileName?: string): Reading => {
  const flow = repairLines(source, (word) => phraseIndex.wordIds.has(word));
  const { text } = flow;
  const tokens = tokenize(text);
  const found = findLexiconPhrases(tokens);
  const hits: Reading['hits'] = (list) => found[list];
  const sections = findSections(text, tokens, hits('heading'));
  const sectionStarts = Int32Array.from(sections, (section) => section.start);
  const starts = sentenceStarts(text);
  const lines = lineStarts(text);
  const lineAt: Reading['lineAt'] = (offset) => {
    const index = indexAt(lines, offset);
    return { start: lines[index] ?? 0, end: (lines[index + 1] ?? text.length + 1) - 1 };
  };
  const tokenStarts = Int32Array.from(tokens, (token) => token.start);
  const whole: Section = { kind: 'header' satisfies SectionKind, name: '', start: 0, end: text.length };
  const body = hits('body');
  const bodyFrom = Int32Array.from(body, (hit) => hit.from);
  const { type, title } = documentTypeOf(text, lineAt, tokens, hits('documentType'), fileName);
  return {
    source,
    flow,
    text,
    tokens,
    hits,
    sections,
    sectionAt: (offset) => sections[indexAt(sectionStarts, offset)] ?? whole,
    sentenceStarts: starts,
    sentenceAt: (offset) => {
      const index = indexAt(starts, offset);
      return { start: starts[index] ?? 0, end: starts[index + 1] ?? text.length };
    },
    lineAt,
    tokenAt: (offset) => indexAt(tokenStarts, offset - 1) + 1,
    bodyBetween: (from, to) => body.slice(Math.max(0, indexAt(bodyFrom, from - 1) + 1), indexAt(bodyFrom, to) + 1),
    documentType: type,
    title,
  };
};
