import { describe, expect, test } from '@jest/globals';
import { lineText, type Line } from '../../../functions/domain/page.ts';
import { repairMonths } from '../../../functions/ocr/repair-months.ts';

const lineOf = (text: string, confidence = 80): Line => ({
  words: text.split(' ').map((word, index) => ({
    text: word,
    confidence,
    box: { left: index * 0.1, top: 0.5, width: 0.09, height: 0.02 },
  })),
});

describe('a month before a day and a year', () => {
  test.each([
    ['on Novemher 9, 2016 the', 'on November 9, 2016 the'],
    ['on dune 17. 2012. The', 'on June 17, 2012. The'],
    ['(Saptembar 2, 2011)', '(September 2, 2011)'],
    ['on july 1, 2009, and', 'on July 1, 2009, and'],
    ['on MARCH 3; 2009', 'on MARCH 3, 2009'],
    ['on May ‘15. +2015', 'on May 15, 2015'],
  ])('%s is read as %s', (read, expected) => {
    expect(repairMonths([lineOf(read)]).map(lineText)).toEqual([expected]);
  });

  test('is found over the end of a line, and keeps what was read', () => {
    const words = repairMonths([lineOf('seen on Octobar'), lineOf('25, 2016')]).flatMap((line) => line.words);
    expect(words.map(({ text, raw }) => [text, raw])).toEqual([
      ['seen', undefined],
      ['on', undefined],
      ['October', 'Octobar'],
      ['25,', undefined],
      ['2016', undefined],
    ]);
  });

  test.each([
    'on Jun 3, 2012 the',
    'in dune 2012 the',
    'Section 3, 2012 of the code',
    'Dr. Gatebar 25, 2016',
    'dune 38, 2012',
  ])('%s stays as it was read', (read) => {
    expect(repairMonths([lineOf(read)])).toEqual([lineOf(read)]);
  });

  test('stays another word when the engine is sure of it', () => {
    expect(repairMonths([lineOf('Lake Jane 3, 2012', 96)])).toEqual([lineOf('Lake Jane 3, 2012', 96)]);
  });
});
