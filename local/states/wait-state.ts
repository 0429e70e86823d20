import { assertRunning, type Core } from './core.ts';
import { scopeOf } from './evaluation-scope.ts';
import type { Frame } from './execution.ts';
import { evaluateNumber, evaluateString } from './expression.ts';
import type { WaitState } from './machine-definition.ts';
import { StatesError } from './states-error.ts';

const timestampForm = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:\d{2})$/;

/** Reads an RFC 3339 timestamp with capital T and Z (or an offset), down to nanoseconds; undefined when it is none. */
export const parseTimestampMs = (text: string): number | undefined => {
  const match = timestampForm.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction, zone] = match;
  const parts = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const utcMs = Date.parse(`${parts}Z`);
  // Date.parse rolls 31 February over; a real date reads back as it was written.
  if (Number.isNaN(utcMs) || new Date(utcMs).toISOString().slice(0, 19) !== parts) return undefined;
  const atMs = Date.parse(`${parts}.${(fraction ?? '0').slice(0, 3).padEnd(3, '0')}${zone}`);
  return Number.isNaN(atMs) ? undefined : atMs;
};

const untilMs = async (frame: Frame, state: WaitState, nowMs: number): Promise<number> => {
  if (state.Timestamp !== undefined) {
    const text = await evaluateString(state.Timestamp, 'Timestamp', scopeOf(frame));
    const atMs = parseTimestampMs(text);
    if (atMs !== undefined) return atMs;
    const cause = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`;
    throw new StatesError('States.QueryEvaluationError', cause, {
      location: 'Timestamp',
      isEvaluation: true,
      isAfterStart: true,
    });
  }
  const seconds = await evaluateNumber(state.Seconds ?? 0, 'Seconds', scopeOf(frame));
  const maxSeconds = 99_999_999;
  if (seconds >= 0 && seconds <= maxSeconds) return nowMs + seconds * 1000;
  const cause = `The Seconds field must be between 0 and ${maxSeconds} but was: ${seconds}`;
  throw new StatesError('States.QueryEvaluationError', cause, {
    location: 'Seconds',
    isEvaluation: true,
    isAfterStart: true,
  });
};

export const startWait = async (core: Core, frame: Frame, state: WaitState): Promise<void> => {
  const until = await untilMs(frame, state, frame.record.enteredMs);
  assertRunning(frame);
  frame.record.phase = 'blocked';
  frame.record.work = { kind: 'wait', untilMs: until };
  core.touch(frame);
  resumeWait(core, frame);
};

/** Arms the timer of a Wait state; one that is overdue after a restart fires at once. */
export const resumeWait = (core: Core, frame: Frame): void => {
  const { work } = frame.record;
  if (work?.kind !== 'wait') return;
  const finish = (): void => core.change(frame, () => core.complete(frame, undefined));
  if (work.untilMs <= core.now()) finish();
  else core.setTimer(frame, work.untilMs, finish);
};
