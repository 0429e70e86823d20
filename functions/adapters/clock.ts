import type { Day, Instant } from '../domain/days.ts';

export type Clock = { now(): Instant; today(): Day };

/** The wall clock. Days are UTC days. */
export const systemClock: Clock = {
  now: () => new Date().toISOString(),
  today: () => new Date().toISOString().slice(0, 10),
};
