import { useState } from 'preact/hooks';
import type { CaseDocument } from '../../functions/domain/document.ts';
import { lineOf } from '../shared/call-api.ts';
import { ErrorLine } from '../shared/notice.tsx';
import { openInTab } from '../shared/open-in-tab.ts';
import type { Place } from '../shared/place.tsx';
import { PagePicture } from './page-picture.tsx';
import { hasNoPicture } from './open-document.ts';
import { PageWords } from './page-words.tsx';

type Props = { caseId: string; documents: CaseDocument[]; place: Place; onPlace: (place: Place) => void };

/** The records beside the form: any page of any document, the quoted place marked. */
export const RecordViewer = ({ caseId, documents, place, onPlace }: Props) => {
  const [zoom, setZoom] = useState(1);
  const [areWordsShown, setAreWordsShown] = useState(false);
  const [error, setError] = useState<string>();
  const record = documents.find((document) => document.documentId === place.documentId);
  const goTo = (documentId: string, page: number): void => onPlace({ documentId, page, boxes: [], quote: '' });
  if (!record) return <p class="quiet">The file has no document that can be shown.</p>;
  const { documentId, pages } = record;
  const turnTo = (page: number): void => goTo(documentId, Math.min(Math.max(page, 1), pages));

  return (
    <>
      <div class="row tools">
        <label>
          <span class="hidden">Document</span>
          <select value={documentId} onChange={(event) => goTo(event.currentTarget.value, 1)}>
            {documents.map((document) => (
              <option key={document.documentId} value={document.documentId}>
                {document.fileName}
              </option>
            ))}
          </select>
        </label>
        <span class="row tight">
          <button
            type="button"
            aria-label="Previous page"
            disabled={place.page === 1}
            onClick={() => turnTo(place.page - 1)}
          >
            ‹
          </button>
          <label>
            <span class="hidden">Page</span>
            <input
              type="number"
              min={1}
              max={pages}
              value={place.page}
              onChange={(event) => turnTo(Math.trunc(event.currentTarget.valueAsNumber) || 1)}
            />
          </label>
          <span>of {pages}</span>
          <button
            type="button"
            aria-label="Next page"
            disabled={place.page === pages}
            onClick={() => turnTo(place.page + 1)}
          >
            ›
          </button>
        </span>
        <label>
          <span class="hidden">Size</span>
          <select value={zoom} onChange={(event) => setZoom(Number(event.currentTarget.value))}>
            <option value={1}>Fit</option>
            <option value={1.5}>150 %</option>
            <option value={2}>200 %</option>
            <option value={3}>300 %</option>
          </select>
        </label>
        <button type="button" aria-pressed={areWordsShown} onClick={() => setAreWordsShown(!areWordsShown)}>
          Text
        </button>
        <button
          type="button"
          onClick={() => {
            setError(undefined);
            openInTab(`cases/${caseId}/documents/${documentId}`, place.page).catch((failure: unknown) =>
              setError(lineOf(failure)),
            );
          }}
        >
          New tab
        </button>
      </div>
      <ErrorLine error={error} />
      <p class="quote" aria-live="polite">
        {place.quote === ''
          ? ''
          : `${record.fileName}, page ${place.page}: “${place.quote.replaceAll(/\s+/g, ' ').slice(0, 240)}”`}
      </p>
      {areWordsShown || hasNoPicture(record.mediaType) ? (
        <PageWords caseId={caseId} documentId={documentId} page={place.page} />
      ) : null}
      {hasNoPicture(record.mediaType) ? null : (
        <PagePicture caseId={caseId} document={record} page={place.page} boxes={place.boxes} zoom={zoom} />
      )}
    </>
  );
};
