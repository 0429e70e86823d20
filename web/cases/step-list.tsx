import type { StateView } from '../../functions/domain/api.ts';
import { secondsWords, stateWords, timeWords } from '../shared/words.ts';

/** The states of the case's execution as they happen. */
export const StepList = ({ states }: { states: StateView[] }) => (
  <section aria-labelledby="steps-title">
    <h2 id="steps-title">Steps</h2>
    {states.length === 0 ? (
      <p class="quiet">Nothing has run yet.</p>
    ) : (
      <ol class="steps">
        {states.map((state, index) => (
          <li key={index} class={state.status}>
            <span class="name">{state.name}</span>
            <span class="state">{stateWords[state.status]}</span>
            <span class="quiet" title={timeWords(state.enteredAtTime)}>
              {state.exitedAtTime
                ? secondsWords(Date.parse(state.exitedAtTime) - Date.parse(state.enteredAtTime))
                : `since ${timeWords(state.enteredAtTime)}`}
            </span>
            {state.error ? <span class="problem">{state.error}</span> : null}
          </li>
        ))}
      </ol>
    )}
  </section>
);
