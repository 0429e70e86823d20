import type { DocumentId } from '../domain/case-number.ts';
import type { DuplicatePage } from '../domain/chronology.ts';
import type { Page, PagePlace, PageSource } from '../domain/page.ts';
import { findCopies, type PictureOf } from './find-copies.ts';
import { isRead } from './mark-duplicates.ts';

/** A document of the case with all of its pages, or with none when its reading failed for good. */
export type ReadDocument = { documentId: DocumentId; pageCount: number; pages: readonly Page[] };
/** A page of the case as it counts: a copy of what nobody could read is unreadable, of a blank page blank. */
export type PageRow = PagePlace & { source: PageSource; reason: string; meanConfidence?: number | undefined };

/**
 * All pages of a case, and those that are copies of another page of the case, each with the first page of its kind:
 * copies that reading the documents found, and pages that were scanned or faxed again in another document.
 * Documents come in the case's order, so the same files give the same answer.
 */
export const findCaseCopies = async (
  documents: readonly ReadDocument[],
  pictureOf?: PictureOf,
): Promise<{ rows: PageRow[]; duplicatePages: DuplicatePage[] }> => {
  const placed = documents.flatMap(({ documentId, pages }) =>
    pages.map((page) => ({ place: { documentId, page: page.page }, page })),
  );
  // Within one document its own reading has decided.
  const isOfAnother = (one: PagePlace, other: PagePlace): boolean => one.documentId !== other.documentId;
  const found =
    documents.length < 2
      ? []
      : await findCopies(
          placed.filter(({ page }) => isRead(page)),
          pictureOf,
          isOfAnother,
        );
  const pageAt = new Map(placed.map(({ place, page }) => [keyOf(place), page]));
  const copyOf = new Map<string, { of: PagePlace; reason: string }>();
  for (const { place, page } of placed)
    if (page.source === 'duplicate' && page.duplicateOf)
      copyOf.set(keyOf(place), { of: page.duplicateOf, reason: page.reason });
  for (const { place, of } of found) copyOf.set(keyOf(place), { of, reason: copyReason(of.page) });
  const rows: PageRow[] = [];
  const duplicatePages: DuplicatePage[] = [];
  for (const { documentId, pageCount } of documents)
    for (let number = 1; number <= pageCount; number += 1) {
      const place = { documentId, page: number };
      const copy = copyOf.get(keyOf(place));
      const first = firstOf(place, copyOf);
      const page = pageAt.get(keyOf(first));
      const meanConfidence = page?.meanConfidence;
      const source = page?.source ?? 'unreadable';
      const isCopy = copy !== undefined && source !== 'blank' && source !== 'unreadable';
      rows.push({
        ...place,
        source: isCopy ? 'duplicate' : source,
        reason: page?.reason ?? notRead,
        ...(meanConfidence === undefined ? {} : { meanConfidence }),
      });
      if (isCopy) duplicatePages.push({ ...place, of: first, reason: copy.reason });
    }
  return { rows, duplicatePages };
};

const notRead = 'The document could not be read.';
const copyReason = (of: number): string =>
  `The page is a copy of page ${of} of another document: it shows the same sheet.`;

const keyOf = ({ documentId, page }: PagePlace): string => `${documentId}/${page}`;

/** Follows copies of copies to the first; a copy always points to a page before it, so there is no ring. */
const firstOf = (place: PagePlace, copyOf: ReadonlyMap<string, { of: PagePlace }>): PagePlace => {
  let first = place;
  for (let copy = copyOf.get(keyOf(first)); copy; copy = copyOf.get(keyOf(first))) first = copy.of;
  return first;
};
