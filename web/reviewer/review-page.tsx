import { useEffect, useState } from 'preact/hooks';
import type { ReviewView } from '../../functions/domain/api.ts';
import { callApi, lineOf } from '../shared/call-api.ts';
import { Loading } from '../shared/notice.tsx';
import { ReviewDesk } from './review-desk.tsx';

/** One review: loaded once, so that nothing is pulled away under the writer. */
export const ReviewPage = ({ caseId }: { caseId: string }) => {
  const [view, setView] = useState<ReviewView>();
  const [error, setError] = useState<string>();
  const load = (): void => {
    setError(undefined);
    callApi<ReviewView>('GET', `reviews/${encodeURIComponent(caseId)}`).then(setView, (failure: unknown) =>
      setError(lineOf(failure)),
    );
  };
  useEffect(load, [caseId]);
  if (view) return <ReviewDesk view={view} />;
  return (
    <>
      <h1>Review {caseId}</h1>
      <Loading error={error} what="the review" />
      {error ? (
        <p>
          <button type="button" onClick={load}>
            Try again
          </button>{' '}
          <a href="#/reviews">To the reviews</a>
        </p>
      ) : null}
    </>
  );
};
