import type { Chronology } from '../domain/chronology.ts';
import type { Finding } from '../domain/finding.ts';
import { likeness } from '../domain/same-words.ts';
import { splitItem } from '../domain/split-item.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, LetterItem } from './letter.ts';
import { quantitiesOf, type Quantity } from './read-quantities.ts';

/** The one quantity of a wording; "12 visits for the neck and 12 visits for the back" are two. */
const quantityOf = (words: string): Quantity | undefined => {
  const [first, ...rest] = quantitiesOf(words);
  return rest.length === 0 ? first : undefined;
};

/** Totals can be taken from each other, and rates when nothing but their number differs. */
const isComparable = (parts: readonly string[], quantities: readonly Quantity[]): boolean => {
  const [first] = quantities;
  if (quantities.some(({ unit }) => unit !== first?.unit)) return false;
  if (quantities.every(({ rate }) => rate === undefined)) return true;
  return (
    new Set(
      parts.map((words) =>
        words
          .toLowerCase()
          .replace(/\d+(?=\s*hours?\b)/, '')
          .trim(),
      ),
    ).size === 1
  );
};

/** requested - authorized = in dispute, in the item's own words. Refills count otherwise and are left to the reviewer. */
export const checkQuantities = (letter: Letter, chronology: Chronology | undefined): Finding[] =>
  letter.items.flatMap((item) => [...ownArithmetic(item), ...(chronology ? againstFile(item, chronology) : [])]);

const ownArithmetic = ({ item }: LetterItem): Finding[] => {
  const parts = splitItem(item.text);
  if (!parts || /\brefills?\b/i.test(item.text)) return [];
  const words = [parts.requested, parts.authorized, parts.remaining];
  const [requested, authorized, remaining] = words.map(quantityOf);
  if (!requested || !authorized || !remaining) return [];
  if (!isComparable(words, [requested, authorized, remaining])) return [];
  if (requested.amount - authorized.amount === remaining.amount) return [];
  return [
    findingOf({
      rule: 'item-arithmetic',
      source:
        '8 CCR 9792.10.6: what is decided is the part of the request that was not authorized; requested - authorized = in dispute',
      severity: 'error',
      message: `${requested.amount} requested less ${authorized.amount} authorized is ${requested.amount - authorized.amount}, not ${remaining.amount}.`,
      values: [requested, authorized, remaining].map(({ amount }) => String(amount)),
      places: [inLetter(item, item.text)],
      resolution: 'Correct the quantity that is wrong.',
    }),
  ];
};

const leastLikeness = 0.5;

/** The quantity of an item against what the file leaves in dispute. */
const againstFile = ({ item }: LetterItem, { disputedItems }: Chronology): Finding[] => {
  const wording = splitItem(item.text)?.remaining ?? item.text;
  const stated = quantityOf(wording);
  const known = disputedItems
    .map((disputed) => ({
      disputed,
      score: Math.max(likeness(disputed.item, wording), likeness(disputed.treatmentName, wording)),
    }))
    .filter(({ score }) => score >= leastLikeness)
    .sort((a, b) => b.score - a.score)[0]?.disputed;
  const expected = known?.remainingQuantity ?? known?.requestedQuantity;
  if (!stated || !known || expected === undefined || stated.amount === expected) return [];
  if (stated.amount === known.requestedQuantity && known.remainingQuantity === undefined) return [];
  return [
    findingOf({
      rule: 'item-quantity',
      source: '8 CCR 9792.10.6: the determination decides the treatment that is in dispute',
      severity: 'error',
      message: `The item says ${stated.amount}; by the file ${expected} are in dispute.`,
      values: [String(stated.amount), String(expected)],
      places: [
        inLetter(item, item.text),
        ...(known.citation
          ? [
              {
                in: 'case-file' as const,
                name: known.citation.documentId,
                documentId: known.citation.documentId,
                page: known.citation.page,
                quote: known.citation.quote,
              },
            ]
          : []),
      ],
      resolution: 'Correct the item, or say what part of the request is decided.',
    }),
  ];
};
