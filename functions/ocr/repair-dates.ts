import type { Line, Word } from '../domain/page.ts';
import { withText } from './repair-digits.ts';

const months = /^\(?(?:january|february|march|april|may|june|july|august|september|october|november|december)$/i;
const dayAndYear = /^(0?[1-9]|[12]\d|3[01])[.,]((?:19|20)\d\d)([.,;:)]*)$/;
const dayWithPoint = /^(0?[1-9]|[12]\d|3[01])\.$/;
const year = /^(?:19|20)\d\d[.,;:)]*$/;

/**
 * After the written name of a month, `17,2011`, `17.2011` and `17. 2011` are `17, 2011`: OCR takes the comma for a point
 * or loses the blank after it, and nothing else is written so. Only points, commas and blanks are changed, no digit and
 * no letter; a word that is parted keeps its confidence and what was read in both parts, and its box is parted by letters.
 */
export const repairDates = (lines: readonly Line[]): Line[] =>
  lines.map(({ words }, row) => ({
    words: words.flatMap((word, index) => {
      // A date may go on in the next line.
      const before = index > 0 ? words[index - 1] : lines[row - 1]?.words.at(-1);
      if (!months.test(before?.text ?? '')) return [word];
      const joined = dayAndYear.exec(word.text);
      if (joined) return parted(word, `${joined[1] ?? ''},`, `${joined[2] ?? ''}${joined[3] ?? ''}`);
      const day = dayWithPoint.exec(word.text);
      const after = words[index + 1] ?? lines[row + 1]?.words[0];
      return [day && year.test(after?.text ?? '') ? withText(word, `${day[1] ?? ''},`) : word];
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
