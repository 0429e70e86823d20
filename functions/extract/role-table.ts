import { z } from 'zod';
import { DateRole } from '../domain/facts.ts';
import learned from './role-weights.json' with { type: 'json' };
import { signKinds } from './role-signs.ts';
import { noWord } from './sign-words.ts';
import { hashOf } from './word-table.ts';

/**
 * What each sign says for and against each role, learned from the labelled texts under test/functions/extract/labelled;
 * written by learn-roles.ts there. Signs by kind and words (`first|second`); of each the places in `roles`, each with
 * its weight, which is `scale` times as large as what is added up.
 */
const RoleWeights = z.object({
  roles: z.array(DateRole),
  scale: z.number(),
  signs: z.record(z.string(), z.record(z.string(), z.array(z.number()))),
});

export type RoleTable = {
  roles: readonly DateRole[];
  scale: number;
  /** Keys of signs, 0 where there is none, and where in `weights` those of each begin and end. */
  keys: Int32Array;
  places: Int32Array;
  /** A place in `roles` and what is added there, by turns. */
  weights: Int16Array;
};

const keyOf = (kind: number, first: number, second: number): number =>
  Math.imul(Math.imul(first, 31) ^ second, 0x01000193) ^ Math.imul(kind + 1, 0x9e3779b1) || 1;

const slotOf = (key: number, mask: number) => (key ^ (key >>> 15)) & mask;

export const roleTable = (source: unknown): RoleTable => {
  const { roles, scale, signs } = RoleWeights.parse(source);
  const rows = Object.entries(signs).flatMap(([kind, words]) =>
    Object.entries(words).map(([pair, weights]) => ({ key: keyOfName(kind, pair), weights })),
  );
  const size = 2 ** Math.ceil(Math.log2(rows.length * 2 + 2));
  const table: RoleTable = {
    roles,
    scale,
    keys: new Int32Array(size),
    places: new Int32Array(size * 2),
    weights: Int16Array.from(rows.flatMap(({ weights }) => weights)),
  };
  let from = 0;
  for (const { key, weights } of rows) {
    let slot = slotOf(key, size - 1);
    while (table.keys[slot] !== 0) slot = (slot + 1) & (size - 1);
    table.keys[slot] = key;
    table.places[slot * 2] = from;
    table.places[slot * 2 + 1] = from += weights.length;
  }
  return table;
};

const keyOfName = (kind: string, words: string): number => {
  const [first = '', second] = words.split('|');
  return keyOf(signKinds.indexOf(kind), hashOf(first), second === undefined ? noWord : hashOf(second));
};

/** Adds what a sign says to the sums of the roles. */
export const addSign = (
  { keys, places, weights }: RoleTable,
  sums: Float64Array,
  kind: number,
  first: number,
  second: number,
): void => {
  const key = keyOf(kind, first, second);
  const mask = keys.length - 1;
  let slot = slotOf(key, mask);
  while (keys[slot] !== key) {
    if (keys[slot] === 0) return;
    slot = (slot + 1) & mask;
  }
  const to = places[slot * 2 + 1] ?? 0;
  for (let at = places[slot * 2] ?? 0; at < to; at += 2) {
    const role = weights[at] ?? 0;
    sums[role] = (sums[role] ?? 0) + (weights[at + 1] ?? 0);
  }
};

export const learnedTable = roleTable(learned);
