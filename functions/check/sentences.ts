import type { Passage } from './letter.ts';

export type Sentence = { text: string; start: number; end: number };

/** A full stop that ends a sentence: before white space and a capital, a digit or a bracket, or right before a word. */
const stop = /[.!?]["”)\]]?(?=\s+["“([]?[A-Z0-9]|[A-Z][a-z])/g;
const abbreviation =
  /(?:\b(?:dr|mr|mrs|ms|vs|no|approx|st|e\.g|i\.e|etc|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|[A-Z]))\.$/i;

/** Sentences of a passage, with offsets into its text. */
export const sentencesOf = ({ text }: Pick<Passage, 'text'>): Sentence[] => {
  const sentences: Sentence[] = [];
  let start = 0;
  for (const match of text.matchAll(stop)) {
    const end = match.index + match[0].length;
    if (abbreviation.test(text.slice(Math.max(start, end - 8), end))) continue;
    sentences.push({ text: text.slice(start, end).trim(), start, end });
    start = end;
  }
  if (text.slice(start).trim() !== '') sentences.push({ text: text.slice(start).trim(), start, end: text.length });
  return sentences;
};
