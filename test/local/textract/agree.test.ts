import { describe, expect, test } from '@jest/globals';
import { agree, agreeOnPage } from '../../../local/textract/engine/agree.ts';
import type { ReadWord } from '../../../local/textract/engine/reading.ts';

/** Words in a row, ten pixels a letter, each as `text confidence`. */
const line = (words: readonly [string, number][], top = 0): ReadWord[] => {
  let left = 0;
  return words.map(([text, confidence]) => {
    const word = { text, confidence, line: top, left, top, width: text.length * 10, height: 20 };
    left += word.width + 10;
    return word;
  });
};
/** The dictionary of these tests. */
const knows = (word: string): boolean => ['pain', 'normal', 'was', 'the', 'tenderness'].includes(word);
const texts = (words: readonly ReadWord[]): string => words.map(({ text }) => text).join(' ');

describe('two readings of one line', () => {
  test.each<[string, [string, number][], [string, number][], string]>([
    ['the surer word counts', [['nonnal', 60]], [['normal', 90]], 'normal'],
    [
      'each place is judged alone',
      [
        ['on', 95],
        ['wus', 60],
      ],
      [
        ['an', 70],
        ['was', 90],
      ],
      'on was',
    ],
    [
      'a date in pieces yields to the whole date',
      [
        ['5', 64],
        ['11', 64],
        ['2014', 64],
      ],
      [['5/11/2014', 50]],
      '5/11/2014',
    ],
    ['a sure reading does not yield to a doubtful date', [['L5-S1-2', 90]], [['15-11-2', 30]], 'L5-S1-2'],
    ['a figure does not become a date by its slash alone', [['10/325', 80]], [['10/3/25', 40]], '10/325'],
    ['a date with broken slashes counts more than figures', [['02.09:2016', 40]], [['02092016', 65]], '02.09:2016'],
    ['a day that no calendar has is no date', [['09-43-2015', 70]], [['09-13-2015', 60]], '09-13-2015'],
    ['a word of the dictionary counts more than none', [['tendemess', 90]], [['tenderness', 60]], 'tenderness'],
    ['a doubtful word that the other way missed stays', [['7.5', 57]], [], '7.5'],
    ['a word that only one of them has stays when it is sure', [['pain', 90]], [], 'pain'],
    ['a word that only one of them has goes when it is not', [['.-', 12]], [], ''],
  ])('%s', (_, first, second, expected) => {
    expect(texts(agree(line(first), line(second), knows))).toBe(expected);
  });

  test('what both read the same has the higher of the two confidences and the first box', () => {
    const [first, second] = [line([['pain', 60]]), line([['pain', 90]]).map((word) => ({ ...word, left: 2 }))];
    expect(agree(first, second, knows)).toEqual([{ ...first[0], confidence: 90 }]);
  });
});

test('on a page, only words at the height of a line speak about it', () => {
  const first = { words: [...line([['nonnal', 60]]), ...line([['wus', 60]], 40)] };
  const second = { words: [...line([['was', 90]], 44), ...line([['normal', 90]], 2)] };
  expect(texts(agreeOnPage(first, second, knows).words)).toBe('normal was');
});
