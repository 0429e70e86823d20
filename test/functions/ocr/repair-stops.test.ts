import { describe, expect, test } from '@jest/globals';
import { lineText, type Line } from '../../../functions/domain/page.ts';
import { repairStops } from '../../../functions/ocr/repair-stops.ts';

const lineOf = (text: string, confidence = 90): Line => ({
  words: text.split(' ').map((word, index) => ({
    text: word,
    confidence,
    box: { left: index * 0.1, top: 0.5, width: 0.09, height: 0.02 },
  })),
});

describe('commas, full stops and brackets', () => {
  test.each([
    ['for two weeks, The patient', 'for two weeks. The patient'],
    ['strength 3/5, On the left', 'strength 3/5. On the left'],
    ['flexion 20 degrees. extension', 'flexion 20 degrees, extension'],
    ['strain {M54.4), first', 'strain (M54.4), first'],
    ['strain (M54.4}. First', 'strain (M54.4). First'],
  ])('%s is read as %s', (read, expected) => {
    expect(repairStops([lineOf(read)]).map(lineText)).toEqual([expected]);
  });

  test.each(['Oakland, The Law Firm', 'weeks, Dr. Beck', 'approx. four', 'by mouth. On', 'every 6 hrs. as needed'])(
    '%s stays as it was read',
    (read) => {
      expect(repairStops([lineOf(read)])).toEqual([lineOf(read)]);
    },
  );

  test('a sentence may begin in the next line of prose, not below a salutation', () => {
    const prose = [lineOf('with no lifting for two weeks,'), lineOf('The patient')];
    expect(repairStops(prose).map(lineText)).toEqual(['with no lifting for two weeks.', 'The patient']);
    const letter = [lineOf('Dear colleagues,'), lineOf('The patient')];
    expect(repairStops(letter)).toEqual(letter);
  });

  test('stay when the engine is sure of them; what was read is kept', () => {
    const lines = [lineOf('two weeks, The patient', 99)];
    expect(repairStops(lines)).toEqual(lines);
    expect(repairStops([lineOf('weeks, The')])[0]?.words[0]).toMatchObject({ text: 'weeks.', raw: 'weeks,' });
  });
});
