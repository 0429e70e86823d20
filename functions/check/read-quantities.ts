import { countWords } from '../domain/count-words.ts';

export type Quantity = { unit: 'pieces' | 'sessions' | 'hours'; amount: number };

const numeral = String.raw`(\d+(?:\.\d+)?|${countWords.join('|')})`;
const unitPatterns: readonly (readonly [Quantity['unit'], RegExp])[] = [
  ['pieces', new RegExp(String.raw`(?:#\s*|\bqty\.?:?\s*|\bquantity(?:\s+of)?:?\s*)${numeral}\b`, 'gi')],
  [
    'sessions',
    new RegExp(
      String.raw`\b${numeral}\)?\s+(?:(?:additional|more|initial|physical|therapy|acupuncture|chiropractic)\s+){0,3}(?:sessions?|visits?|treatments?)\b`,
      'gi',
    ),
  ],
  ['hours', new RegExp(String.raw`\b${numeral}\s+hours?\b`, 'gi')],
];

const valueOf = (word: string): number => {
  const index = countWords.indexOf(word.toLowerCase());
  return index >= 0 ? index : Number(word);
};

/** Every quantity of a wording with its unit: `#60`, "12 visits", "six hours". */
export const quantitiesOf = (words: string): Quantity[] =>
  unitPatterns.flatMap(([unit, pattern]) =>
    [...words.matchAll(pattern)].map((match) => ({ unit, amount: valueOf(match[1] ?? '') })),
  );
