import type { Finding } from '../domain/finding.ts';
import { findingOf, inLetter } from './finding-of.ts';
import { narrativeOf, type Letter } from './letter.ts';
import { sentencesOf } from './sentences.ts';

const range =
  /(?<![\d./-])(\d{1,2}(?:\.\d)?)\s*(?:-|–|to)\s*(\d{1,2}(?:\.\d)?)(?![\d%]|[-/]\d{1,2}[-/]|\.\d|\s*(?:mg|days?|weeks?|months?|times|sessions|visits|hours|degrees|mcg|ml|x\b))/gi;
const outOfTen = /(?<![\d./-])(\d{2,3})\s*(?:\/|out\s+of)\s*10(?![\d/-]|\.\d)/gi;

/** A pain range runs upwards and stays within ten: "reduces pain to 9 to 3" leaves open what the pain is. */
export const checkPain = (letter: Letter): Finding[] =>
  narrativeOf(letter).flatMap((passage) =>
    sentencesOf(passage).flatMap(({ text }) => {
      if (!/\b(?:pain|VAS|rated|rating|score)\b/i.test(text)) return [];
      const downwards = [...text.matchAll(range)].filter(({ 0: words, 1: from, 2: to, index }) => {
        const before = text.slice(Math.max(0, index - 60), index);
        const after = text.slice(index + words.length, index + words.length + 14);
        const isPain =
          /\b(?:pain|VAS|rated|rating|scor\w+)\b[^,;]{0,50}$/i.test(before) || /^\s*(?:\/|out of)\s*10/i.test(after);
        const isFall = /\bof\s+$|\bfrom\s+(?:an?\s+|about\s+)?$/i.test(before) || /\b(?:L|C|T|S)$/.test(before);
        return isPain && !isFall && Number(from) > Number(to) && Number(from) <= 10;
      });
      const tooHigh = [...text.matchAll(outOfTen)].filter(({ 1: score }) => Number(score) > 10);
      return [
        ...downwards.map(({ 0: words, 1: from = '', 2: to = '' }) =>
          findingOf({
            rule: 'pain-range',
            source: 'Pain scores run from 0 to 10 and a range from its lower to its higher end',
            severity: 'warning',
            message: `"${words.trim()}" is no pain range: it runs downwards. Is a fall from ${from} to ${to} meant?`,
            values: [from, to],
            places: [inLetter(passage, text)],
            resolution: 'Say from what to what, or correct the numbers.',
          }),
        ),
        ...tooHigh.map(({ 0: words, 1: score = '' }) =>
          findingOf({
            rule: 'pain-range',
            source: 'Pain scores run from 0 to 10 and a range from its lower to its higher end',
            severity: 'warning',
            message: `"${words}" is above the scale.`,
            values: [score, '10'],
            places: [inLetter(passage, text)],
            resolution: 'Correct the score.',
          }),
        ),
      ];
    }),
  );
