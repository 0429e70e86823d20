import type { CaseRecord } from '../domain/case-record.ts';

export type IntakeDecision =
  /** Start this generation; a start that has happened already is no second one. */
  | { kind: 'start'; generation: number }
  /** The case has its determination: the file is recorded and told. */
  | { kind: 'late' };

/**
 * What an upload means for its case. While the execution runs the file joins it (the chronology step looks for files
 * that came after registration). After a failed one the next generation starts. After a finished one it is late.
 */
export const decideIntake = (
  known: CaseRecord | undefined,
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'PENDING_REDRIVE' | undefined,
): IntakeDecision => {
  if (!known) return { kind: 'start', generation: 1 };
  switch (status) {
    // Claimed, but the process ended before the start: start it now.
    case undefined:
    case 'RUNNING':
    case 'PENDING_REDRIVE':
      return { kind: 'start', generation: known.generation };
    case 'SUCCEEDED':
      return { kind: 'late' };
    case 'FAILED':
    case 'TIMED_OUT':
    case 'ABORTED':
      return { kind: 'start', generation: known.generation + 1 };
  }
};
