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
