import type { DocumentId } from '../domain/case-number.ts';
import type { Page, PageCopy, PagePlace } from '../domain/page.ts';
import { areCopies, pageBody, type PageBody } from './compare-pages.ts';

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
  return { pages: [...pages, ...seen], toDetect: toDetect.filter((page) => !same.has(page)) };
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

/** How many of the earlier pages that share the rarest words are compared word by word. */
const maxCompared = 4;

/**
 * Marks every page of a document that is a copy of an earlier one, in page order: `duplicate`, with the earlier page. Its
 * own words stay with it, to be looked at; they are not counted twice (`documentText`). A page that nobody could read
 * stays unreadable, and a copy of it is unreadable too.
 */
export const markDuplicates = (pages: readonly Page[], documentId: DocumentId): Page[] => {
  const inOrder = pages.toSorted((a, b) => a.page - b.page);
  const byNumber = new Map(inOrder.map((page) => [page.page, page]));
  const originals: { page: number; body: PageBody }[] = [];
  const places = new Map<string, number[]>();
  const marked = new Map<number, Page>();
  for (const page of inOrder) {
    if (page.source === 'duplicate' && page.lines.length === 0) {
      if (page.duplicateOf?.documentId !== documentId) continue;
      const of = page.duplicateOf.page;
      marked.set(page.page, filled(page, marked.get(of) ?? byNumber.get(of), documentId));
      continue;
    }
    if (page.source !== 'text-layer' && page.source !== 'ocr') continue;
    const body = pageBody(page);
    const pairs = pairsOf(body);
    const copy = likeliest(pairs, places)
      .map((index) => originals[index])
      .find((original) => original && areCopies(original.body, body));
    if (copy) {
      const reason = `The page is a copy of page ${copy.page}: its words and their places are the same.`;
      marked.set(page.page, { ...page, source: 'duplicate', reason, duplicateOf: { documentId, page: copy.page } });
      continue;
    }
    for (const pair of pairs) {
      const found = places.get(pair);
      if (!found) places.set(pair, [originals.length]);
      else if (found.length <= maxPlaces) found.push(originals.length);
    }
    originals.push({ page: page.page, body });
  }
  return inOrder.map((page) => marked.get(page.page) ?? page);
};

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

const pairsOf = ({ keys }: PageBody): Set<string> =>
  new Set(keys.slice(1).map((key, index) => `${keys[index] ?? ''} ${key}`));

/** A pair of words that more pages than this have is printed on the form and tells nothing. */
const maxPlaces = 64;

/** The earlier pages that share most pairs of words, each pair counting the more the fewer pages have it. */
const likeliest = (pairs: ReadonlySet<string>, places: ReadonlyMap<string, number[]>): number[] => {
  const votes = new Map<number, number>();
  for (const pair of pairs) {
    const found = places.get(pair) ?? [];
    if (found.length > maxPlaces) continue;
    for (const index of found) votes.set(index, (votes.get(index) ?? 0) + 1 / found.length);
  }
  return [...votes]
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, maxCompared)
    .map(([index]) => index);
};
