import { describe, expect, test } from '@jest/globals';
import { lineText, type Line } from '../../../functions/domain/page.ts';
import { repairSmallWords } from '../../../functions/ocr/repair-small-words.ts';

const lineOf = (text: string, confidence = 80): Line => ({
  words: text.split(' ').map((word, index) => ({
    text: word,
    confidence,
    box: { left: index * 0.1, top: 0.5, width: 0.09, height: 0.02 },
  })),
});

describe('small words in running text', () => {
  test.each([
    ['that function Is better with', 'that function is better with'],
    ['relief Without medication', 'relief without medication'],
    ['showed a5 mm disc', 'showed a 5 mm disc'],
  ])('%s is read as %s', (read, expected) => {
    expect(repairSmallWords([lineOf(read)]).map(lineText)).toEqual([expected]);
  });

  test.each([
    'better. Is he',
    'Status Of Claim',
    'Is better with',
    'the Will County',
    'hemoglobin A1 level',
    'sure a10/325 mg dose',
  ])('%s stays as it was read', (read) => {
    const lines = [lineOf(read)];
    expect(repairSmallWords(lines)).toEqual(lines);
  });

  test('stay when the engine is sure of them', () => {
    const lines = [lineOf('function Is better', 96)];
    expect(repairSmallWords(lines)).toEqual(lines);
  });

  test('keep what was read, and part the box by letters', () => {
    const [, article, figure] = repairSmallWords([lineOf('showed a5 mm')]).flatMap((line) => line.words);
    expect(article).toMatchObject({ text: 'a', raw: 'a5', box: { left: 0.1, width: 0.045 } });
    expect(figure).toMatchObject({ text: '5', raw: 'a5' });
    expect(figure?.box.left).toBeCloseTo(0.145);
  });
});
