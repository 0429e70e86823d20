import { describe, expect, test } from '@jest/globals';
import { lineText } from '../../../functions/domain/page.ts';
import { pagesFromBlocks } from '../../../functions/ocr/pages-from-blocks.ts';
import { TextractBlock } from '../../../functions/ocr/textract-block.ts';

/** Blocks as the Developer Guide documents them for forms ("Key-Value pairs"), tables and signatures. */
const word = (id: string, text: string, left: number, top: number) => ({
  BlockType: 'WORD',
  Id: id,
  Text: text,
  TextType: 'PRINTED',
  Confidence: 99,
  Geometry: { BoundingBox: { Left: left, Top: top, Width: 0.01 * text.length, Height: 0.012 } },
  Page: 1,
});
const parent = (BlockType: string, Id: string, Ids: string[], more: object = {}) => ({
  BlockType,
  Id,
  Confidence: 95,
  Page: 1,
  Relationships: [{ Type: 'CHILD', Ids }],
  ...more,
});
const page = { BlockType: 'PAGE', Id: 'p', Page: 1 };

const read = (...blocks: object[]) => {
  const [found] = pagesFromBlocks(
    [page, ...blocks].map((block) => TextractBlock.parse(block)),
    [1],
  );
  return { reason: found?.reason, lines: found?.lines.map(lineText) };
};

describe('what document analysis found', () => {
  test("keeps the cells of a table's row together, each whole, however many lines it has", () => {
    const cell = (id: string, RowIndex: number, ColumnIndex: number, Ids: string[]) =>
      parent('CELL', id, Ids, { RowIndex, ColumnIndex, RowSpan: 1, ColumnSpan: 1 });
    const { lines } = read(
      word('a', 'Norco', 0.1, 0.1),
      word('b', 'one', 0.5, 0.1),
      word('c', 'tablet', 0.56, 0.1),
      word('d', '10/325', 0.1, 0.118),
      word('e', 'daily', 0.5, 0.118),
      word('f', 'Signed', 0.1, 0.3),
      parent('TABLE', 't', ['c2', 'c1']),
      cell('c1', 1, 1, ['a', 'd']),
      cell('c2', 1, 2, ['b', 'c', 'e']),
    );
    expect(lines).toEqual(['Norco 10/325 one tablet daily', 'Signed']);
  });

  test('keeps a label and its value together, and reads a ticked box', () => {
    const { lines } = read(
      word('k', 'Expedited:', 0.1, 0.1),
      word('l', 'Date:', 0.1, 0.2),
      word('v', '8/12/2015', 0.4, 0.23),
      parent('KEY_VALUE_SET', 'K', ['l'], {
        EntityTypes: ['KEY'],
        Relationships: [
          { Type: 'CHILD', Ids: ['l'] },
          { Type: 'VALUE', Ids: ['V'] },
        ],
      }),
      parent('KEY_VALUE_SET', 'V', ['v'], { EntityTypes: ['VALUE'] }),
      parent('KEY_VALUE_SET', 'K2', ['k'], {
        EntityTypes: ['KEY'],
        Relationships: [
          { Type: 'CHILD', Ids: ['k'] },
          { Type: 'VALUE', Ids: ['V2'] },
        ],
      }),
      parent('KEY_VALUE_SET', 'V2', ['s'], { EntityTypes: ['VALUE'] }),
      {
        ...word('s', '', 0.3, 0.1),
        BlockType: 'SELECTION_ELEMENT',
        SelectionStatus: 'SELECTED',
        TextType: undefined,
      },
    );
    expect(lines).toEqual(['Expedited: [X]', 'Date: 8/12/2015']);
  });

  test('tells of signatures', () => {
    const { reason } = read(word('a', 'Signed:', 0.1, 0.1), parent('SIGNATURE', 's', []));
    expect(reason).toMatch(/A signature was found on it\.$/);
  });
});
