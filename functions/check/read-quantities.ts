import { countWords } from '../domain/count-words.ts';

export type Quantity = {
  unit: 'pieces' | 'sessions' | 'hours';
  amount: number;
  /** What it is per, or times, when it is no total: "per week", "x 2". */
  rate?: string;
};

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

const rateAfter =
  /^[\s,)]*((?:per|an?|each|every|\/)\s*(?:day|week|month|visit)\w*|(?:daily|weekly|monthly)\b|(?:x|times)\s*\d+|(?:with|and)\s+\w+\s+refills?)/i;

/** Every quantity of a wording with its unit: `#60`, "12 visits", "six hours". */
export const quantitiesOf = (words: string): Quantity[] =>
  unitPatterns.flatMap(([unit, pattern]) =>
    [...words.matchAll(pattern)].map((match) => {
      const rate = rateAfter.exec(words.slice(match.index + match[0].length))?.[1];
      return { unit, amount: valueOf(match[1] ?? ''), ...(rate === undefined ? {} : { rate: rate.toLowerCase() }) };
    }),
  );
