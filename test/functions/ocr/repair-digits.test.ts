import { describe, expect, test } from '@jest/globals';
import { lineText, type Line } from '../../../functions/domain/page.ts';
import { repairDates } from '../../../functions/ocr/repair-dates.ts';
import { repairDigits } from '../../../functions/ocr/repair-digits.ts';

const lineOf = (text: string, confidence = 80): Line => ({
  words: text.split(' ').map((word, index) => ({
    text: word,
    confidence,
    box: { left: index * 0.1, top: 0.5, width: 0.09, height: 0.02 },
  })),
});

describe('a digit that was read as a letter', () => {
  test.each([
    ['seen on 0l/15/2O15, again', 'seen on 01/15/2015, again'],
    ['(I2-3l-l4)', '(12-31-14)'],
    ['on O8/1B/2015.', 'on 08/18/2015.'],
    ['Naproxen 5O mg daily', 'Naproxen 50 mg daily'],
    ['Norco 1O/325 mg', 'Norco 10/325 mg'],
    ['Norco l0/325mg', 'Norco 10/325mg'],
    ['Gabapentin 30Omg.', 'Gabapentin 300mg.'],
    ['Flexeril 7.S mg', 'Flexeril 7.5 mg'],
    ['Lorazepam O.5 mg', 'Lorazepam 0.5 mg'],
    ['twice daily #6O.', 'twice daily #60.'],
    ['protrusion at L4-LS. The', 'protrusion at L4-L5. The'],
    ['fusion LS-S1 and CS-C6', 'fusion L5-S1 and C5-C6'],
    ['the right LS dermatome', 'the right L5 dermatome'],
    ['for | visits and S weeks.', 'for 1 visits and 5 weeks.'],
  ])('%s is %s', (read, expected) => {
    const [line] = repairDigits([lineOf(read)]);
    expect(line && lineText(line)).toBe(expected);
    const changed = line?.words.filter(({ raw }) => raw !== undefined) ?? [];
    expect(changed.map(({ raw }) => raw)).toEqual(
      read.split(' ').filter((word, index) => word !== expected.split(' ')[index]),
    );
  });

  test.each([
    'Naproxen 50 mg daily on 08/15/2015',
    'at L5-S1 and B12 500 mcg',
    'Vitamin B6 mg',
    'oxygen O2 ml a minute',
    'lO mg has no digit',
    'on 1O/45/2015 there was no such day',
    'on 0O/15/2015 there was no such month',
    'in the year 1O/12/3015',
    'claim number 5O mgmt',
    'strength 5/S in both legs',
    'pain l0/10 today',
    'code S83.2O1A was given',
    'visit 5O. mg is the unit',
    'LS spine and S weeks-old',
    'L4-S and | alone',
  ])('is not looked for in: %s', (read) => {
    expect(repairDigits([lineOf(read)])).toEqual([lineOf(read)]);
  });

  test('stays when the engine is sure of it', () => {
    const line = lineOf('Naproxen 5O mg on 0l/15/2O15', 96);
    expect(repairDigits([line])).toEqual([line]);
  });

  test('keeps the first reading through two repairs', () => {
    const words = repairDigits(repairDates([lineOf('June 17.2011 Norco 1O/325 mg')])).flatMap((line) => line.words);
    expect(words.map(({ text, raw }) => [text, raw])).toEqual([
      ['June', undefined],
      ['17,', '17.2011'],
      ['2011', '17.2011'],
      ['Norco', undefined],
      ['10/325', '1O/325'],
      ['mg', undefined],
    ]);
  });
});
