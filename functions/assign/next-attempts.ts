import type { AssignmentAttempts } from '../domain/case-record.ts';

type Attempt = AssignmentAttempts['attempts'][number];

/**
 * Who had the case before this round and may not have it again. A retried invocation of the same round replaces its
 * own entry. A letter that contradicted its record (`ContradictsRecord`) goes back to the reviewer who wrote it.
 */
export const nextAttempts = (
  before: readonly Attempt[],
  round: string,
  lastOutcome: string,
): { attempts: Attempt[]; excludedReviewerIds: string[]; keep: string | undefined } => {
  const earlier = before.filter((attempt) => attempt.round !== round);
  const last = earlier.at(-1);
  const attempts = earlier.map((attempt) =>
    attempt === last && attempt.outcome === 'open' && lastOutcome !== 'none'
      ? { ...attempt, outcome: lastOutcome }
      : attempt,
  );
  const keep = lastOutcome === 'ContradictsRecord' ? last?.reviewerId : undefined;
  return {
    attempts,
    excludedReviewerIds: attempts
      .filter((attempt) => attempt.outcome !== 'open' && attempt.reviewerId !== keep)
      .map((attempt) => attempt.reviewerId),
    keep,
  };
};
