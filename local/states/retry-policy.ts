import type { Catcher, Retrier } from './machine-definition.ts';
import type { StatesError } from './states-error.ts';

const defaultIntervalSeconds = 1;
const defaultMaxAttempts = 3;
const defaultBackoffRate = 2;

/**
 * Whether `ErrorEquals` names the error. States.ALL never matches States.Runtime (AWS developer guide, error handling)
 * but does match States.DataLimitExceeded (recorded 2024). States.TaskFailed matches everything but a time-out.
 */
export const matchesError = (errorEquals: readonly string[], error: StatesError): boolean =>
  errorEquals.some((name) => {
    if (name === error.error || (error.alias !== undefined && name === error.alias)) return true;
    if (error.error === 'States.Runtime') return false;
    if (name === 'States.ALL') return true;
    return name === 'States.TaskFailed' && error.error !== 'States.Timeout';
  });

/**
 * The pause before retry number `used + 1` of a retrier, in milliseconds; `random` is in [0, 1).
 * IntervalSeconds x BackoffRate^used, at most MaxDelaySeconds; with JitterStrategy FULL anything from 0 to that.
 */
export const retryDelayMs = (retrier: Retrier, used: number, random: () => number): number => {
  const seconds =
    (retrier.IntervalSeconds ?? defaultIntervalSeconds) * (retrier.BackoffRate ?? defaultBackoffRate) ** used;
  const delayMs = Math.min(seconds, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY) * 1000;
  const yearMs = 31_536_000_000;
  const cappedMs = Math.min(delayMs, yearMs);
  return retrier.JitterStrategy === 'FULL' ? random() * cappedMs : cappedMs;
};

/** The first retrier that names the error, if it has attempts left; a used-up one stops the search. */
export const findRetrier = (
  retriers: readonly Retrier[],
  error: StatesError,
  used: readonly number[],
): { retrier: Retrier; at: number } | undefined => {
  const at = retriers.findIndex((retrier) => matchesError(retrier.ErrorEquals, error));
  const retrier = retriers[at];
  if (!retrier || (used[at] ?? 0) >= (retrier.MaxAttempts ?? defaultMaxAttempts)) return undefined;
  return { retrier, at };
};

export const findCatcher = (catchers: readonly Catcher[], error: StatesError): number =>
  catchers.findIndex((catcher) => matchesError(catcher.ErrorEquals, error));
