import { describe, expect, test } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { CaseId } from '../../functions/domain/case-number.ts';
import { ReviewDecisions } from '../../functions/domain/review.ts';
import { buildWeb } from '../../web/build.ts';
import { caseNumberProblem } from '../../web/intake/case-number-problem.ts';
import { decisionsOf, draftOf, fieldIds, reviewProblems, type Review } from '../../web/reviewer/review-problems.ts';
import { byFileName } from '../../web/shared/by-file-name.ts';
import { routeOf } from '../../web/shared/route-of.ts';
import { bytesWords, dateWords, dueWords, secondsWords, withDateWords } from '../../web/shared/words.ts';

describe('a case number is judged by the page as by the server', () => {
  test.each([
    'CM15-0165862',
    'CM00-0000000',
    '',
    'cm15-0165862',
    'CM15-016586',
    'CM15-01658621',
    ' CM15-0165862',
    'CM15_0165862',
  ])('"%s"', (text) => expect(caseNumberProblem(text) === undefined).toBe(CaseId.safeParse(text).success));
});

test.each([
  ['', { page: 'cases' }],
  ['/', { page: 'cases' }],
  ['/cases', { page: 'cases' }],
  ['/cases/CM15-0165862', { page: 'case', caseId: 'CM15-0165862' }],
  ['/reviews', { page: 'reviews' }],
  ['/reviews/CM15-0165862/', { page: 'review', caseId: 'CM15-0165862' }],
  ['/screens', { page: 'screens' }],
  ['/screens/CM15-0165862', { page: 'unknown' }],
  ['/cases/a/b', { page: 'unknown' }],
])('the address %s', (path, route) => expect(routeOf(path)).toEqual(route));

describe('words', () => {
  test.each([
    ['2015-08-07', '08/07/2015'],
    ['2015-08', '08/2015'],
    ['2015', '2015'],
    ['2015-08-01/2015-08-07', '08/01/2015 to 08/07/2015'],
  ])('the date %s', (date, words) => expect(dateWords(date)).toBe(words));
  test('days inside a sentence', () =>
    expect(withDateWords('is given as 2015-08-07 and as 2015-08-12.')).toBe(
      'is given as 08/07/2015 and as 08/12/2015.',
    ));
  test.each([
    ['2026-01-05', 'due today', false],
    ['2026-01-06', 'due in 1 day', false],
    ['2026-02-04', 'due in 30 days', false],
    ['2026-01-03', '2 days late', true],
  ])('due %s', (due, text, isLate) => expect(dueWords(due, new Date(2026, 0, 5, 23, 30))).toEqual({ text, isLate }));
  test.each([
    [0, '0 bytes'],
    [17_395, '17 kB'],
    [2_345_678, '2.3 MB'],
  ])('%d bytes', (bytes, words) => expect(bytesWords(bytes)).toBe(words));
  test.each([
    [120, '0.1 s'],
    [64_000, '64 s'],
    [600_000, '10 min'],
    [90_000_000, '25 h'],
  ])('%d ms', (milliseconds, words) => expect(secondsWords(milliseconds)).toBe(words));
  test('files in the order of people', () =>
    expect(byFileName([{ fileName: '10-b.pdf' }, { fileName: '2-a.pdf' }]).map(({ fileName }) => fileName)).toEqual([
      '2-a.pdf',
      '10-b.pdf',
    ]));
});

describe('what stands between the form and the signature', () => {
  const whole: Review = {
    summary: 'A summary.',
    items: [
      { item: 'Item', decision: 'Upheld', claimsAdministratorGuideline: 'a', reviewerGuideline: 'b', rationale: 'c' },
    ],
    answers: { 'conflict:rfa_date': 'The form counts.', 'no:longer': ' ' },
    attestation: { noConflictOfInterest: true, reviewedTheRecords: true, signedAs: ' Sample Signature ' },
  };
  const [item] = whole.items;

  test('nothing, when all is there; what is signed passes the schema', () => {
    expect([...reviewProblems(whole, ['conflict:rfa_date'])]).toEqual([]);
    const decisions = ReviewDecisions.parse(decisionsOf(whole));
    expect(decisions.attestation.signedAs).toBe('Sample Signature');
    expect(decisions.answers).toEqual([{ findingId: 'conflict:rfa_date', answer: 'The form counts.' }]);
  });
  test.each<[string, Partial<Review>, string]>([
    ['an answer of blanks', { answers: { 'conflict:rfa_date': '  ' } }, fieldIds.answer('conflict:rfa_date')],
    ['no summary', { summary: ' ' }, fieldIds.summary],
    ['no rationale', { items: item ? [{ ...item, rationale: '' }] : [] }, fieldIds.item(0, 'rationale')],
    [
      'no guideline',
      { items: item ? [{ ...item, reviewerGuideline: '' }] : [] },
      fieldIds.item(0, 'reviewerGuideline'),
    ],
    [
      'a conflict of interest',
      { attestation: { ...whole.attestation, noConflictOfInterest: false } },
      fieldIds.noConflict,
    ],
    ['records not read', { attestation: { ...whole.attestation, reviewedTheRecords: false } }, fieldIds.reviewed],
    ['no signature', { attestation: { ...whole.attestation, signedAs: '' } }, fieldIds.signedAs],
  ])('%s', (_, change, id) => {
    expect([...reviewProblems({ ...whole, ...change }, ['conflict:rfa_date']).keys()]).toEqual([id]);
  });
  test('an item without a decision: not signed, but kept in the draft', () => {
    const review: Review = {
      ...whole,
      items: [{ item: 'Item', claimsAdministratorGuideline: 'a', reviewerGuideline: 'b', rationale: 'c' }],
    };
    expect([...reviewProblems(review, []).keys()]).toEqual([fieldIds.item(0, 'decision')]);
    expect(decisionsOf(review)).toBeUndefined();
    expect(draftOf(review).items).toEqual(review.items);
  });
});

describe('the built page', () => {
  test('asks nobody else for anything, and is small', async () => {
    const files = await buildWeb();
    const text = (path: string): string => Buffer.from(files.get(path)?.body ?? []).toString('utf8');
    const named = [...text('/index.html').matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(named.length).toBeGreaterThan(2);
    for (const address of named) expect(files.has(address)).toBe(true);
    expect(text('/main.css')).not.toMatch(/url\(|@import/);
    expect(gzipSync(files.get('/main.js')?.body ?? '').length).toBeLessThan(30_000);
    expect(gzipSync(files.get('/main.js')?.body ?? '').length).toBeGreaterThan(5000);
    for (const part of ['build/pdf.min.mjs', 'build/pdf.worker.min.mjs', 'wasm/openjpeg.wasm', 'wasm/jbig2.wasm']) {
      expect(files.get(`/pdfjs/${part}`)?.body.length).toBeGreaterThan(1000);
    }
    expect(text('/config.json')).toBe('{}\n');
  });
});
