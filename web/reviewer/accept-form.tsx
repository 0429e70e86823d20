import { useState } from 'preact/hooks';
import type { DeclineRequest } from '../../functions/domain/api.ts';
import type { Assignment } from '../../functions/domain/review.ts';
import { callApi, lineOf } from '../shared/call-api.ts';
import { ErrorLine } from '../shared/notice.tsx';
import { Field } from './field.tsx';

type Props = { assignment: Assignment; accepted: boolean; onAccepted: () => void; onDeclined: () => void };

/** Take the case, or give it back with the reason, for example a conflict of interest; the latter also later. */
export const AcceptForm = ({ assignment, accepted, onAccepted, onDeclined }: Props) => {
  const { caseId, specialties, licensure, reasons } = assignment;
  const [isDeclining, setIsDeclining] = useState(false);
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<string>();

  const send = (path: string, body: unknown, onDone: () => void): void => {
    setIsSending(true);
    setError(undefined);
    callApi('POST', `reviews/${caseId}/${path}`, body)
      .then(onDone, (failure: unknown) => setError(lineOf(failure)))
      .finally(() => setIsSending(false));
  };

  return (
    <section class="card" aria-labelledby="accept-title">
      <h2 id="accept-title">{accepted ? 'Your assignment' : 'Accept or decline'}</h2>
      <p>
        {specialties.join(', ')}; licensed in {licensure.join(', ')}
      </p>
      <details>
        <summary>Why you were chosen</summary>
        <ul>
          {reasons.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </details>
      <ErrorLine error={error} />
      <div class="row">
        {accepted ? null : (
          <button type="button" class="primary" disabled={isSending} onClick={() => send('accept', {}, onAccepted)}>
            Accept the case
          </button>
        )}
        <button type="button" aria-expanded={isDeclining} onClick={() => setIsDeclining(!isDeclining)}>
          Decline …
        </button>
      </div>
      {isDeclining ? (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            setWasTried(true);
            if (reason.trim() !== '') send('decline', { reason: reason.trim() } satisfies DeclineRequest, onDeclined);
          }}
        >
          <Field
            id="decline-reason"
            label="Reason, for example a conflict of interest"
            rows={2}
            value={reason}
            problem={wasTried && reason.trim() === '' ? 'Say why, in a sentence.' : undefined}
            onInput={setReason}
          />
          <button type="submit" disabled={isSending}>
            Decline the case
          </button>
        </form>
      ) : null}
    </section>
  );
};
