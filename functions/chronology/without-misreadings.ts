import type { Saying } from './conflict-of.ts';

/** Digits that scanners take for one another. */
const lookalikes = new Set(['17', '38', '56', '08', '06', '89', '49', '27']);

/** The same date with one digit misread, where one side was read with doubt. */
const isMisreading = (a: Saying, b: Saying): boolean => {
  if (Math.min(a.citation.certainty, b.citation.certainty) >= 0.6 || a.value.length !== b.value.length) return false;
  const pairs = a.value
    .split('')
    .flatMap((digit, index) => (digit === b.value[index] ? [] : [digit + (b.value[index] ?? '')]));
  return pairs.length === 1 && lookalikes.has((pairs[0] ?? '').split('').sort().join(''));
};

/** The sayings of one fact, less the values that are only a doubtful reading of another. All doubtful: nothing is left. */
export const withoutMisreadings = <One extends Saying>(sayings: readonly One[]): One[] =>
  sayings.filter(({ value }) => {
    const own = sayings.filter((saying) => saying.value === value);
    return !own.every((saying) => sayings.some((other) => other.value !== value && isMisreading(saying, other)));
  });
