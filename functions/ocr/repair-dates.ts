import type { Line, Word } from '../domain/page.ts';
import { withText } from './repair-digits.ts';
import { monthOf, repairMonths } from './repair-months.ts';
import { repairSlashes } from './repair-slashes.ts';

const dayAndYear = /^(0?[1-9]|[12]\d|3[01])[.,]((?:19|20)\d\d)([.,;:)]*)$/;

/**
 * After the written name of a month, `17,2011` and `17.2011` are `17, 2011`: OCR loses the blank, and nothing else is written
 * so. Only points, commas and blanks are changed; a word that is parted keeps its confidence and what was read in both
 * parts, and its box is parted by letters.
 */
const partDates = (lines: readonly Line[]): Line[] =>
  lines.map(({ words }, row) => ({
    words: words.flatMap((word, index) => {
      // A date may go on in the next line.
      const before = index > 0 ? words[index - 1] : lines[row - 1]?.words.at(-1);
      const joined = dayAndYear.exec(word.text);
      if (!joined || !before || !monthOf(before.text.replace('(', ''), before.confidence)) return [word];
      return parted(word, `${joined[1] ?? ''},`, `${joined[2] ?? ''}${joined[3] ?? ''}`);
    }),
  }));

const parted = (word: Word, first: string, second: string): Word[] => {
  const { left, width } = word.box;
  const firstWidth = (width * first.length) / (first.length + second.length);
  return [
    { ...withText(word, first), box: { ...word.box, width: firstWidth } },
    { ...withText(word, second), box: { ...word.box, left: left + firstWidth, width: width - firstWidth } },
  ];
};

/** Everything that sets written and figure dates right. */
export const repairDates = (lines: readonly Line[]): Line[] => repairSlashes(repairMonths(partDates(lines)));
