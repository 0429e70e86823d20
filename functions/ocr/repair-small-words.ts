import type { Line, Word } from '../domain/page.ts';
import { withText } from './repair-digits.ts';

/** A word that the engine is as sure of as this stays as it was read. */
const sure = 93;
/** Words that seldom begin a sentence, with a first letter whose capital differs from it by its size, or by little. */
const smallWord = /^(?:Is|Was|Were|With|Without|Which|Would|Of|Or|Over|Could|Can|Very|Per)$/;
const lowerCase = /^\p{Ll}+$/u;
const figureAfterA = /^a([1-9]\d?)$/;

/**
 * Two slips in running text that change no fact but break it up: a small word with a capital between two words in small
 * letters (`function Is better`), and the article stuck to a figure (`showed a5 mm`). `raw` keeps what was read.
 */
export const repairSmallWords = (lines: readonly Line[]): Line[] =>
  lines.map(({ words }) => ({
    words: words.flatMap((word, index) => {
      const [before = '', after = ''] = [words[index - 1]?.text, words[index + 1]?.text];
      if (word.confidence >= sure || !lowerCase.test(before) || !lowerCase.test(after)) return [word];
      if (smallWord.test(word.text)) return [withText(word, word.text.toLowerCase())];
      const [, figure = ''] = figureAfterA.exec(word.text) ?? [];
      return figure === '' ? [word] : parted(word, figure);
    }),
  }));

const parted = (word: Word, figure: string): Word[] => {
  const width = word.box.width / word.text.length;
  return [
    { ...withText(word, 'a'), box: { ...word.box, width } },
    { ...withText(word, figure), box: { ...word.box, left: word.box.left + width, width: word.box.width - width } },
  ];
};
