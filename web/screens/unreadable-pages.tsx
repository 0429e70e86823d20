import { useState } from 'preact/hooks';
import type { ScreenView } from '../../functions/domain/api.ts';
import { PagePicture } from '../reviewer/page-picture.tsx';

/** The pages that nobody could read, one picture at a time, each with its reason: the clerk sees what it is. */
export const UnreadablePages = ({ caseId, pages, documents }: Pick<ScreenView, 'caseId' | 'pages' | 'documents'>) => {
  const [at, setAt] = useState(0);
  const [zoom, setZoom] = useState(1);
  const shown = pages[Math.min(at, pages.length - 1)];
  const record = documents.find(({ documentId }) => documentId === shown?.documentId);
  if (!shown || !record) return null;
  return (
    <section aria-labelledby={`unreadable-${caseId}`}>
      <h3 id={`unreadable-${caseId}`}>Pages that could not be read</h3>
      <div class="row tools">
        <span class="row tight">
          <button type="button" aria-label="Previous unreadable page" disabled={at === 0} onClick={() => setAt(at - 1)}>
            ‹
          </button>
          <span>
            {at + 1} of {pages.length}
          </span>
          <button
            type="button"
            aria-label="Next unreadable page"
            disabled={at >= pages.length - 1}
            onClick={() => setAt(at + 1)}
          >
            ›
          </button>
        </span>
        <label>
          <span class="hidden">Size of the picture</span>
          <select value={zoom} onChange={(event) => setZoom(Number(event.currentTarget.value))}>
            <option value={1}>Fit</option>
            <option value={2}>200 %</option>
          </select>
        </label>
      </div>
      <p class="quote" aria-live="polite">
        {record.fileName}, page {shown.page}: {shown.reason ?? 'It could not be read.'}
      </p>
      <div class="unread">
        <PagePicture caseId={caseId} document={record} page={shown.page} boxes={noBoxes} zoom={zoom} />
      </div>
    </section>
  );
};

/** The same list each time, so that nothing is drawn anew. */
const noBoxes: readonly never[] = [];
