import { describe, expect, test } from '@jest/globals';
import { lineText, type Line } from '../../../functions/domain/page.ts';
import { repairScales } from '../../../functions/ocr/repair-scales.ts';

const lineOf = (text: string, confidence = 70): Line => ({
  words: text.split(' ').map((word, index) => ({
    text: word,
    confidence,
    box: { left: index * 0.1, top: 0.5, width: 0.09, height: 0.02 },
  })),
});

describe('grades of strength and pain', () => {
  test.each([
    ['and strength 3°5. On', 'and strength 3/5. On'],
    ['strength was 5:5, and', 'strength was 5/5, and'],
    ['strength 35. There', 'strength 3/5. There'],
    ['pain rated 4.10. The', 'pain rated 4/10. The'],
    ['rated 010.', 'rated 0/10.'],
  ])('%s is read as %s', (read, expected) => {
    expect(repairScales([lineOf(read)]).map(lineText)).toEqual([expected]);
  });

  test.each(['strength 35 pounds', 'strength 7.5', 'flexion 4.5', 'rated 4/10', 'pain since 2010', 'strength 3/5'])(
    '%s stays as it was read',
    (read) => {
      expect(repairScales([lineOf(read)])).toEqual([lineOf(read)]);
    },
  );

  test('a sentence goes on in the next line', () => {
    const lines = [lineOf('normal sensation and strength'), lineOf('3:5. Work status')];
    expect(repairScales(lines).map(lineText)).toEqual(['normal sensation and strength', '3/5. Work status']);
  });

  test('stay when the engine is sure; two figures without a sign already when it is fairly sure', () => {
    const sure = [lineOf('strength 3:5', 96), lineOf('strength 35', 80)];
    expect(repairScales(sure)).toEqual(sure);
    expect(repairScales([lineOf('strength 3:5')])[0]?.words[1]).toMatchObject({ text: '3/5', raw: '3:5' });
  });
});
