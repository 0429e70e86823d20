import { useState } from 'preact/hooks';
import type { ScreenAnswer, ScreenView } from '../../functions/domain/api.ts';
import { callApi, lineOf } from '../shared/call-api.ts';
import { ErrorLine } from '../shared/notice.tsx';
import { timeWords } from '../shared/words.ts';
import { UnreadablePages } from './unreadable-pages.tsx';

type Props = { screen: ScreenView; onAnswered: () => void };

/** Why the case stopped, and the person's answer with its reason. */
export const ScreenForm = ({ screen: { caseId, openedAtTime, reasons, pages, documents }, onAnswered }: Props) => {
  const [decision, setDecision] = useState<ScreenAnswer['decision']>();
  const [reason, setReason] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const [error, setError] = useState<string>();
  const decisionProblem = wasTried && !decision ? 'Choose one of the three.' : undefined;
  const reasonProblem = wasTried && reason.trim() === '' ? 'Say why, in a sentence.' : undefined;

  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    setWasTried(true);
    setError(undefined);
    if (!decision || reason.trim() === '') return;
    setIsSending(true);
    try {
      await callApi('POST', `screens/${caseId}`, { decision, reason: reason.trim() } satisfies ScreenAnswer);
      onAnswered();
    } catch (failure) {
      setError(lineOf(failure));
    } finally {
      setIsSending(false);
    }
  };

  const choice = (value: ScreenAnswer['decision'], text: string) => (
    <label class="check">
      <input
        type="radio"
        name={`decision-${caseId}`}
        checked={decision === value}
        aria-describedby={`decision-${caseId}-problem`}
        onChange={() => setDecision(value)}
      />
      {text}
    </label>
  );

  return (
    <section class="card" aria-labelledby={`screen-${caseId}`}>
      <h2 id={`screen-${caseId}`}>
        <a href={`#/cases/${caseId}`}>{caseId}</a>
      </h2>
      <p class="quiet">Open since {timeWords(openedAtTime)}</p>
      <ul>
        {reasons.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <UnreadablePages caseId={caseId} pages={pages} documents={documents} />
      <form noValidate onSubmit={(event) => void send(event)}>
        <fieldset>
          <legend>Decision</legend>
          {choice('proceed', 'The case goes on')}
          {choice('read-again', 'Read the case again, with the files that came meanwhile')}
          {choice('not-eligible', 'The application is not eligible')}
          <p id={`decision-${caseId}-problem`} class="problem">
            {decisionProblem}
          </p>
        </fieldset>
        <div class="field">
          <label for={`reason-${caseId}`}>Reason</label>
          <textarea
            id={`reason-${caseId}`}
            rows={2}
            value={reason}
            aria-invalid={reasonProblem !== undefined}
            aria-describedby={`reason-${caseId}-problem`}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
          <p id={`reason-${caseId}-problem`} class="problem">
            {reasonProblem}
          </p>
        </div>
        <ErrorLine error={error} />
        <button type="submit" class="primary" disabled={isSending}>
          {isSending ? 'Sending …' : 'Answer'}
        </button>
      </form>
    </section>
  );
};
