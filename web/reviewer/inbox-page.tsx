import type { InboxEntry } from '../../functions/domain/api.ts';
import { callApi } from '../shared/call-api.ts';
import { ErrorLine, Loading } from '../shared/notice.tsx';
import { usePoll } from '../shared/use-poll.ts';
import { dateWords, dueWords } from '../shared/words.ts';

/** The reviews that wait for who is signed in, the most urgent first. */
export const InboxPage = () => {
  const { value, error } = usePoll(
    () => callApi<{ reviews: InboxEntry[] }>('GET', 'reviews'),
    () => 5000,
    'reviews',
  );
  const today = new Date();
  return (
    <>
      <h1 id="inbox-title">Reviews</h1>
      {value ? <ErrorLine error={error} /> : <Loading error={error} what="the reviews" />}
      {value?.reviews.length === 0 ? <p class="quiet">No review waits for you.</p> : null}
      {value && value.reviews.length > 0 ? (
        <div class="scroll" role="group" tabIndex={0} aria-labelledby="inbox-title">
          <table>
            <thead>
              <tr>
                <th scope="col">Due</th>
                <th scope="col">Case</th>
                <th scope="col">In dispute</th>
                <th scope="col">State</th>
              </tr>
            </thead>
            <tbody>
              {value.reviews.map(({ caseId, dueOnDate, items, accepted, priority }) => {
                const due = dueWords(dueOnDate, today);
                return (
                  <tr key={caseId}>
                    <td class={due.isLate ? 'problem' : ''}>
                      {dateWords(dueOnDate)} <span class="quiet">{due.text}</span>
                      {priority === 'standard' ? '' : <strong> {priority}</strong>}
                    </td>
                    <th scope="row">
                      <a href={`#/reviews/${caseId}`}>{caseId}</a>
                    </th>
                    <td>{items.join('; ')}</td>
                    <td>{accepted ? 'accepted' : 'to be accepted or declined'}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      ) : null}
    </>
  );
};
