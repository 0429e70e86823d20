import type { CaseView } from '../../functions/domain/api.ts';
import { byFileName } from '../shared/by-file-name.ts';

type Source = CaseView['ledger'][number]['source'];

const marks: Record<Source, { letter: string; label: string }> = {
  'text-layer': { letter: 'T', label: 'text layer' },
  ocr: { letter: 'O', label: 'read by OCR' },
  blank: { letter: 'B', label: 'blank' },
  duplicate: { letter: 'D', label: 'duplicate' },
  unreadable: { letter: 'U', label: 'unreadable' },
  waiting: { letter: '·', label: 'waiting' },
};

/** Why the page is what it is, how surely it was read, by what, and what was wrong with it. */
const whyOf = ({
  reason,
  meanConfidence,
  engine,
  problems,
}: Pick<CaseView['ledger'][number], 'reason' | 'meanConfidence' | 'engine' | 'problems'>): string =>
  [
    reason,
    ...(meanConfidence === undefined || meanConfidence === 100
      ? []
      : [`Mean confidence ${Math.round(meanConfidence)}.`]),
    ...(engine ? [`Read by ${engine}.`] : []),
    ...problems,
  ].join(' ');

const copiesOf = ({ ledger }: CaseView, documentId: string): number =>
  ledger.filter((row) => row.documentId === documentId && row.source === 'duplicate').length;

/** How much of a file says nothing new. */
const CopyCount = ({ copies, pages }: { copies: number; pages: number }) =>
  copies === 0 ? null : (
    <span class="quiet">
      {' '}
      ({copies} of {pages} {pages === 1 ? 'page' : 'pages'} copied)
    </span>
  );

/** Every page of every file as a small square: no page is dropped without being seen here. */
export const PageLedger = ({ view, open }: { view: CaseView; open: (documentId: string, page: number) => void }) => {
  const documents = byFileName(view.registration?.documents ?? []);
  if (documents.length === 0) return null;
  const sources = Object.entries(marks).map(([source, mark]) => ({
    source,
    ...mark,
    count: view.ledger.filter((row) => row.source === source).length,
  }));
  const waiting = view.ledger.filter((row) => row.source === 'waiting').length;
  return (
    <section aria-labelledby="ledger-title">
      <h2 id="ledger-title">Pages</h2>
      <p>
        {view.ledger.length - waiting} of {view.ledger.length} pages accounted for.
      </p>
      <ul class="legend" aria-label="Pages by source">
        {sources.map(({ source, letter, label, count }) =>
          count === 0 ? null : (
            <li key={source}>
              <span class={`square ${source}`} aria-hidden="true">
                {letter}
              </span>{' '}
              {label}: {count}
            </li>
          ),
        )}
      </ul>
      <ul class="ledger">
        {documents.map(({ documentId, fileName, pages }) => (
          <li key={documentId}>
            <span class="name">
              {fileName}
              <CopyCount copies={copiesOf(view, documentId)} pages={pages} />
            </span>
            <span class="squares">
              {view.ledger
                .filter((row) => row.documentId === documentId)
                .map(({ page, source, ...row }) => (
                  <button
                    key={page}
                    type="button"
                    class={`square ${source}`}
                    title={`Page ${page}: ${marks[source].label} - ${whyOf(row)}`}
                    aria-label={`${fileName}, page ${page}: ${marks[source].label}`}
                    onClick={() => open(documentId, page)}
                  >
                    {marks[source].letter}
                  </button>
                ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
};
