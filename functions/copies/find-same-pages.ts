import type { DocumentId } from '../domain/case-number.ts';
import type { PageCopy } from '../domain/page.ts';

type Prints = { documentId: DocumentId; prints: readonly (string | undefined)[] };

/**
 * The pages of a case that draw exactly what a page of an earlier document draws, by document. Documents come in the
 * case's order, so the same files give the same answer, whichever is read first. Copies within a document are not
 * listed: reading the document finds them.
 */
export const findSamePages = (documents: readonly Prints[]): Map<DocumentId, PageCopy[]> => {
  const first = new Map<string, PageCopy['of']>();
  const copies = new Map<DocumentId, PageCopy[]>();
  for (const { documentId, prints } of documents) {
    const own: PageCopy[] = [];
    prints.forEach((print, index) => {
      if (print === undefined) return;
      const page = index + 1;
      const of = first.get(print);
      if (!of) first.set(print, { documentId, page });
      else if (of.documentId !== documentId) own.push({ page, of });
    });
    if (own.length > 0) copies.set(documentId, own);
  }
  return copies;
};
