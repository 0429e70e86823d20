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
