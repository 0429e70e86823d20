import type { CaseStatus, StateView } from '../domain/api.ts';

/** The fields of an execution's history event that are looked at. */
export type StateEvent = {
  type?: string | undefined;
  timestamp?: Date | undefined;
  stateEnteredEventDetails?: { name: string | undefined } | undefined;
  stateExitedEventDetails?: { name: string | undefined } | undefined;
  taskFailedEventDetails?: { error?: string | undefined } | undefined;
  taskTimedOutEventDetails?: { error?: string | undefined } | undefined;
  executionFailedEventDetails?: { error?: string | undefined } | undefined;
};

/** The states that an execution went through, in order; the same state again is a row of its own. */
export const stateViews = (events: readonly StateEvent[]): StateView[] => {
  const views: StateView[] = [];
  for (const event of events) {
    const time = (event.timestamp ?? new Date(0)).toISOString();
    const entered = event.stateEnteredEventDetails?.name;
    const exited = event.stateExitedEventDetails?.name;
    const last = views.findLast((view) => view.status === 'running');
    if (entered) views.push({ name: entered, status: 'running', enteredAtTime: time });
    else if (exited) {
      const view = views.findLast((one) => one.name === exited && one.exitedAtTime === undefined);
      if (!view) continue;
      view.exitedAtTime = time;
      // A state that failed and was left all the same was caught.
      view.status = view.error ? 'caught' : 'succeeded';
    } else if (last) {
      const error = event.taskFailedEventDetails?.error ?? event.taskTimedOutEventDetails?.error;
      if (error) last.error = error;
      // A retry that goes well takes the error back.
      if (event.type === 'TaskSucceeded') delete last.error;
      if (event.type?.startsWith('Execution') && event.type !== 'ExecutionStarted') {
        last.status = 'failed';
        last.exitedAtTime = time;
        const executionError = event.executionFailedEventDetails?.error;
        if (executionError) last.error = executionError;
      }
    }
  }
  return views;
};

const statusOfState: Record<string, CaseStatus> = {
  Screen: 'screening',
  Assign: 'in-review',
  Assemble: 'assembling',
  Issue: 'assembling',
  'Wait for the upload': 'uploading',
};

/** Where a case stands, from its execution alone and whether its determination was issued. */
export const caseStatus = (
  execution: string | undefined,
  states: readonly StateView[],
  issued: boolean,
): CaseStatus => {
  if (execution === undefined) return 'uploading';
  if (execution === 'SUCCEEDED') return issued ? 'issued' : 'not-eligible';
  if (execution !== 'RUNNING' && execution !== 'PENDING_REDRIVE') return 'failed';
  const current = states.findLast((view) => view.status === 'running');
  return statusOfState[current?.name ?? ''] ?? 'reading';
};
