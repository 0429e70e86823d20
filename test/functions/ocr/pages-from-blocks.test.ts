import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lineText } from '../../../functions/domain/page.ts';
import { checkLedger } from '../../../functions/ocr/page-ledger.ts';
import { pagesFromBlocks } from '../../../functions/ocr/pages-from-blocks.ts';
import { textFilePages } from '../../../functions/ocr/text-file-pages.ts';
import { TextractBlock } from '../../../functions/ocr/textract-block.ts';

type Placed = { text: string; left: number; top: number; confidence?: number; handwritten?: boolean };

/** Blocks in the documented shape: each line of `lines` is a LINE with its words as children. Turned clockwise. */
const blocksOf = (page: number, lines: Placed[][], turnDegrees = 0): TextractBlock[] => {
  const angle = (turnDegrees * Math.PI) / 180;
  const turned = (x: number, y: number) => ({
    X: 0.5 + (x - 0.5) * Math.cos(angle) - (y - 0.5) * Math.sin(angle),
    Y: 0.5 + (x - 0.5) * Math.sin(angle) + (y - 0.5) * Math.cos(angle),
  });
  const geometry = (left: number, top: number, width: number) => {
    const corners = [
      turned(left, top),
      turned(left + width, top),
      turned(left + width, top + 0.012),
      turned(left, top + 0.012),
    ];
    const xs = corners.map(({ X }) => X);
    const ys = corners.map(({ Y }) => Y);
    const [Left, Top] = [Math.min(...xs), Math.min(...ys)];
    return {
      BoundingBox: { Left, Top, Width: Math.max(...xs) - Left, Height: Math.max(...ys) - Top },
      Polygon: corners,
    };
  };
  const width = (text: string): number => text.length * 0.009;
  const words = lines.flatMap((line, index) =>
    line.map(({ text, left, top, confidence, handwritten }, at) => ({
      BlockType: 'WORD',
      Id: `w${page}-${index}-${at}`,
      Text: text,
      TextType: handwritten ? 'HANDWRITING' : 'PRINTED',
      Confidence: confidence ?? 99,
      Geometry: geometry(left, top, width(text)),
      Page: page,
    })),
  );
  const lineBlocks = lines.map((line, index) => {
    const [first, last] = [line[0], line.at(-1)];
    return {
      BlockType: 'LINE',
      Id: `l${page}-${index}`,
      Text: line.map(({ text }) => text).join(' '),
      Confidence: 99,
      Geometry: geometry(
        first?.left ?? 0,
        first?.top ?? 0,
        (last?.left ?? 0) + width(last?.text ?? '') - (first?.left ?? 0),
      ),
      Relationships: [{ Type: 'CHILD', Ids: line.map((_, at) => `w${page}-${index}-${at}`) }],
      Page: page,
    };
  });
  const pageBlock = { BlockType: 'PAGE', Id: `p${page}`, Page: page, Relationships: null };
  return [pageBlock, ...lineBlocks, ...words].map((block) => TextractBlock.parse(block));
};

const form: Placed[][] = [
  // As Textract cuts a form: labels and values are lines of their own.
  [
    { text: 'Date', left: 0.1, top: 0.1 },
    { text: 'of', left: 0.15, top: 0.1 },
    { text: 'Injury:', left: 0.18, top: 0.1 },
  ],
  [{ text: 'Diagnosis:', left: 0.1, top: 0.13 }],
  [{ text: '10/10/2015', left: 0.5, top: 0.101 }],
  [
    { text: 'Lumbar', left: 0.5, top: 0.1305 },
    { text: 'strain', left: 0.58, top: 0.1305 },
  ],
];
const formText = ['Date of Injury: 10/10/2015', 'Diagnosis: Lumbar strain'];

describe('pages out of blocks', () => {
  test('labels and values of one height stand on one line', () => {
    const [page] = pagesFromBlocks(blocksOf(1, form), [1]);
    expect(page?.lines.map(lineText)).toEqual(formText);
    expect(page).toMatchObject({ page: 1, source: 'ocr', rotationDegrees: 0, meanConfidence: 99 });
    expect(page?.lines[0]?.words[0]?.box.left).toBeCloseTo(0.1);
  });

  test.each([
    [2.5, 0],
    [-3, 0],
    [90, 270],
    [180, 180],
    [270, 90],
    [92, 270],
  ])('also on a page that is turned by %s degrees, righted by %s', (turn, righted) => {
    const [page] = pagesFromBlocks(blocksOf(1, form, turn), [1]);
    expect(page?.lines.map(lineText)).toEqual(formText);
    expect(page?.rotationDegrees).toBe(righted);
  });

  test('their numbers are those of the document that they were cut from', () => {
    const blocks = [...blocksOf(1, form), ...blocksOf(2, form), ...blocksOf(3, form)];
    expect(pagesFromBlocks(blocks, [4, 9, 17]).map(({ page }) => page)).toEqual([4, 9, 17]);
  });

  test('a page of which nothing came back is left out, so that the ledger misses it', () => {
    const pages = pagesFromBlocks(blocksOf(1, form), [1, 2]);
    expect(pages.map(({ page }) => page)).toEqual([1]);
    expect(() => checkLedger(pages, 2)).toThrow(expect.objectContaining({ name: 'PageUnaccounted' }));
  });

  test('a page without words is blank', () => {
    expect(pagesFromBlocks(blocksOf(1, []), [1])[0]).toMatchObject({ source: 'blank', lines: [] });
  });

  test('a page that is too poor goes to a person, with what was read of it', () => {
    const poor = form.map((line) => line.map((word) => ({ ...word, confidence: 30 })));
    const [page] = pagesFromBlocks(blocksOf(1, poor), [1]);
    expect(page).toMatchObject({ source: 'unreadable', meanConfidence: 30 });
    expect(page?.lines.map(lineText)).toEqual(formText);
  });

  test('a page of unsure handwriting goes to a person', () => {
    const written = form.map((line) => line.map((word) => ({ ...word, confidence: 65, handwritten: true })));
    expect(pagesFromBlocks(blocksOf(1, written), [1])[0]).toMatchObject({ source: 'unreadable' });
  });

  test('every word of the blocks is in the page, once, wherever it stands', () => {
    const place = fc.double({ min: 0, max: 0.9, noNaN: true });
    const someLines = fc.array(fc.array(fc.record({ left: place, top: place }), { minLength: 1, maxLength: 4 }), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(someLines, fc.integer({ min: -180, max: 180 }), (lines, turn) => {
        let count = 0;
        const named = lines.map((line) => line.map((word) => ({ ...word, text: `word${count++}` })));
        const [page] = pagesFromBlocks(blocksOf(1, named, turn), [1]);
        const read = page?.lines.flatMap((line) => line.words.map(({ text }) => text)) ?? [];
        expect(read.toSorted()).toEqual(
          named
            .flat()
            .map(({ text }) => text)
            .toSorted(),
        );
      }),
      { numRuns: 200 },
    );
  });
});

describe('the ledger', () => {
  const rows = (...numbers: number[]) =>
    numbers.map((page) => ({ page, source: 'blank' as const, reason: '', rotationDegrees: 0, lines: [] }));
  test('adds up when each page is there once, in any order', () => {
    expect(() => checkLedger(rows(3, 1, 2), 3)).not.toThrow();
  });
  test.each([
    [rows(1, 3), 3, /missing: 2$/],
    [rows(1, 2, 2), 2, /twice: 2$/],
    [rows(1, 2), 1, /beyond the end: 2$/],
    [rows(), 30, /missing: 1, 2, .* and 10 more$/],
  ])('names the pages that do not add up', (pages, expected, message) => {
    expect(() => checkLedger(pages, expected)).toThrow(message);
    expect(() => checkLedger(pages, expected)).toThrow(expect.objectContaining({ name: 'PageUnaccounted' }));
  });
});

describe('a text file', () => {
  const pagesOf = (text: string, encoding: BufferEncoding = 'utf8') => textFilePages(Buffer.from(text, encoding));
  test('is parted by form feeds; an empty page is blank, one at the end is none', () => {
    const pages = pagesOf('Visit of 8-1-15\r\nPain 6/10\f \n\fEnd\n\f\n');
    expect(pages.map(({ page, source }) => `${page} ${source}`)).toEqual(['1 text-layer', '2 blank', '3 text-layer']);
    expect(pages[0]?.lines.map(lineText)).toEqual(['Visit of 8-1-15', 'Pain 6/10']);
  });
  test('has boxes in a grid of lines and columns', () => {
    const word = pagesOf('a b\n  pain')[0]?.lines[1]?.words[0];
    expect(word?.box.left).toBeCloseTo(2 / 80);
    expect(word?.box.top).toBeCloseTo(1 / 66);
  });
  test.each<[string, Buffer]>([
    ['UTF-8', Buffer.from('50 µg – café', 'utf8')],
    ['UTF-16', Buffer.from('\uFEFF50 µg – café', 'utf16le')],
    [
      'the code page of older systems',
      Buffer.from([0x35, 0x30, 0x20, 0xb5, 0x67, 0x20, 0x96, 0x20, 0x63, 0x61, 0x66, 0xe9]),
    ],
  ])('is understood in %s', (_, bytes) => {
    expect(textFilePages(bytes)[0]?.lines.map(lineText)).toEqual(['50 µg – café']);
  });
});
