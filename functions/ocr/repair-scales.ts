import type { Line, Word } from '../domain/page.ts';
import { withText } from './repair-digits.ts';

/** A word that the engine is as sure of as this stays as it was read. */
const sure = 95;
/** Without any sign between the two figures the engine must be quite unsure: `35` may be pounds. */
const unsure = 75;
/** What is left of a slash, or nothing. */
const leftover = String.raw`([:;'’"°.,-]?)`;
/** Of what a scale goes to: muscles are graded up to 5, pain up to 10. */
const scales = [
  { of: '5', named: /^strength$/i, shape: new RegExp(String.raw`^([0-5])${leftover}5([.,;:)]*)$`) },
  { of: '10', named: /^(?:rated|scale|pain)$/i, shape: new RegExp(String.raw`^(\d|10)${leftover}10([.,;:)]*)$`) },
];
const between = /^(?:was|is|of|at|as)$/i;
const unit = /^(?:lbs?|pounds?|kgs?|kilo\p{Ll}*|degrees?|percent|%)[.,;:)]*$/u;

/** Grades whose slash was lost: `strength 3°5.` is `3/5.`, `pain rated 410` is `4/10`. `raw` keeps what was read. */
export const repairScales = (lines: readonly Line[]): Line[] =>
  lines.map(({ words }, row) => ({
    words: words.map((word, index) => {
      // A sentence goes on in the next line.
      const passed = [...(lines[row - 1]?.words ?? []), ...words.slice(0, index)];
      const [before = '', earlier = ''] = [passed.at(-1)?.text, passed.at(-2)?.text];
      const name = between.test(before) ? earlier : before;
      return word.confidence >= sure ? word : graded(word, name, words[index + 1]?.text ?? '');
    }),
  }));

const graded = (word: Word, name: string, next: string): Word => {
  const scale = scales.find(({ named }) => named.test(name));
  const [, grade = '', sign = '', after = ''] = scale?.shape.exec(word.text) ?? [];
  if (!scale || grade === '' || unit.test(next)) return word;
  return sign === '' && word.confidence >= unsure ? word : withText(word, `${grade}/${scale.of}${after}`);
};
