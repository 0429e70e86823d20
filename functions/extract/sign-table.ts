import { z } from 'zod';
import { noWord } from './sign-words.ts';
import { hashOf } from './word-table.ts';

/**
 * What each sign says for and against each answer, learned from the labelled texts under
 * test/functions/extract/labelled; written by learn-roles.ts and learn-statuses.ts there. Signs by kind and words
 * (`first|second`); of each the places in `answers`, each with its weight, which is `scale` times as large as what is
 * added up.
 */
const Weights = z.object({
  answers: z.array(z.string()),
  scale: z.number(),
  signs: z.record(z.string(), z.record(z.string(), z.array(z.number()))),
});

export type SignTable<Answer extends string> = {
  answers: readonly Answer[];
  scale: number;
  /** Keys of signs, 0 where there is none, and where in `weights` those of each begin and end. */
  keys: Int32Array;
  places: Int32Array;
  /** A place in `answers` and what is added there, by turns. */
  weights: Int16Array;
};

const keyOf = (kind: number, first: number, second: number): number =>
  Math.imul(Math.imul(first, 31) ^ second, 0x01000193) ^ Math.imul(kind + 1, 0x9e3779b1) || 1;

const slotOf = (key: number, mask: number) => (key ^ (key >>> 15)) & mask;

/** `kinds` are the names of the kinds of signs, by their numbers. */
export const signTable = <Answer extends string>(
  source: unknown,
  answer: z.ZodType<Answer>,
  kinds: readonly string[],
): SignTable<Answer> => {
  const { answers, scale, signs } = Weights.parse(source);
  const rows = Object.entries(signs).flatMap(([kind, words]) =>
    Object.entries(words).map(([pair, weights]) => ({ key: keyOfName(kinds.indexOf(kind), pair), weights })),
  );
  const size = 2 ** Math.ceil(Math.log2(rows.length * 2 + 2));
  const table: SignTable<Answer> = {
    answers: answers.map((name) => answer.parse(name)),
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

const keyOfName = (kind: number, words: string): number => {
  const [first = '', second] = words.split('|');
  return keyOf(kind, hashOf(first), second === undefined ? noWord : hashOf(second));
};

/** Adds what a sign says to the sums of the answers. */
export const addSign = (
  { keys, places, weights }: SignTable<string>,
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
    const answer = weights[at] ?? 0;
    sums[answer] = (sums[answer] ?? 0) + (weights[at + 1] ?? 0);
  }
};

export type Likely<Answer> = { answer: Answer; share: number; ruled: number };

/**
 * The likeliest answer where it is not the one that the rules gave, how likely it is, and how likely the rules' own is.
 * `sums` are what the signs add up to, `scale` times the logarithms of the shares; all shares add up to 1.
 */
export const likelyOther = <Answer extends string>(
  { answers, scale }: SignTable<Answer>,
  sums: Float64Array,
  given: Answer,
): Likely<Answer> | undefined => {
  let best = 0;
  for (let at = 1; at < sums.length; at += 1) if ((sums[at] ?? 0) > (sums[best] ?? 0)) best = at;
  const answer = answers[best];
  if (!answer || answer === given) return undefined;
  const top = sums[best] ?? 0;
  const shares = sums.map((sum) => Math.exp((sum - top) / scale));
  const total = shares.reduce((sum, share) => sum + share, 0);
  return { answer, share: 1 / total, ruled: (shares[answers.indexOf(given)] ?? 0) / total };
};
