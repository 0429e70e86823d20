import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import { documentText } from '../../../functions/domain/page-text.ts';
import type { Page } from '../../../functions/domain/page.ts';
import { alignWords } from '../../../functions/copies/align-words.ts';
import { exactCopy, markDuplicates, withoutCopies } from '../../../functions/copies/mark-duplicates.ts';

const documentId = DocumentId.parse('doc-0123456789');

type Options = { source?: Page['source']; confidence?: number; shift?: number; top?: number };
const pageOf = (page: number, lines: string[], options: Options = {}): Page => ({
  page,
  source: options.source ?? 'ocr',
  reason: 'It was read.',
  rotationDegrees: 0,
  lines: lines.map((line, row) => ({
    words: line.split(' ').map((text, column) => ({
      text,
      confidence: options.confidence ?? 92,
      box: {
        left: 0.05 + column * 0.06 + (options.shift ?? 0),
        top: (options.top ?? 0.1) + row * 0.02,
        width: 0.05,
        height: 0.015,
      },
    })),
  })),
});

const form = (injured: string, drug: string) => [
  'PRIMARY TREATING PHYSICIAN PROGRESS REPORT of the injured worker',
  `Date of injury: ${injured} Claim number: WC100200 Employer: Example Works`,
  'The patient complained of pain in the lower back rated 6/10 with spasm',
  `The treating physician prescribed ${drug} twice daily and a home exercise program`,
  'Work status remained modified duty with no lifting over 20 pounds for 4 weeks',
];
const note = form('8/1/2015', 'Naproxen 550 mg');

/** The same sheet put on the glass the other way round. */
const upsideDown = (page: Page): Page => ({
  ...page,
  rotationDegrees: 180,
  lines: page.lines.map(({ words }) => ({
    words: words.map((word) => {
      const { left, top, width, height } = word.box;
      return { ...word, box: { left: 1 - left - width, top: 1 - top - height, width, height } };
    }),
  })),
});

const sources = async (...pages: Page[]) => (await markDuplicates(pages, documentId)).map(({ source }) => source);

describe('a page of a document is a duplicate of an earlier one', () => {
  test.each<[string, Page]>([
    ['when it says the same', pageOf(2, note)],
    ['when it was scanned again, shifted', pageOf(2, note, { shift: 0.02, top: 0.12 })],
    ['when it was scanned again, upside down', upsideDown(pageOf(2, note, { confidence: 94 }))],
    [
      'when a letter was misread',
      pageOf(
        2,
        note.map((line) => line.replace('complained', 'complamed')),
        { confidence: 80 },
      ),
    ],
    [
      'when a fax machine wrote a line on it',
      pageOf(2, ['AUG-12-2015 10:32 FROM: Example Clinic P. 3/12', ...note], { top: 0.02 }),
    ],
    ['when a copy service gave it another number', pageOf(2, ['EX-000124', ...note], { top: 0.02 })],
  ])('%s', async (_, copy) => {
    const [, second] = await markDuplicates([pageOf(1, note), copy], documentId);
    expect(second).toMatchObject({ source: 'duplicate', duplicateOf: { documentId, page: 1 }, lines: copy.lines });
    expect(second?.reason).toContain('page 1');
  });

  test.each<[string, Page]>([
    ['when its date is another', pageOf(2, form('8/2/2015', 'Naproxen 550 mg'))],
    [
      'when nobody can look whether a digit was misread',
      pageOf(2, form('8/7/2015', 'Naproxen 550 mg'), { confidence: 45 }),
    ],
    [
      'when a word was put in',
      pageOf(
        2,
        note.map((line) => line.replace('The patient', 'The patient never')),
      ),
    ],
    ['when its drug is another', pageOf(2, form('8/1/2015', 'Gabapentin 550 mg'))],
    ['when its dose is another', pageOf(2, form('8/1/2015', 'Naproxen 500 mg'))],
    ['when somebody wrote on it', pageOf(2, [...note, 'Surgery was approved by telephone today at noon'])],
    ['when the same words stand elsewhere', pageOf(2, note.toReversed())],
    ['when nobody could read it', pageOf(2, note, { source: 'unreadable' })],
  ])('but not %s', async (_, other) => {
    expect(await sources(pageOf(1, note), other)).toEqual(['ocr', other.source]);
  });

  test('but not when both are dividers with a few words', async () => {
    expect(await sources(pageOf(1, ['Exhibit A']), pageOf(2, ['Exhibit A']))).toEqual(['ocr', 'ocr']);
  });

  test('and a third copy points to the first', async () => {
    const pages = await markDuplicates([pageOf(1, note), pageOf(2, note), pageOf(3, note)], documentId);
    expect(pages.map(({ page, duplicateOf }) => [page, duplicateOf?.page])).toEqual([
      [1, undefined],
      [2, 1],
      [3, 1],
    ]);
  });

  test('and is found among two hundred filled forms of the same layout, of which none is one', async () => {
    const forms = Array.from({ length: 200 }, (_, index) =>
      pageOf(
        index + 1,
        form(`${1 + (index % 12)}/${1 + (index % 28)}/${2010 + (index % 7)}`, `Drug${index} ${index} mg`),
      ),
    );
    const marked = await markDuplicates([...forms, { ...(forms[77] ?? pageOf(1, note)), page: 201 }], documentId);
    expect(marked.filter(({ source }) => source === 'duplicate').map((page) => page.duplicateOf?.page)).toEqual([78]);
    expect(marked.at(-1)?.source).toBe('duplicate');
  });
});

describe('a page that draws exactly what another draws', () => {
  test.each<[Page['source'], Page['source']]>([
    ['ocr', 'duplicate'],
    ['blank', 'blank'],
    ['unreadable', 'unreadable'],
  ])('of a page that is %s is %s, with the same words', async (source, expected) => {
    const lines = source === 'blank' ? [] : ['Exhibit A'];
    const [first, second] = await markDuplicates(
      [pageOf(1, lines, { source }), exactCopy(2, { documentId, page: 1 }, documentId)],
      documentId,
    );
    expect(second?.source).toBe(expected);
    expect(second?.lines).toEqual(first?.lines);
  });

  test('of a duplicate points to the first', async () => {
    const pages = [pageOf(1, note), pageOf(2, note), exactCopy(3, { documentId, page: 2 }, documentId)];
    expect((await markDuplicates(pages, documentId))[2]?.duplicateOf?.page).toBe(1);
  });

  test('is not looked at again, whether the other is of its document or of an earlier one', async () => {
    const other = DocumentId.parse('doc-9876543210');
    // Page 3 has a text layer, and a picture that was to be looked at.
    const found = { pages: [pageOf(1, note), pageOf(3, note)], toDetect: [2, 3], copies: [{ page: 4, of: 2 }] };
    const samePages = [1, 3].map((page) => ({ page, of: { documentId: other, page: 7 } }));
    const { pages, toDetect } = withoutCopies(found, { documentId, samePages });
    expect(toDetect).toEqual([2]);
    expect(pages.map(({ page, source, duplicateOf }) => [page, source, duplicateOf])).toEqual([
      [1, 'ocr', undefined],
      [3, 'duplicate', { documentId: other, page: 7 }],
      [4, 'duplicate', { documentId, page: 2 }],
    ]);
    const marked = await markDuplicates([pages[0] ?? [], pageOf(2, ['Exhibit A']), pages.slice(1)].flat(), documentId);
    expect(marked.map(({ source, lines }) => [source, lines.length])).toEqual([
      ['ocr', note.length],
      ['ocr', 1],
      ['duplicate', 0],
      ['duplicate', 1],
    ]);
  });
});

test('the text of a document has what its duplicates say once, and every page in its place', async () => {
  const marked = await markDuplicates([pageOf(1, note), pageOf(2, note), pageOf(3, ['The end'])], documentId);
  const { text, spans } = documentText(marked);
  expect(text.split('\f')).toEqual([note.join('\n'), '', 'The end']);
  expect(spans.at(-1)).toMatchObject({ page: 3, start: text.indexOf('end') });
});

test('two lists of words are the words that they share and the stretches between', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });
  fc.assert(
    fc.property(words, words, (a, b) => {
      const { same, changes } = alignWords(a, b);
      expect(same.every(([i, j]) => a[i] === b[j])).toBe(true);
      const left = [...same.map(([i]) => i), ...changes.flatMap((change) => change.left)];
      const right = [...same.map(([, j]) => j), ...changes.flatMap((change) => change.right)];
      expect(left.toSorted((x, y) => x - y)).toEqual(a.map((_, index) => index));
      expect(right.toSorted((x, y) => x - y)).toEqual(b.map((_, index) => index));
      if (a.join() === b.join()) expect(changes).toEqual([]);
    }),
  );
});
