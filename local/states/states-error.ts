/**
 * A failure inside an execution, with AWS's error name and cause. `error` and `cause` are null when a callback
 * gave none. `location` is the slash path of the failing expression; `isEvaluation` asks for an EvaluationFailed event.
 */
export class StatesError extends Error {
  override name = 'StatesError';
  readonly error: string | null;
  readonly causeText: string | null;
  readonly location: string | undefined;
  readonly isEvaluation: boolean;
  /** The parse of an evaluated value failed after the state had begun its own work (a Wait's timestamp). */
  readonly isAfterStart: boolean;
  /** A second name that Retry and Catch may use: States.HeartbeatTimeout for a missed heartbeat. */
  readonly alias: string | undefined;
  /** Fails the state at once: neither Retry nor Catch is asked. */
  readonly isTerminal: boolean;

  constructor(
    error: string | null,
    cause: string | null,
    options: {
      location?: string | undefined;
      isEvaluation?: boolean;
      isAfterStart?: boolean;
      alias?: string;
      isTerminal?: boolean;
    } = {},
  ) {
    super(cause ?? error ?? 'failed');
    this.error = error;
    this.causeText = cause;
    this.location = options.location;
    this.isEvaluation = options.isEvaluation ?? false;
    this.isAfterStart = options.isAfterStart ?? false;
    this.alias = options.alias;
    this.isTerminal = options.isTerminal ?? false;
  }
}

export const resultTooLarge = (subject: string): StatesError =>
  new StatesError(
    'States.DataLimitExceeded',
    `The state/task '${subject}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );

/** The object a Catch hands on as `$states.errorOutput`. A time-out has an empty cause there and none in the history. */
export const errorOutput = (
  error: string | null,
  cause: string | null,
): { Error: string | null; Cause: string | null } => ({
  Error: error,
  Cause: error === 'States.Timeout' && cause === null ? '' : cause,
});
