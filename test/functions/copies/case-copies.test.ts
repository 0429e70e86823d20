import { describe, expect, test } from '@jest/globals';
import { factsWithoutCopies } from '../../../functions/copies/facts-without-copies.ts';
import { findCaseCopies } from '../../../functions/copies/find-case-copies.ts';
import { buildChronology } from '../../../functions/chronology/build-chronology.ts';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import type { Page } from '../../../functions/domain/page.ts';
import { caseId, madeFacts, registrationOf } from '../chronology/made-facts.ts';

const idOf = (digit: string) => DocumentId.parse(`doc-${digit.repeat(10)}`);
const [first, second, third] = [idOf('1'), idOf('2'), idOf('3')];

const note = (date: string) =>
  `On ${date} the patient complained of pain in the lower back that was rated six of ten and the treating physician ` +
  'prescribed Naproxen 550 mg twice daily with a home exercise program and modified duty for four weeks';

const pageOf = (page: number, text: string, source: Page['source'] = 'text-layer'): Page => ({
  page,
  source,
  reason: 'It was read.',
  rotationDegrees: 0,
  lines: [
    {
      words: text.split(' ').map((word, index) => ({
        text: word,
        confidence: 100,
        box: { left: 0.05 + 0.08 * (index % 10), top: 0.2 + 0.02 * Math.floor(index / 10), width: 0.07, height: 0.015 },
      })),
    },
  ],
});
const exact = (page: number, of: { documentId: DocumentId; page: number }): Page => ({
  ...pageOf(page, '', 'duplicate'),
  lines: [],
  duplicateOf: of,
});
const document = (documentId: DocumentId, ...pages: Page[]) => ({ documentId, pageCount: pages.length, pages });

describe('the pages of a case', () => {
  test('that say what a page of an earlier document says are its copies, and no other', async () => {
    const { rows, duplicatePages } = await findCaseCopies([
      document(first, pageOf(1, note('8/1/2015')), pageOf(2, note('8/8/2015'))),
      document(second, pageOf(1, note('8/15/2015')), pageOf(2, note('8/8/2015'))),
    ]);
    expect(duplicatePages.map(({ documentId, page, of }) => [documentId, page, of])).toEqual([
      [second, 2, { documentId: first, page: 2 }],
    ]);
    expect(rows.map(({ source }) => source)).toEqual(['text-layer', 'text-layer', 'text-layer', 'duplicate']);
  });

  test('that copy a copy point to the first of its kind', async () => {
    const { duplicatePages } = await findCaseCopies([
      document(first, pageOf(1, note('8/1/2015'))),
      document(second, pageOf(1, note('8/1/2015'))),
      document(third, exact(1, { documentId: second, page: 1 }), exact(2, { documentId: third, page: 1 })),
    ]);
    expect(duplicatePages.map(({ documentId, page, of }) => [documentId, page, of.documentId, of.page])).toEqual([
      [second, 1, first, 1],
      [third, 1, first, 1],
      [third, 2, first, 1],
    ]);
  });

  test.each<[string, Page[], Page['source']]>([
    ['nobody could read', [pageOf(1, 'x', 'unreadable')], 'unreadable'],
    ['is blank', [{ ...pageOf(1, '', 'blank'), lines: [] }], 'blank'],
    ['is in a document that failed', [], 'unreadable'],
  ])('that copy a page that %s are as it is', async (_, pages, source) => {
    const { rows, duplicatePages } = await findCaseCopies([
      { documentId: first, pageCount: 1, pages },
      document(second, exact(1, { documentId: first, page: 1 })),
    ]);
    expect(rows.map((row) => row.source)).toEqual([source, source]);
    expect(duplicatePages).toEqual([]);
  });

  test('are all there, whatever was read of them', async () => {
    const { rows } = await findCaseCopies([{ documentId: first, pageCount: 3, pages: [pageOf(2, 'a note')] }]);
    expect(rows.map(({ page, source }) => [page, source])).toEqual([
      [1, 'unreadable'],
      [2, 'text-layer'],
      [3, 'unreadable'],
    ]);
  });
});

describe('what stands on a copied page', () => {
  const made = (injured: string, value: string, title: string) =>
    madeFacts({
      type: 'pr2',
      title,
      text: `Progress report\nDate of injury: ${injured}\f${title}\nSeen again.`,
      dates: [[injured, 'date_of_injury', value]],
    });
  const report = made('3/2/2014', '2014-03-02', 'Report');
  const misread = made('3/7/2014', '2014-03-07', 'Bundle');
  const duplicatePages = [
    {
      documentId: misread.documentId,
      page: 1,
      of: { documentId: report.documentId, page: 1 },
      reason: 'The page is a copy.',
    },
  ];
  const build = (copies: typeof duplicatePages) =>
    buildChronology({
      caseId,
      registration: registrationOf([report, misread]),
      pageRows: [],
      documents: [report, misread],
      duplicatePages: copies,
      profile: profileFor('2015-09-10'),
      today: '2015-09-10',
      nowTime: '2015-09-10T10:00:00.000Z',
      lateFiles: [],
    });

  test('counts where it stood first: a misread copy makes no conflict', () => {
    expect(build([]).conflicts.map(({ field }) => field)).toContain('date_of_injury');
    const chronology = build(duplicatePages);
    expect(chronology.conflicts).toEqual([]);
    expect(chronology.patient.injuryDate).toBe('2014-03-02');
    expect(chronology.duplicatePages).toEqual(duplicatePages);
  });

  test('is told in the records index', () => {
    const { records } = build(duplicatePages);
    expect(records.map(({ documentId, copies }) => [documentId, copies])).toContainEqual([
      misread.documentId,
      [{ documentId: report.documentId, pages: 1 }],
    ]);
    expect(records.find(({ documentId }) => documentId === report.documentId)?.copies).toBeUndefined();
  });

  test('leaves the other pages of its document', () => {
    const [, bundle] = factsWithoutCopies([report, misread], duplicatePages);
    expect(bundle?.mentions).toEqual([]);
    expect(bundle?.pageTexts).toEqual(['', 'Bundle\nSeen again.']);
    expect(factsWithoutCopies([report, misread], [])[1]).toBe(misread);
  });
});
