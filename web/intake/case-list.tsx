import type { CaseSummary } from '../../functions/domain/api.ts';
import type { RefusedUpload } from '../../functions/domain/case-record.ts';
import { callApi } from '../shared/call-api.ts';
import { ErrorLine, Loading } from '../shared/notice.tsx';
import { StatusBadge } from '../shared/status-badge.tsx';
import { usePoll } from '../shared/use-poll.ts';
import { dateWords, timeWords } from '../shared/words.ts';

type Cases = { cases: CaseSummary[]; refusedUploads?: RefusedUpload[] };

/** Every case, newest first, and the uploads that belong to none. */
export const CaseList = () => {
  const { value, error } = usePoll(
    () => callApi<Cases>('GET', 'cases'),
    () => 3000,
    'cases',
  );
  return (
    <section aria-labelledby="cases-title">
      <h2 id="cases-title">All cases</h2>
      {value ? <ErrorLine error={error} /> : <Loading error={error} what="the cases" />}
      {value?.cases.length === 0 ? <p class="quiet">No case yet. Send a case file above.</p> : null}
      {value && value.cases.length > 0 ? (
        <div class="scroll" role="group" tabIndex={0} aria-labelledby="cases-title">
          <table>
            <thead>
              <tr>
                <th scope="col">Case</th>
                <th scope="col">Status</th>
                <th scope="col">Received</th>
                <th scope="col">Review due</th>
              </tr>
            </thead>
            <tbody>
              {value.cases.map(({ caseId, status, receivedAtTime, dueOnDate }) => (
                <tr key={caseId}>
                  <th scope="row">
                    <a href={`#/cases/${caseId}`}>{caseId}</a>
                  </th>
                  <td>
                    <StatusBadge status={status} />
                  </td>
                  <td>{timeWords(receivedAtTime)}</td>
                  <td>{dueOnDate ? dateWords(dueOnDate) : ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {value?.refusedUploads && value.refusedUploads.length > 0 ? (
        <>
          <h3>Uploads that belong to no case</h3>
          <ul class="plain">
            {value.refusedUploads.map(({ key, reason, atTime }) => (
              <li key={key} class="notice warning">
                <code>{key}</code>: {reason} <span class="quiet">{timeWords(atTime)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
};
