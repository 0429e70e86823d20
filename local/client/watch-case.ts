import { setTimeout as wait } from 'node:timers/promises';
import type { CaseView, StateView } from '../../functions/domain/api.ts';
import { ApiRefusal, type CaseClient } from './case-client.ts';

const pollMilliseconds = 250;

/**
 * Follows a case until it stops moving by itself: it waits for a person or has ended. `onState` gets each state when it
 * is left, and the state that waits. A case that is not known yet is waited for: its upload event is on its way.
 */
export const watchCase = async (
  client: CaseClient,
  caseId: string,
  onState: (state: StateView) => void,
  until: (view: CaseView) => boolean = standsStill,
  onPages: (read: number, all: number) => void = () => undefined,
): Promise<CaseView> => {
  let told = 0;
  let pagesTold = 0;
  for (;;) {
    const view = await client.case(caseId).catch((error: unknown) => {
      if (error instanceof ApiRefusal && error.statusCode === 404) return undefined;
      throw error;
    });
    if (view) {
      while (view.states[told] && view.states[told]?.status !== 'running') {
        const state = view.states[told];
        if (state) onState(state);
        told += 1;
      }
      const read = view.ledger.filter((row) => row.source !== 'waiting').length;
      if (read > pagesTold) onPages(read, view.ledger.length);
      pagesTold = read;
      if (until(view)) return view;
    }
    await wait(pollMilliseconds);
  }
};

export const standsStill = (view: CaseView): boolean =>
  ['screening', 'in-review', 'issued', 'not-eligible', 'failed'].includes(view.status);

/** How far the reading has come. */
export const pagesLine = (read: number, all: number): string => `${' '.repeat(12)}${read} of ${all} pages read`;

/** One line a step: how long it took, and its name. */
export const stateLine = (state: StateView): string => {
  const seconds = (Date.parse(state.exitedAtTime ?? state.enteredAtTime) - Date.parse(state.enteredAtTime)) / 1000;
  const outcome = state.status === 'succeeded' ? '' : `  ${state.status}${state.error ? ` (${state.error})` : ''}`;
  return `${seconds.toFixed(2).padStart(8)} s  ${state.name}${outcome}`;
};
