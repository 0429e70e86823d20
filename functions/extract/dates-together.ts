import { dayNumber } from './calendar.ts';
import type { DatedMention } from './dated-mentions.ts';
import type { FoundTreatment } from './treatments.ts';

/** The dates of a document with what they share. */
export type DatesTogether = {
  dates: readonly DatedMention[];
  /** Days as numbers, `undefined` when no date is a whole day. */
  newest: number | undefined;
  /** Whole days in order, each once. */
  days: string[];
  /** Indices of the dates of each value. */
  byValue: ReadonlyMap<string, number[]>;
  treatments: readonly FoundTreatment[];
  treatmentStarts: readonly number[];
};

/** A month counts from its middle, a year from its summer. */
export const dayOfValue = (value: string): number =>
  dayNumber(value.length === 4 ? `${value}-07-01` : value.length === 7 ? `${value}-15` : value);

export const datesTogether = (dates: readonly DatedMention[], treatments: readonly FoundTreatment[]): DatesTogether => {
  const byValue = new Map<string, number[]>();
  dates.forEach(({ value }, index) => {
    const known = byValue.get(value);
    if (known) known.push(index);
    else byValue.set(value, [index]);
  });
  const days = [...byValue.keys()].filter((value) => value.length >= 10).sort();
  const last = days.at(-1);
  return {
    dates,
    newest: last === undefined ? undefined : dayNumber(last),
    days,
    byValue,
    treatments,
    treatmentStarts: treatments.map(({ start }) => start),
  };
};
