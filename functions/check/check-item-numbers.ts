import type { Finding } from '../domain/finding.ts';
import { splitItem } from '../domain/split-item.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, LetterItem } from './letter.ts';
import { quantitiesOf } from './read-quantities.ts';
import { requestSentences, type RequestSentence } from './request-sentences.ts';

const source =
  '8 CCR 9792.10.6(d): the determination states the disputed treatment; one letter gives it one dose and one quantity';

/** Numbers of one kind in a wording, each as it is compared. */
type Kind = { what: string; rule: string; numbersOf: (words: string) => string[] };

const dose: Kind = {
  what: 'dose',
  rule: 'item-dose',
  numbersOf: (words) =>
    [...words.matchAll(/(?<![\d.])(\d+(?:\.\d+)?(?:[-/]\d+(?:\.\d+)?)?)\s*(mg|mcg|%)/gi)].map(
      ([, number = '', unit = '']) => `${number.replace('/', '-').replace(/\.0+\b/g, '')} ${unit.toLowerCase()}`,
    ),
};

const kinds: readonly Kind[] = [
  dose,
  ...(['pieces', 'sessions'] as const).map((unit) => ({
    what: 'quantity',
    rule: 'item-quantity-in-text',
    numbersOf: (words: string) =>
      quantitiesOf(words)
        .filter((quantity) => quantity.unit === unit)
        .map(({ amount }) => `${amount} ${unit}`),
  })),
];

/**
 * The item's dose and quantity against what the letter's own sentences about the request say of the same treatment. A
 * letter may tell of other doses and courses elsewhere, so only these sentences count, and it is a warning.
 */
export const checkItemNumbers = (letter: Letter): Finding[] =>
  letter.items.flatMap((item) => {
    const sentences = requestSentences(letter, item);
    return [...ownDoses(item), ...kinds.flatMap((kind) => compare(item, sentences, kind))];
  });

/** What remains of a request has the dose that was requested. */
const ownDoses = ({ item }: LetterItem): Finding[] => {
  const parts = splitItem(item.text);
  const requested = dose.numbersOf(parts?.requested ?? '');
  const remaining = dose.numbersOf(parts?.remaining ?? '');
  if (requested.length === 0 || remaining.length === 0 || remaining.some((number) => requested.includes(number)))
    return [];
  return [
    findingOf({
      rule: dose.rule,
      source,
      severity: 'warning',
      message: `The dose requested is ${requested.join(', ')}, the one that remains in dispute ${remaining.join(', ')}.`,
      values: [...requested, ...remaining],
      places: [inLetter(item, item.text)],
      resolution: 'Look at the request and correct the number that is wrong.',
    }),
  ];
};

const compare = ({ item }: LetterItem, sentences: readonly RequestSentence[], kind: Kind) => {
  const own = new Set(kind.numbersOf(item.text));
  const told = sentences.map((sentence) => ({ sentence, numbers: kind.numbersOf(sentence.words) }));
  const numbers = new Set(told.flatMap((place) => place.numbers));
  if (own.size === 0 || numbers.size === 0 || [...numbers].some((number) => own.has(number))) return [];
  return [
    findingOf({
      rule: kind.rule,
      source,
      severity: 'warning',
      message: `The item's ${kind.what} is ${[...own].join(', ')}; in the text it is ${[...numbers].join(', ')}.`,
      values: [...own, ...numbers],
      places: [
        inLetter(item, item.text),
        ...told
          .filter((place) => place.numbers.length > 0)
          .map(({ sentence: { passage, text } }) => inLetter(passage, text)),
      ],
      resolution: 'Look at the request and correct the number that is wrong.',
    }),
  ];
};
