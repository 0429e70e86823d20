import type { DuplicatePage } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';

/**
 * The facts of the documents without what stands on copied pages: it counts once, where it stood first, and what was
 * misread on a copy contradicts nothing. Each document stays, with its title and its pages.
 */
export const factsWithoutCopies = (
  documents: readonly DocumentFacts[],
  duplicatePages: readonly DuplicatePage[],
): DocumentFacts[] => {
  const copied = new Map<string, Set<number>>();
  for (const { documentId, page } of duplicatePages) {
    const pages = copied.get(documentId);
    if (pages) pages.add(page);
    else copied.set(documentId, new Set([page]));
  }
  return documents.map((document) => {
    const pages = copied.get(document.documentId);
    if (!pages) return document;
    const isKept = (page: number | undefined): boolean => (page === undefined ? !isWhole : !pages.has(page));
    const isWhole = document.pageTexts.every((text, index) => pages.has(index + 1) || text.trim() === '');
    const { urOutcome, bodyParts, ...rest } = document;
    return {
      ...rest,
      sections: document.sections.filter(({ page }) => isKept(page)),
      mentions: document.mentions.filter(({ page }) => isKept(page)),
      parties: document.parties.filter(({ citation }) => isKept(citation?.page)),
      disputedItems: document.disputedItems.filter(({ citation }) => isKept(citation?.page)),
      ...(bodyParts && !isWhole ? { bodyParts } : {}),
      ...(urOutcome && !isWhole ? { urOutcome } : {}),
      pageTexts: document.pageTexts.map((text, index) => (pages.has(index + 1) ? '' : text)),
    };
  });
};
