import { useState } from 'preact/hooks';
import type { CaseStatus, CaseView } from '../../functions/domain/api.ts';
import { callApi, lineOf } from '../shared/call-api.ts';
import { ErrorLine, Loading } from '../shared/notice.tsx';
import { openInTab } from '../shared/open-in-tab.ts';
import type { Place } from '../shared/place.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { usePoll } from '../shared/use-poll.ts';
import { dateWords, timeWords } from '../shared/words.ts';
import { ChronologyTable } from './chronology-table.tsx';
import { CareGaps } from './care-gaps.tsx';
import { ClockTable } from './clock-table.tsx';
import { ConflictList } from './conflict-list.tsx';
import { DeterminationLinks } from './determination-links.tsx';
import { PageLedger } from './page-ledger.tsx';
import { RefusedFiles } from './refused-files.tsx';
import { StepList } from './step-list.tsx';

const ended = new Set<CaseStatus>(['issued', 'not-eligible', 'failed']);

/** Where one case stands, live, and everything that is known of its file. */
export const CasePage = ({ caseId }: { caseId: string }) => {
  const { value, error } = usePoll(
    () => callApi<CaseView>('GET', `cases/${encodeURIComponent(caseId)}`),
    ({ status }) => (ended.has(status) ? 10_000 : 1000),
    caseId,
  );
  const [openError, setOpenError] = useState<string>();
  const open = (path: string, page?: number): void => {
    setOpenError(undefined);
    openInTab(path, page).catch((failure: unknown) => setOpenError(lineOf(failure)));
  };
  const openPage = (documentId: string, page: number): void => open(`cases/${caseId}/documents/${documentId}`, page);
  const follow = ({ documentId, page }: Place): void => openPage(documentId, page);

  return (
    <>
      <h1>Case {caseId}</h1>
      {value ? <ErrorLine error={error} /> : <Loading error={error} what="the case" />}
      <ErrorLine error={openError} />
      {value ? (
        <>
          <p class="facts" aria-live="polite">
            <StatusBadge status={value.status} /> Received {timeWords(value.receivedAtTime)}
            {value.dueOnDate ? `, review due ${dateWords(value.dueOnDate)}` : ''}
          </p>
          {value.failure ? <p class="notice error">{value.failure}</p> : null}
          <NextStep view={value} />
          <DeterminationLinks
            formats={value.determination}
            open={(format) => open(`cases/${caseId}/determination/${format}`)}
          />
          <RefusedFiles view={value} />
          <StepList states={value.states} />
          <PageLedger view={value} open={openPage} />
          {value.chronology ? (
            <>
              <ConflictList chronology={value.chronology} follow={follow} />
              {value.timing ? <ClockTable chronology={value.chronology} timing={value.timing} follow={follow} /> : null}
              <CareGaps chronology={value.chronology} follow={follow} />
              <section aria-labelledby="chronology-title">
                <h2 id="chronology-title">Chronology</h2>
                <ChronologyTable chronology={value.chronology} follow={follow} />
              </section>
            </>
          ) : null}
        </>
      ) : null}
    </>
  );
};

/** What the case waits for, when it waits for a person. */
const NextStep = ({ view: { status, caseId } }: { view: CaseView }) => {
  if (status === 'in-review')
    return (
      <p class="notice">
        The case waits for its expert reviewer. <a href={`#/reviews/${caseId}`}>Open the review</a>
      </p>
    );
  if (status === 'screening')
    return (
      <p class="notice warning">
        A person must look at this case before it goes on. <a href="#/screens">Open the screening</a>
      </p>
    );
  return null;
};
