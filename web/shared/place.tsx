import type { Box } from '../../functions/domain/page.ts';

/** A place in the case file that a statement can be followed to. */
export type Place = { documentId: string; page: number; boxes: readonly Box[]; quote: string };
export type Follow = (place: Place) => void;
export type FileNames = ReadonlyMap<string, string>;

type Source = {
  documentId?: string | undefined;
  page?: number | undefined;
  boxes?: readonly Box[] | undefined;
  quote: string;
};

/** `5-exam-note.pdf, page 1`: shows the page. The quoted words are its title and its description. */
export const PlaceLink = ({ source, names, follow }: { source: Source; names: FileNames; follow: Follow }) => {
  const { documentId, page, boxes = [], quote } = source;
  if (documentId === undefined || page === undefined) return null;
  return (
    <button type="button" class="link place" title={quote} onClick={() => follow({ documentId, page, boxes, quote })}>
      {names.get(documentId) ?? documentId}, page {page}
    </button>
  );
};

/** One link a page, however many places it has. */
export const PlaceLinks = ({ sources, names, follow }: { sources: Source[]; names: FileNames; follow: Follow }) => (
  <span class="places">
    {mergedByPage(sources).map((source) => (
      <PlaceLink key={`${source.documentId}/${source.page}`} source={source} names={names} follow={follow} />
    ))}
  </span>
);

const mergedByPage = (sources: readonly Source[]): Source[] => {
  const pages = new Map<string, Source>();
  for (const source of sources) {
    const key = `${source.documentId}/${source.page}`;
    const before = pages.get(key);
    if (!before) pages.set(key, source);
    else {
      const quote = before.quote.includes(source.quote) ? before.quote : `${before.quote} … ${source.quote}`;
      pages.set(key, { ...before, quote, boxes: [...(before.boxes ?? []), ...(source.boxes ?? [])] });
    }
  }
  return [...pages.values()];
};
