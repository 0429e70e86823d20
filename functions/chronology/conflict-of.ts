import type { Conflict } from '../domain/chronology.ts';
import type { Citation } from '../domain/facts.ts';
import { shortHash } from '../domain/short-hash.ts';
import { distinctCitations } from './cite.ts';

export type Saying = { value: string; citation: Citation };

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
    id: `conflict-${field.replace(/[^a-z]+/g, '-')}-${shortHash(field, ...[...values.keys()].sort())}`,
    field,
    message: `${what} is given as ${sorted.map(({ value }) => value).join(' and as ')}.`,
    values: sorted,
  };
};
