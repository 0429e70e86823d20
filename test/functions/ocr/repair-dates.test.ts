import { describe, expect, test } from '@jest/globals';
import { lineText, type Line } from '../../../functions/domain/page.ts';
import { repairDates } from '../../../functions/ocr/repair-dates.ts';

const lineOf = (text: string): Line => ({
  words: text.split(' ').map((word, index) => ({
    text: word,
    confidence: 80 + index,
    box: { left: index * 0.1, top: 0.5, width: 0.09, height: 0.02 },
  })),
});

describe('a date with the written name of its month', () => {
  test.each([
    ['on September 17,2011. The patient', 'on September 17, 2011. The patient'],
    ['on September 17.2011 the patient', 'on September 17, 2011 the patient'],
    ['on June 28. 2013 was flexion', 'on June 28, 2013 was flexion'],
    ['(May 3.2015)', '(May 3, 2015)'],
  ])('%s is read as %s', (read, expected) => {
    expect(repairDates([lineOf(read)]).map(lineText)).toEqual([expected]);
  });

  test.each([
    'on June 28, 2013 was flexion',
    'until June 28. The patient',
    'seen in June 2013. 28 visits',
    'section 17.2011 of the code',
    'on June 38.2013 the patient',
    'version 17. 2011 was a year',
    'on 8/1/2015. 2016 began',
  ])('%s stays as it was read', (read) => {
    expect(repairDates([lineOf(read)])).toEqual([lineOf(read)]);
  });

  test('goes on in the next line', () => {
    const repaired = repairDates(['seen on September', '17.2011. The patient', 'until May 3.', '2015'].map(lineOf));
    expect(repaired.map(lineText)).toEqual(['seen on September', '17, 2011. The patient', 'until May 3,', '2015']);
  });

  test('parts the box of a joined word where its letters part', () => {
    const words = repairDates([lineOf('June 17,2011')]).flatMap((line) => line.words);
    expect(words.map(({ text, confidence }) => [text, confidence])).toEqual([
      ['June', 80],
      ['17,', 81],
      ['2011', 81],
    ]);
    const [, day, year] = words.map(({ box }) => box);
    expect(day?.left).toBe(0.1);
    expect((day?.left ?? 0) + (day?.width ?? 0)).toBeCloseTo(year?.left ?? 0);
    expect((year?.left ?? 0) + (year?.width ?? 0)).toBeCloseTo(0.19);
  });
});
