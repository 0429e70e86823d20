import { describe, expect, test } from '@jest/globals';
import { lineText, type Page, type Word } from '../../../functions/domain/page.ts';
import { detectedRows } from '../../../functions/ocr/collect-pages.ts';

const word = (text: string, left: number, top: number, confidence = 100): Word => ({
  text,
  confidence,
  box: { left, top, width: 0.012 * text.length, height: 0.015 },
});
const pageOf = (source: Page['source'], ...lines: Word[][]): Page => ({
  page: 3,
  source,
  reason: 'As it was.',
  rotationDegrees: 0,
  lines: lines.map((words) => ({ words })),
});
const layer = pageOf('text-layer', [word('Request', 0.1, 0.1)], [word('Signed:', 0.1, 0.6)], [word('End', 0.1, 0.9)]);
const boxes = [{ left: 0.3, top: 0.55, width: 0.5, height: 0.2 }];
const join = detectedRows([layer], [{ page: 3, boxes }]);

describe('a page with a text layer and a picture that carries writing', () => {
  test('has the words of both at their places; the text layer has confidence 100', () => {
    const detected = pageOf(
      'ocr',
      [word('Request', 0.1, 0.1, 90)],
      [word('Signed:', 0.1, 0.6, 90), word('Jane', 0.35, 0.6, 88)],
      [word('License', 0.35, 0.66, 80)],
    );
    const page = join(detected);
    expect(page.lines.map(lineText)).toEqual(['Request', 'Signed: Jane', 'License', 'End']);
    expect(page.lines.flatMap(({ words }) => words.map(({ confidence }) => confidence))).toEqual([
      100, 100, 88, 80, 100,
    ]);
    expect(page.source).toBe('text-layer');
    expect(page.reason).toMatch(/As it was\. The words in a picture on it were read by text detection\./);
  });
  test('stays as it is when the picture has no words', () => {
    expect(join(pageOf('blank'))).toMatchObject({ source: 'text-layer', lines: layer.lines });
  });
  test('goes to a person with its words when the picture could not be read', () => {
    expect(join(pageOf('unreadable'))).toMatchObject({ source: 'unreadable', lines: layer.lines });
  });
});
