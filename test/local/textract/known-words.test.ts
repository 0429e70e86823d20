import { describe, expect, test } from '@jest/globals';
import { dateLikeness } from '../../../local/textract/engine/date-like.ts';
import { wordhood } from '../../../local/textract/engine/known-words.ts';
import { mendWords } from '../../../local/textract/engine/mend-words.ts';

const dictionary = new Set([
  'sensation',
  'prescribed',
  'tenderness',
  'status',
  'statue',
  'follow',
  'ankle',
  'modified',
]);
const knows = (word: string): boolean => dictionary.has(word);

test.each([
  ['sensation', 'word'],
  ['(sensation),', 'word'],
  ['follow-up', 'word'],
  ['sensatiun', 'none'],
  ['mg', 'unsaid'],
  ['L4-L5', 'unsaid'],
  ['10/325', 'unsaid'],
])('the dictionary says of %s: %s', (text, expected) => {
  expect(wordhood(text, knows)).toBe(expected);
});

test.each([
  ['5/11/2014', 'whole'],
  ['[06-28-23,', 'short'],
  ['02.09:2016.', 'broken'],
  ['5-21/2011', 'broken'],
  ['09-43-2015', 'none'],
  ['10/325', 'none'],
  ['13:40:2016', 'none'],
  ['2.1.12', 'none'],
])('as a date %s is %s', (text, expected) => {
  expect(dateLikeness(text)).toBe(expected);
});

describe('a plain word that the dictionary does not have', () => {
  const word = (text: string, confidence = 85) => ({
    text,
    confidence,
    line: 0,
    left: 0,
    top: 0,
    width: 90,
    height: 20,
  });
  test.each([
    ['sensatiun', 'sensation'],
    ['preseribed', 'prescribed'],
    ['tendemess.', 'tenderness.'],
    ['unkle', 'ankle'],
    ['moditied', 'modified'],
  ])('%s becomes %s', (read, expected) => {
    expect(mendWords([word(read)], knows)).toEqual([{ ...word(expected), confidence: 70 }]);
  });

  test.each(['statua', 'Sensatiun', 'sensation', 'xyzzy', 'onkla'])('%s stays as it was read', (read) => {
    expect(mendWords([word(read)], knows)).toEqual([word(read)]);
  });

  test('stays when the engine is sure of it', () => {
    expect(mendWords([word('sensatiun', 94)], knows)).toEqual([word('sensatiun', 94)]);
  });
});
