import { expect, test } from '@jest/globals';
import { nextAttempts } from '../../../functions/assign/next-attempts.ts';

const attempt = (round: string, reviewerId: string, outcome = 'open') => ({
  round,
  reviewerId,
  outcome,
  assignedAtTime: '2026-01-01T00:00:00.000Z',
});

test('the first round excludes nobody', () => {
  expect(nextAttempts([], '1-1', 'none')).toEqual({ attempts: [], excludedReviewerIds: [], keep: undefined });
});

test('who declined is not asked again, and the outcome is kept', () => {
  const next = nextAttempts([attempt('1-1', 'a')], '1-2', 'Declined');
  expect(next.attempts).toEqual([attempt('1-1', 'a', 'Declined')]);
  expect(next.excludedReviewerIds).toEqual(['a']);
});

test('a retried invocation of the same round replaces its own entry and excludes nobody new', () => {
  const before = [attempt('1-1', 'a', 'Declined'), attempt('1-2', 'b')];
  const next = nextAttempts(before, '1-2', 'Declined');
  expect(next.attempts).toEqual([attempt('1-1', 'a', 'Declined')]);
  expect(next.excludedReviewerIds).toEqual(['a']);
});

test('a letter that contradicts its record goes back to its own reviewer', () => {
  const next = nextAttempts([attempt('1-1', 'a', 'Declined'), attempt('1-2', 'b')], '1-3', 'ContradictsRecord');
  expect(next.keep).toBe('b');
  expect(next.excludedReviewerIds).toEqual(['a']);
});
