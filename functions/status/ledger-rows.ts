import type { CaseView } from '../domain/api.ts';
import type { DocumentId } from '../domain/case-number.ts';
import type { DuplicatePage } from '../domain/chronology.ts';
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

/** Words that were read less surely than this are to be compared with the picture. */
const unsureConfidence = 60;
/** A page with more of such words than this share is told of. */
const maxUnsureShare = 0.2;

/**
 * One row a page of a document, also before it was read: `waiting` says what it waits for.
 * @param copies pages that are copies of another document's, found when all were read
 */
export const ledgerRows = (
  { documentId, pages, finished, first }: ReadSoFar,
  copies: readonly DuplicatePage[] = [],
): CaseView['ledger'] => {
  const read = new Map((finished ?? first ?? []).map((page) => [page.page, page]));
  const copyOf = new Map(copies.flatMap((copy) => (copy.documentId === documentId ? [[copy.page, copy]] : [])));
  const waitsFor = first ? 'waits for text detection' : 'not read yet';
  return Array.from({ length: pages }, (_, index) => {
    const number = index + 1;
    const page = read.get(number);
    if (!page) return { documentId, page: number, source: 'waiting' as const, reason: waitsFor, problems: [] };
    const copy = copyOf.get(number);
    const { engine, meanConfidence, rotationDegrees } = page;
    const duplicateOf = copy?.of ?? page.duplicateOf;
    return {
      documentId,
      page: number,
      source: copy ? ('duplicate' as const) : page.source,
      reason: copy?.reason ?? page.reason,
      ...(engine === undefined ? {} : { engine }),
      ...(meanConfidence === undefined ? {} : { meanConfidence }),
      rotationDegrees,
      ...(duplicateOf ? { duplicateOf } : {}),
      problems: problemsOf(page),
    };
  });
};

const problemsOf = ({ rotationDegrees, lines }: Page): string[] => {
  const words = lines.flatMap((line) => line.words);
  const unsure = words.filter(({ confidence }) => confidence < unsureConfidence).length;
  const repaired = words.filter(({ raw }) => raw !== undefined).length;
  return [
    ...(rotationDegrees === 0 ? [] : [`It was turned by ${rotationDegrees} degrees.`]),
    ...(unsure > maxUnsureShare * words.length ? [`${unsure} of ${words.length} words were read unsurely.`] : []),
    ...(repaired === 0 ? [] : [`${repaired} ${repaired === 1 ? 'word was' : 'words were'} set right.`]),
  ];
};
