import type { Citation, DocumentFacts, Mention } from '../domain/facts.ts';

/** The citation of one mention: where it stands and what rule found it. */
export const cite = (document: DocumentFacts, mention: Mention): Citation => ({
  documentId: document.documentId,
  page: mention.page,
  ...(mention.boxes ? { boxes: mention.boxes } : {}),
  quote: mention.text.replace(/\s+/g, ' ').trim(),
  ruleId: mention.ruleId,
  certainty: mention.certainty,
});

/** The same words on the same page are cited once. */
export const distinctCitations = (citations: readonly Citation[]): Citation[] => [
  ...new Map(
    citations.map((citation) => [
      `${citation.documentId}/${citation.page}/${citation.quote}/${citation.boxes?.[0]?.top ?? ''}`,
      citation,
    ]),
  ).values(),
];

/** The sentence of the page around a mention, on one line, at most `maxCharacters` long. */
export const sentenceAround = (document: DocumentFacts, mention: Mention, maxCharacters = 220): string => {
  const pageText = document.pageTexts[mention.page - 1] ?? '';
  const pageStart = document.pageTexts.slice(0, mention.page - 1).reduce((sum, text) => sum + text.length + 1, 0);
  const at = nearest(pageText, mention.text, mention.start - pageStart);
  if (at < 0) return mention.text.replace(/\s+/g, ' ').trim();
  const before = pageText.slice(0, at);
  const after = pageText.slice(at + mention.text.length);
  const start = Math.max(...['. ', '.\n', '; ', '\n\n', '\n \n'].map((stop) => endOfLast(before, stop)), 0);
  const stop = after.search(/[.;](?=\s|$)|\n\s*\n/);
  const sentence = pageText
    .slice(start, at + mention.text.length + (stop < 0 ? after.length : stop))
    .replace(/\s+/g, ' ')
    .trim();
  if (sentence.length <= maxCharacters) return sentence;
  const line = `${before.slice(before.lastIndexOf('\n') + 1)}${mention.text}${after.split('\n')[0] ?? ''}`;
  return line.replace(/\s+/g, ' ').trim().slice(0, maxCharacters);
};

const endOfLast = (text: string, stop: string): number => {
  const at = text.lastIndexOf(stop);
  return at < 0 ? 0 : at + stop.length;
};

const nearest = (text: string, words: string, expected: number): number => {
  let best = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - expected) < Math.abs(best - expected)) best = at;
    else break;
  }
  return best;
};
