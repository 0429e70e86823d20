import type { Conflict } from '../domain/chronology.ts';
import type { Citation } from '../domain/facts.ts';
import { distinctCitations } from './cite.ts';

export type Saying = { value: string; citation: Citation };

/** Ids are told by the field alone, so that an answer can be written before the values are known; twins get a number. */
export const withDistinctIds = (conflicts: readonly Conflict[]): Conflict[] => {
  const counts = new Map<string, number>();
  return conflicts.map((conflict) => {
    const count = (counts.get(conflict.id) ?? 0) + 1;
    counts.set(conflict.id, count);
    return count === 1 ? conflict : { ...conflict, id: `${conflict.id}-${count}` };
  });
};

/** One conflict from what the sources say, values in the order that they first appear. */
export const conflictOf = (field: string, what: string, sayings: readonly Saying[]): Conflict => {
  const values = new Map<string, Citation[]>();
  for (const { value, citation } of sayings) {
    const known = values.get(value);
    if (known) known.push(citation);
    else values.set(value, [citation]);
  }
  const sorted = [...values].map(([value, sources]) => ({ value, sources: distinctCitations(sources) }));
  return {
    id: `conflict:${field}`,
    field,
    message: `${what} is given as ${sorted
      .map(({ value }) => value)
      .join(' and as ')
      .replace(/\.$/, '')}.`,
    values: sorted,
  };
};
