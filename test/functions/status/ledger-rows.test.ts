import { describe, expect, test } from '@jest/globals';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import type { Page } from '../../../functions/domain/page.ts';
import { ledgerRows } from '../../../functions/status/ledger-rows.ts';

const documentId = DocumentId.parse('doc-0123456789');
const read = (page: number): Page => ({
  page,
  source: 'text-layer',
  reason: 'It has text.',
  rotationDegrees: 0,
  lines: [],
});

describe('the ledger of a document', () => {
  test.each<[string, Page[] | undefined, Page[] | undefined, string[]]>([
    ['that nobody has opened', undefined, undefined, ['not read yet', 'not read yet', 'not read yet']],
    [
      'whose second page is at text detection',
      undefined,
      [read(1), read(3)],
      ['It has text.', 'waits for text detection', 'It has text.'],
    ],
    ['that is a scan', undefined, [], Array<string>(3).fill('waits for text detection')],
    ['that is finished', [read(1), read(2), read(3)], undefined, Array<string>(3).fill('It has text.')],
  ])('%s has a row for every page', (_, finished, first, reasons) => {
    const rows = ledgerRows({ documentId, pages: 3, finished, first });
    expect(rows.map(({ page }) => page)).toEqual([1, 2, 3]);
    expect(rows.map(({ reason }) => reason)).toEqual(reasons);
    expect(rows.map(({ source }) => source)).toEqual(
      reasons.map((reason) => (reason === 'It has text.' ? 'text-layer' : 'waiting')),
    );
  });
});

describe('a row of the ledger', () => {
  const scanned: Page = {
    ...read(1),
    source: 'ocr',
    reason: 'Read by text detection.',
    engine: 'Textract text detection 1.0',
    meanConfidence: 71,
    rotationDegrees: 90,
    lines: [
      {
        words: [
          ['Naproxen', 92],
          ['50', 40, '5O'],
          ['mg', 93],
        ].map(([text, confidence, raw]) => ({
          text: String(text),
          confidence: Number(confidence),
          ...(raw === undefined ? {} : { raw: String(raw) }),
          box: { left: 0, top: 0, width: 0.1, height: 0.1 },
        })),
      },
    ],
  };

  test('says what read the page, how surely, and what was wrong with it', () => {
    expect(ledgerRows({ documentId, pages: 1, finished: [scanned], first: undefined })).toEqual([
      {
        documentId,
        page: 1,
        source: 'ocr',
        reason: 'Read by text detection.',
        engine: 'Textract text detection 1.0',
        meanConfidence: 71,
        rotationDegrees: 90,
        problems: ['It was turned by 90 degrees.', '1 of 3 words were read unsurely.', '1 word was set right.'],
      },
    ]);
  });

  test('of a copy of another document names the page that it copies', () => {
    const of = { documentId: DocumentId.parse('doc-9876543210'), page: 4 };
    const copies = [
      { documentId, page: 2, of, reason: 'The page is a copy.' },
      { documentId: of.documentId, page: 1, of, reason: 'The page is a copy.' },
    ];
    const rows = ledgerRows({ documentId, pages: 2, finished: [read(1), read(2)], first: undefined }, copies);
    expect(rows.map(({ source, reason, duplicateOf }) => [source, reason, duplicateOf])).toEqual([
      ['text-layer', 'It has text.', undefined],
      ['duplicate', 'The page is a copy.', of],
    ]);
  });
});
