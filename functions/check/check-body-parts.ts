import type { Finding } from '../domain/finding.ts';
import { readBodyParts } from './body-parts.ts';
import { findingOf, inLetter } from './finding-of.ts';
import type { Letter, LetterItem } from './letter.ts';
import { aboutRequest } from './request-sentences.ts';
import { sentencesOf } from './sentences.ts';

const source =
  'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact; the reasons must be about the disputed treatment';

/** The rationale of an item speaks of the part and the side that the item names. */
export const checkBodyParts = (letter: Letter): Finding[] => {
  const partsOfAll = new Set(letter.items.flatMap(({ item }) => readBodyParts(item.text).map(({ part }) => part)));
  return letter.items.flatMap((item) => [...otherSide(letter, item), ...otherPart(item, partsOfAll)]);
};

const opposite = { left: 'right', right: 'left' } as const;

/** The item is about the right knee, and its rationale, or the summary's words on the request, only about the left one. */
const otherSide = (letter: Letter, { item, rationale }: LetterItem): Finding[] => {
  const requests = sentencesOf(letter.summary)
    .filter(({ text }) => aboutRequest.test(text))
    .map(({ text }) => text)
    .join(' ');
  const places = [
    ...(rationale ? [{ passage: rationale, text: rationale.text, what: 'its rationale' }] : []),
    { passage: letter.summary, text: requests, what: 'the request in the summary' },
    { passage: letter.summary, text: letter.summary.text, what: 'the summary' },
  ];
  const named = readBodyParts(item.text);
  return named.flatMap(({ part, side }) => {
    if ((side !== 'left' && side !== 'right') || named.some((other) => other.part === part && other.side !== side))
      return [];
    return places.flatMap(({ passage, text, what }) => {
      const stated = readBodyParts(text).filter((other) => other.part === part && other.side);
      const wrong = stated.find((other) => other.side === opposite[side]);
      if (!wrong || stated.some((other) => other.side !== opposite[side])) return [];
      return [
        findingOf({
          rule: 'side-against-item',
          source,
          severity: 'warning',
          message: `The item is about the ${side} ${part}, ${what} about the ${opposite[side]} one.`,
          values: [`${side} ${part}`, `${opposite[side]} ${part}`],
          places: [
            inLetter(item, item.text),
            inLetter(passage, text.slice(Math.max(0, wrong.start - 80), wrong.end + 80)),
          ],
          resolution: 'Correct the side.',
        }),
      ];
    });
  });
};

const study = String.raw`(?:MRI|CT|x-?rays?|EMG|ultrasound|arthrogram|arthroscopy|injection)`;
const statement =
  /\b(?:patient|injured\s+worker|claimant|applicant|employee|request|this\s+case|therefore|not\s+(?:a\s+)?medical)/i;

/** The item asks for an MRI of the elbow and the rationale decides a shoulder MRI that nobody asked for. */
const otherPart = ({ item, rationale }: LetterItem, partsOfAll: ReadonlySet<string>): Finding[] => {
  const wanted = new RegExp(String.raw`\b${study}\b`, 'i').exec(item.text)?.[0];
  if (!rationale || !wanted || readBodyParts(item.text).length === 0) return [];
  const pattern = new RegExp(String.raw`\b${wanted.replace(/s$/i, '')}s?\b`, 'gi');
  return sentencesOf(rationale)
    .filter(({ text }) => statement.test(text))
    .flatMap(({ text }) => {
      const parts = readBodyParts(text);
      const wrong = [...text.matchAll(pattern)].flatMap((match) => {
        const before = parts.find(({ end }) => match.index - end >= 0 && match.index - end <= 1);
        const after = parts.find(({ start }) => {
          const between = text.slice(match.index + match[0].length, start);
          return (
            start > match.index &&
            /^\s+(?:scan\s+)?(?:of|for|to)\s+(?:the\s+)?(?:(?:left|right|bilateral)\s+)?$/i.test(between)
          );
        });
        return [before, after].filter((part) => part !== undefined);
      });
      const other = wrong.find(({ part }) => !partsOfAll.has(part));
      if (!other || wrong.some(({ part }) => partsOfAll.has(part))) return [];
      return [
        findingOf({
          rule: 'part-against-item',
          source,
          severity: 'warning',
          message: `The rationale decides about the ${other.part}, which no item of the letter names.`,
          values: [other.part, item.text],
          places: [inLetter(item, item.text), inLetter(rationale, text)],
          resolution: 'Correct the part of the body.',
        }),
      ];
    });
};
