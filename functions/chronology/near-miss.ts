import { daysBetween, isDay } from '../domain/calendar.ts';

/** One character changed, or two neighbours changed over: how a person mistypes. */
export const isOneSlip = (a: string, b: string): boolean => {
  if (a.length !== b.length) return false;
  const changed = a.split('').flatMap((character, index) => (character === b[index] ? [] : [index]));
  const [first = 0, second = 0] = changed;
  if (changed.length === 1) return true;
  return changed.length === 2 && second === first + 1 && a[first] === b[second] && a[second] === b[first];
};

/**
 * Whether two different days are so close that one is likely the other mistaken: within a week, one digit off, or two
 * digits changed over (`05-12` and `05-21`).
 */
export const isNearMiss = (a: string, b: string): boolean =>
  a !== b && isDay(a) && isDay(b) && (Math.abs(daysBetween(a, b)) <= 7 || isOneSlip(a, b));
