import { describe, expect, test } from '@jest/globals';
import { lineText, type Line } from '../../../functions/domain/page.ts';
import { repairSlashes } from '../../../functions/ocr/repair-slashes.ts';

const lineOf = (text: string, confidence = 65): Line => ({
  words: text.split(' ').map((word, index) => ({
    text: word,
    confidence,
    box: { left: index * 0.1, top: 0.5, width: 0.09, height: 0.02 },
  })),
});

describe('a date whose slashes were misread', () => {
  test.each([
    ['on 02.09:2016. The', 'on 02/09/2016. The'],
    ["on 07°03'2012.", 'on 07/03/2012.'],
    ['dated 8:23:2012 showed', 'dated 8/23/2012 showed'],
    ['dated 02.09.2016, again', 'dated 02/09/2016, again'],
    ['of 0804/2014 was', 'of 08/04/2014 was'],
    ['of 0209-2016 was', 'of 02/09/2016 was'],
    ['of 7-20.07. The', 'of 7-20-07. The'],
    ['on 5:21 2011 the', 'on 5/21/2011 the'],
    ['on 07/03. 2012. The', 'on 07/03/2012. The'],
    ['on 06 18/2016 the', 'on 06/18/2016 the'],
    ['of 07 03 2012. The', 'of 07/03/2012. The'],
    ['on 8232012 the', 'on 8/23/2012 the'],
    ['on 10 /24/10, he', 'on 10/24/10, he'],
    ['on 10/ 24/2010 the', 'on 10/24/2010 the'],
  ])('%s is read as %s', (read, expected) => {
    expect(repairSlashes([lineOf(read)]).map(lineText)).toEqual([expected]);
  });

  test.each([
    'on 02/09/2016 and 8-23-2012',
    'section 2.1.12 of the code',
    'on 13:40:2016 there was no such day',
    'room 6 2/2016 was used',
    'Mar 12 10:23 2012 is a time',
    'pain 5.5 and 10/325 mg',
    'claim 0804-20148',
    'claim 8232012',
    'on 1112012 one of two days',
    'rows 07 03 2012 of a table',
    'of 7 03 2012',
    'of 17 03 2012',
  ])('%s stays as it was read', (read) => {
    expect(repairSlashes([lineOf(read)])).toEqual([lineOf(read)]);
  });

  test('stays when the engine is sure of it', () => {
    const lines = [lineOf('on 02.09.2016 or 8:23:2012 or 5:21 2011', 93)];
    expect(repairSlashes(lines)).toEqual(lines);
  });

  test('keeps what was read, and has the box of both words', () => {
    const [, date] = repairSlashes([lineOf('on 5:21 2011 the')]).flatMap((line) => line.words);
    expect(date).toMatchObject({ text: '5/21/2011', raw: '5:21 2011' });
    expect(date?.box.left).toBeCloseTo(0.1);
    expect(date?.box.width).toBeCloseTo(0.19);
  });
});
