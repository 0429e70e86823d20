import type { CaseView } from '../domain/api.ts';
import type { DocumentId } from '../domain/case-number.ts';
import type { Page } from '../domain/page.ts';

/** What the steps have written of one document so far. */
export type ReadSoFar = {
  documentId: DocumentId;
  pages: number;
  /** All pages, once the document is finished. */
  finished: readonly Page[] | undefined;
  /** The pages that needed no text detection, while the others wait for it. */
  first: readonly Page[] | undefined;
};

/** One row a page of a document, also before it was read: `waiting` says what it waits for. */
export const ledgerRows = ({ documentId, pages, finished, first }: ReadSoFar): CaseView['ledger'] => {
  const read = new Map((finished ?? first ?? []).map((page) => [page.page, page]));
  const waitsFor = first ? 'waits for text detection' : 'not read yet';
  return Array.from({ length: pages }, (_, index) => {
    const page = read.get(index + 1);
    return {
      documentId,
      page: index + 1,
      source: page?.source ?? ('waiting' as const),
      reason: page?.reason ?? waitsFor,
    };
  });
};
