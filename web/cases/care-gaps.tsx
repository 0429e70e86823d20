import type { Chronology } from '../../functions/domain/chronology.ts';
import { fileNamesOf } from '../shared/file-names-of.ts';
import { PlaceLinks, type Follow } from '../shared/place.tsx';
import { dateWords, withDateWords } from '../shared/words.ts';

/** Long stretches without a visit, and requests for information that nothing in the file answers. */
export const CareGaps = ({ chronology, follow }: { chronology: Chronology; follow: Follow }) => {
  const { gaps = [], unansweredRequests = [], records } = chronology;
  const names = fileNamesOf(records);
  return (
    <>
      {gaps.length > 0 ? (
        <section aria-labelledby="gaps-title">
          <h2 id="gaps-title">Gaps in care</h2>
          <ul>
            {gaps.map(({ fromDate, toDate, days, sources }) => (
              <li key={fromDate}>
                No visit from {dateWords(fromDate)} to {dateWords(toDate)}, {days} days:{' '}
                <PlaceLinks sources={sources} names={names} follow={follow} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {unansweredRequests.length > 0 ? (
        <section aria-labelledby="unanswered-title">
          <h2 id="unanswered-title">Unanswered requests for information</h2>
          <ul>
            {unansweredRequests.map(({ message, source }) => (
              <li key={source.documentId}>
                {withDateWords(message)} <PlaceLinks sources={[source]} names={names} follow={follow} />
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </>
  );
};
