import { describe, expect, test } from '@jest/globals';
import { caseStatus, stateViews, type StateEvent } from '../../../functions/status/state-views.ts';

let clock = 0;
const event = (type: string, more: Partial<StateEvent> = {}): StateEvent => ({
  type,
  timestamp: new Date((clock += 1000)),
  ...more,
});
const entered = (name: string) => event('TaskStateEntered', { stateEnteredEventDetails: { name } });
const exited = (name: string) => event('TaskStateExited', { stateExitedEventDetails: { name } });
const failed = (error: string) => event('TaskFailed', { taskFailedEventDetails: { error } });
const shape = (events: StateEvent[]) =>
  stateViews(events).map(({ name, status, error }) => [name, status, ...(error ? [error] : [])]);

describe('the states of an execution', () => {
  test.each([
    ['one that was left succeeded', [entered('A'), exited('A')], [['A', 'succeeded']]],
    [
      'one that was not left runs',
      [entered('A'), exited('A'), entered('B')],
      [
        ['A', 'succeeded'],
        ['B', 'running'],
      ],
    ],
    ['one that failed and was left was caught', [entered('A'), failed('E'), exited('A')], [['A', 'caught', 'E']]],
    [
      'one that failed and then went well on a retry succeeded',
      [entered('A'), failed('E'), event('TaskSucceeded'), exited('A')],
      [['A', 'succeeded']],
    ],
    [
      'one that failed the execution failed',
      [entered('A'), event('ExecutionFailed', { executionFailedEventDetails: { error: 'E' } })],
      [['A', 'failed', 'E']],
    ],
    [
      'the same state twice is two rows',
      [entered('A'), exited('A'), entered('A')],
      [
        ['A', 'succeeded'],
        ['A', 'running'],
      ],
    ],
  ] as const)('%s', (_title, events, expected) => {
    expect(shape([...events])).toEqual(expected);
  });
});

describe('where a case stands', () => {
  const running = (name: string) => stateViews([entered(name)]);
  test.each([
    ['no execution yet', undefined, [], false, 'uploading'],
    ['reading documents', 'RUNNING', running('ReadDocuments'), false, 'reading'],
    ['waiting for a screening', 'RUNNING', running('Screen'), false, 'screening'],
    ['waiting for the reviewer', 'RUNNING', running('Assign'), false, 'in-review'],
    ['writing the letter', 'RUNNING', running('Assemble'), false, 'assembling'],
    ['ended with a letter', 'SUCCEEDED', [], true, 'issued'],
    ['ended without a letter', 'SUCCEEDED', [], false, 'not-eligible'],
    ['stopped by an admin', 'ABORTED', [], false, 'failed'],
  ] as const)('%s', (_title, execution, states, issued, expected) => {
    expect(caseStatus(execution, states, issued)).toBe(expected);
  });
});
