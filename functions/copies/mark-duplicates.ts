import type { DocumentId } from '../domain/case-number.ts';
import type { Page, PageCopy, PagePlace } from '../domain/page.ts';
import { findCopies, type PictureOf, type PlacedPage } from './find-copies.ts';

type Found = { pages: readonly Page[]; toDetect: readonly number[]; copies: readonly { page: number; of: number }[] };

/**
 * The rows of a document's pages before text detection, and the pages that are to be looked at: not those that draw
 * exactly what an earlier page of the document (`copies`) or of another document (`samePages`) draws.
 */
export const withoutCopies = (
  { pages, toDetect, copies }: Found,
  { documentId, samePages = [] }: { documentId: DocumentId; samePages?: readonly PageCopy[] | undefined },
): { pages: Page[]; toDetect: number[] } => {
  const same = new Map<number, PagePlace>([
    ...copies.map(({ page, of }) => [page, { documentId, page: of }] as const),
    ...samePages.map(({ page, of }) => [page, of] as const),
  ]);
  const seen = [...toDetect, ...copies.map(({ page }) => page)].flatMap((page) => {
    const of = same.get(page);
    return of ? [exactCopy(page, of, documentId)] : [];
  });
  // A page with a text layer that was to be looked at for its pictures has a row already: it draws the same, so it is
  // a copy as a whole.
  const isCopy = new Set(seen.map(({ page }) => page));
  return {
    pages: [...pages.filter(({ page }) => !isCopy.has(page)), ...seen].toSorted((a, b) => a.page - b.page),
    toDetect: toDetect.filter((page) => !same.has(page)),
  };
};

/** A copy of a page of its own document gets its words when that page was read. */
export const exactCopy = (page: number, of: PagePlace, documentId: DocumentId): Page => ({
  page,
  source: 'duplicate',
  reason:
    of.documentId === documentId
      ? exactReason(of.page)
      : `The page is exactly the same as page ${of.page} of another document.`,
  duplicateOf: of,
  rotationDegrees: 0,
  lines: [],
});

const exactReason = (of: number): string => `The page is exactly the same as page ${of}.`;

/**
 * Marks every page of a document that is a copy of an earlier one: `duplicate`, with the earlier page. Its own words stay
 * with it, to be looked at; they are not counted twice (`documentText`). A page that nobody could read stays unreadable,
 * and a copy of it is unreadable too.
 * @param pages in page order; they may come one by one, while later ones are still being read
 */
export const markDuplicates = async (
  pages: Iterable<Page> | AsyncIterable<Page>,
  documentId: DocumentId,
  pictureOf?: PictureOf,
): Promise<Page[]> => {
  const inOrder: Page[] = [];
  const readPages = async function* (): AsyncGenerator<PlacedPage> {
    for await (const page of pages) {
      inOrder.push(page);
      if (isRead(page)) yield { place: { documentId, page: page.page }, page };
    }
  };
  const found = await findCopies(readPages(), pictureOf);
  const byNumber = new Map(inOrder.map((page) => [page.page, page]));
  const marked = new Map<number, Page>();
  for (const { place, of } of found) {
    const page = byNumber.get(place.page);
    const reason = `The page is a copy of page ${of.page}: it shows the same sheet.`;
    if (page) marked.set(place.page, { ...page, source: 'duplicate', reason, duplicateOf: of });
  }
  for (const page of inOrder) {
    if (page.source !== 'duplicate' || page.lines.length > 0 || page.duplicateOf?.documentId !== documentId) continue;
    const of = page.duplicateOf.page;
    marked.set(page.page, filled(page, marked.get(of) ?? byNumber.get(of), documentId));
  }
  return inOrder.map((page) => marked.get(page.page) ?? page);
};

/** Only what was read can be compared. */
export const isRead = ({ source }: Page): boolean => source === 'text-layer' || source === 'ocr';

/** A copy has what the other was read as; a copy of a copy points to the first. */
const filled = (copy: Page, original: Page | undefined, documentId: DocumentId): Page => {
  if (!original) return copy;
  const { source, rotationDegrees, meanConfidence, lines } = original;
  const read = {
    page: copy.page,
    rotationDegrees,
    ...(meanConfidence === undefined ? {} : { meanConfidence }),
    lines,
  };
  if (source === 'blank' || source === 'unreadable') return { ...read, source, reason: original.reason };
  const duplicateOf = original.duplicateOf ?? { documentId, page: original.page };
  return { ...read, source: 'duplicate', reason: exactReason(duplicateOf.page), duplicateOf };
};
