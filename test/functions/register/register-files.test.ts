import { describe, expect, test } from '@jest/globals';
import { CaseId } from '../../../functions/domain/case-number.ts';
import { registerFiles, type ReadFile } from '../../../functions/register/register-files.ts';
import { uploadState } from '../../../functions/register/upload-state.ts';

const caseId = CaseId.parse('CM15-0165862');
const file = (fileName: string, sha = fileName): ReadFile => ({
  key: `upload/${caseId}/${fileName}`,
  fileName,
  bytes: 1,
  sha256: Buffer.from(sha).toString('hex').padEnd(64, '0'),
  identified: { kind: 'document', mediaType: 'application/pdf', pages: 2 },
  prints: [],
});

test('documents stand in the order of their names, as people count', () => {
  const registration = registerFiles(caseId, [file('10-a.pdf'), file('2-b.pdf')], '2026-01-01T00:00:00.000Z');
  expect(registration.documents.map((document) => document.fileName)).toEqual(['2-b.pdf', '10-a.pdf']);
});

test('every file is a document or a refusal: none is lost', () => {
  const refused: ReadFile = { ...file('x.pdf'), identified: { kind: 'refused', code: 'empty', reason: 'it is empty' } };
  const files = [file('a.pdf'), file('b.pdf', 'a.pdf'), refused];
  const registration = registerFiles(caseId, files, '2026-01-01T00:00:00.000Z');
  expect(registration.documents.map((document) => document.fileName)).toEqual(['a.pdf']);
  expect(registration.refused.map(({ fileName, code, reason }) => [fileName, code, reason])).toEqual([
    ['b.pdf', 'duplicate-file', 'it is the same file as a.pdf'],
    ['x.pdf', 'empty', 'it is empty'],
  ]);
});

test('pages that an earlier document has too are listed with their first place', () => {
  const files = [
    { ...file('3.pdf'), prints: ['x', 'b', undefined, 'b'] },
    { ...file('1.pdf'), prints: ['a', 'a', undefined] },
    { ...file('2.pdf'), prints: ['b', 'a'] },
  ];
  const { documents } = registerFiles(caseId, files, '2026-01-01T00:00:00.000Z');
  const [one, two, three] = documents;
  expect(one?.samePages).toBeUndefined();
  expect(two?.samePages).toEqual([{ page: 2, of: { documentId: one?.documentId, page: 1 } }]);
  expect(three?.samePages?.map(({ page, of }) => [page, of.documentId === two?.documentId, of.page])).toEqual([
    [2, true, 1],
    [4, true, 1],
  ]);
});

describe('whether the upload is over', () => {
  const now = '2026-01-01T00:01:00.000Z';
  const manifest = { caseId, keys: ['a', 'b'], atTime: now };
  test.each([
    ['a manifest whose files are all here', ['a', 'b'], now, manifest, { kind: 'complete' }],
    ['a manifest that names a file that is not here yet', ['a'], now, manifest, { kind: 'uploading', waitSeconds: 60 }],
    ['no manifest, and a minute of quiet', ['a'], '2026-01-01T00:00:00.000Z', undefined, { kind: 'complete' }],
    [
      'no manifest, and a file 20 s ago',
      ['a'],
      '2026-01-01T00:00:40.000Z',
      undefined,
      { kind: 'uploading', waitSeconds: 40 },
    ],
  ] as const)('%s', (_title, keys, atTime, submitted, expected) => {
    const uploaded = keys.map((key) => ({ key, atTime }));
    expect(uploadState(uploaded, submitted && { ...submitted, keys: [...submitted.keys] }, now)).toEqual(expected);
  });
});
