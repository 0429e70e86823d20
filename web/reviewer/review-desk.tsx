import { useRef, useState } from 'preact/hooks';
import type { ReviewView } from '../../functions/domain/api.ts';
import { byFileName } from '../shared/by-file-name.ts';
import type { Place } from '../shared/place.tsx';
import { Alarms } from '../cases/clock-table.tsx';
import { dateWords, dueWords } from '../shared/words.ts';
import { AcceptForm } from './accept-form.tsx';
import { RecordFacts } from './record-facts.tsx';
import { RecordViewer } from './record-viewer.tsx';
import { ReviewForm } from './review-form.tsx';

/** The records on the left, the decision on the right. */
export const ReviewDesk = ({ view }: { view: ReviewView }) => {
  const { assignment, chronology, registration, lateFiles } = view;
  const { caseId, dueOnDate } = assignment;
  const documents = byFileName(registration.documents);
  const [accepted, setAccepted] = useState(view.accepted);
  const [ending, setEnding] = useState<'signed' | 'declined'>();
  const [place, setPlace] = useState<Place>({
    documentId: documents[0]?.documentId ?? '',
    page: 1,
    boxes: [],
    quote: '',
  });
  const viewer = useRef<HTMLElement>(null);
  const follow = (next: Place): void => {
    setPlace(next);
    // Beside each other nothing moves; one below the other, the page comes into view.
    viewer.current?.scrollIntoView({ block: 'nearest' });
  };
  const due = dueWords(dueOnDate, new Date());

  if (ending)
    return (
      <>
        <h1>Review {caseId}</h1>
        <p class="notice good" role="status">
          {ending === 'signed'
            ? 'Signed. The determination is being assembled and issued.'
            : 'Declined. The case goes to another reviewer.'}{' '}
          {ending === 'signed' ? (
            <a href={`#/cases/${caseId}`}>See the case</a>
          ) : (
            <a href="#/reviews">To the reviews</a>
          )}
        </p>
      </>
    );

  return (
    <>
      <h1>Review {caseId}</h1>
      <p class="facts">
        <span class={due.isLate ? 'problem' : ''}>
          Due {dateWords(dueOnDate)}, {due.text}
        </span>
        {chronology.priority === 'standard' ? '' : <strong> {chronology.priority}</strong>}
        {accepted ? ' · accepted' : ''}
      </p>
      <Alarms timing={view.timing} />
      {lateFiles.length > 0 ? (
        <p class="notice warning">Came after the records were read, not part of them: {lateFiles.join(', ')}</p>
      ) : null}
      <div class="desk">
        <section ref={viewer} class="viewer" aria-label="Records">
          <RecordViewer caseId={caseId} documents={documents} place={place} onPlace={setPlace} />
        </section>
        <div class="decide">
          <AcceptForm
            assignment={assignment}
            accepted={accepted}
            onAccepted={() => setAccepted(true)}
            onDeclined={() => setEnding('declined')}
          />
          <RecordFacts chronology={chronology} follow={follow} />
          {accepted ? <ReviewForm view={view} follow={follow} onSigned={() => setEnding('signed')} /> : null}
        </div>
      </div>
    </>
  );
};
