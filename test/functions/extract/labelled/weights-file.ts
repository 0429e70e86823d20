import type { Reading } from '../../../../functions/extract/reading.ts';
import { noWord, signWords } from '../../../../functions/extract/sign-words.ts';
import { wordAt } from '../../../../functions/extract/tokens.ts';
import { hashOf } from '../../../../functions/extract/word-table.ts';
import { dateWord, numberWord, stemLength } from '../../../../functions/extract/words-beside.ts';
import type { Learned } from './logistic.ts';

const scale = 10;

/** The words that hashes stand for. */
export const wordsOf = (readings: readonly Reading[]): ReadonlyMap<number, string> => {
  const words = new Map([...signWords].map(([word, hash]) => [hash, word]));
  const add = (word: string) => words.set(hashOf(word), word);
  [dateWord, numberWord].forEach(add);
  for (const { tokens, text } of readings) {
    tokens.starts.forEach((start, at) => {
      add(wordAt(tokens, at));
      add(text.slice(start, Math.min(tokens.ends[at] ?? start, start + stemLength)).toLowerCase());
    });
  }
  return words;
};

type Source = { answers: string[]; scale: number; signs: Record<string, Record<string, number[]>> };

/** The weights by kinds and words, without those that round to nothing. */
export const sourceOf = (
  { roles, weights }: Learned,
  kinds: readonly string[],
  words: ReadonlyMap<number, string>,
): Source => {
  const signs: Source['signs'] = {};
  for (const [sign, sums] of weights) {
    const parts = [...sums].flatMap((sum, role) =>
      Math.round(sum * scale) === 0 ? [] : [role, Math.round(sum * scale)],
    );
    const [kind = -1, first = 0, second = 0] = sign.split(' ').map(Number);
    const [name, a, b] = [kinds[kind], words.get(first), words.get(second)];
    if (parts.length === 0 || !name || !a || !b || /\|/.test(a + b)) continue;
    (signs[name] ??= {})[second === noWord ? a : `${a}|${b}`] = parts;
  }
  const sorted = Object.entries(signs).map(([kind, rows]) => [
    kind,
    Object.fromEntries(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1))),
  ]);
  return { answers: roles, scale, signs: Object.fromEntries(sorted) };
};

/** One sign a line. */
export const written = ({ answers, signs }: Source, certainties: Record<string, number>): string => {
  const kinds = Object.entries(signs).map(([kind, rows]) => {
    const lines = Object.entries(rows).map(
      ([pair, weights]) => `      ${JSON.stringify(pair)}: [${weights.join(', ')}]`,
    );
    return `    ${JSON.stringify(kind)}: {\n${lines.join(',\n')}\n    }`;
  });
  const rates = Object.entries(certainties).map(([id, share]) => `${JSON.stringify(id)}: ${share}`);
  const head = [
    `  "answers": [\n${answers.map((answer) => `    "${answer}"`).join(',\n')}\n  ]`,
    `  "scale": ${scale}`,
    `  "certainties": { ${rates.join(', ')} }`,
  ];
  return `{\n${head.join(',\n')},\n  "signs": {\n${kinds.join(',\n')}\n  }\n}\n`;
};
