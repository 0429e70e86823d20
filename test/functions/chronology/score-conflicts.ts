import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Labels = z.record(
  z.string(),
  z.object({
    title: z.string(),
    holdOut: z.string().optional(),
    docs: z.array(z.string()),
    conflicts: z.array(
      z.object({
        field: z.string(),
        values: z.record(z.string(), z.array(z.string())),
        optional: z.boolean().optional(),
      }),
    ),
    nonConflicts: z.array(z.string()),
  }),
);
export type LabelledCase = z.infer<typeof Labels>[string] & { name: string };
export type Found = { field: string; values: readonly string[] };

const folder = new URL('labelled/', import.meta.url);

export const readLabelledCases = (): LabelledCase[] =>
  Object.entries(Labels.parse(JSON.parse(readFileSync(new URL('cases.json', folder), 'utf8')))).map(
    ([name, labels]) => ({
      name,
      ...labels,
    }),
  );

export const labelledFile = (doc: string): string => new URL(`${doc}.txt`, folder).pathname;

const words = (text: string) => new Set(text.toLowerCase().match(/[a-z0-9]+/g) ?? []);

/** Equal, or at least half of all words in common. */
const isSameName = (a: string, b: string): boolean => {
  const [left, right] = [words(a), words(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  return common > 0 && common / (left.size + right.size - common) >= 0.5;
};

const isSameField = (label: string, found: string): boolean => {
  const [kind, about] = label.split(':');
  const [foundKind, foundAbout = ''] = found.split(':');
  return kind === foundKind && (about === undefined || isSameName(about, foundAbout));
};

export type ConflictScore = { right: number; wrong: string[]; missed: string[]; f1: number };

/** One to one, in the order of the labels; an optional conflict is neither right nor wrong. */
export const scoreConflicts = (cases: readonly { labels: LabelledCase; found: readonly Found[] }[]): ConflictScore => {
  let right = 0;
  const wrong: string[] = [];
  const missed: string[] = [];
  for (const { labels, found } of cases) {
    const left = [...found];
    for (const label of labels.conflicts) {
      const place = left.findIndex(
        ({ field, values }) =>
          isSameField(label.field, field) && Object.keys(label.values).every((value) => values.includes(value)),
      );
      if (place >= 0) left.splice(place, 1);
      if (label.optional) continue;
      if (place >= 0) right += 1;
      else missed.push(`${labels.name} ${label.field}`);
    }
    wrong.push(...left.map(({ field, values }) => `${labels.name} ${field}: ${values.join(' / ')}`));
  }
  return { right, wrong, missed, f1: (2 * right) / (2 * right + wrong.length + missed.length) };
};
