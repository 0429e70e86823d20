import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { letterLines, type LetterLine } from '../../../functions/assemble/letter-lines.ts';

/** Every character is one wide, bold ones two. */
const widthOf = ({ text, weight }: { text: string; weight: number }): number => text.length * (weight === 700 ? 2 : 1);

const textOf = (line: LetterLine): string => line.map(({ text }) => text).join('');
const lines = (text: string, width: number): string[] =>
  letterLines([{ text, weight: 400 }], width, widthOf).map(textOf);

describe('letterLines', () => {
  test.each([
    ['breaks at spaces, and a line that runs on ends in one', 'aa bb cc', 5, ['aa bb ', 'cc']],
    ['does not break a date at its hyphens', 'seen on 8-1-15', 12, ['seen on ', '8-1-15']],
    ['cuts a word that is wider than a line', 'abcdefgh', 3, ['abc', 'def', 'gh']],
    ['starts a word that must be cut on a line of its own', 'a bcdefg', 4, ['a ', 'bcde', 'fg']],
    ['keeps line feeds', 'a\nb', 9, ['a', 'b']],
    ['has one empty line for nothing', '', 9, ['']],
  ])('%s', (_, text, width, expected) => expect(lines(text, width)).toEqual(expected));

  test('measures each weight', () => {
    const bold = letterLines(
      [
        { text: 'ab:', weight: 700 },
        { text: ' cd', weight: 400 },
      ],
      8,
      widthOf,
    );
    expect(bold.map(textOf)).toEqual(['ab: ', 'cd']);
  });

  test('loses nothing and keeps to the width, whatever the text', () => {
    const word = fc.string({ minLength: 1, maxLength: 30 }).map((text) => text.replace(/\s/g, '_'));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 1, max: 25 }), (words, width) => {
        const found = lines(words.join(' '), width);
        expect(found.join('').replaceAll(' ', '')).toBe(words.join(''));
        for (const line of found) expect(line.trimEnd().length).toBeLessThanOrEqual(width);
      }),
      { numRuns: 300 },
    );
  });
});
