import { describe, expect, test } from '@jest/globals';
import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { evidenceIndex } from '../../../functions/assemble/evidence-index.ts';
import { EvidenceIndex } from '../../../functions/domain/determination.ts';
import * as sample from './sample-case.ts';

const determination = assembleDetermination({ ...sample, findings: [], today: '2015-09-21' });

/** `file page "quote"` of every source of each statement. */
const sourcesOf = (summary: string): Record<string, string[]> => {
  const index = evidenceIndex({
    ...sample,
    determination: { ...determination, clinicalCaseSummary: summary, items: [] },
  });
  return Object.fromEntries(
    index.statements.map(({ statement, sources }) => [
      statement,
      sources.map(({ fileName, page, quote }) => `${fileName} ${page} "${quote}"`).sort(),
    ]),
  );
};

describe('evidenceIndex', () => {
  test('has the shape of the domain and a section for each rationale', () => {
    const index = evidenceIndex({ ...sample, determination });
    expect(EvidenceIndex.parse(index)).toEqual(index);
    expect([...new Set(index.statements.map(({ section }) => section))]).toEqual([
      'CLINICAL CASE SUMMARY',
      'Decision rationale: Physical therapy with massage qty: 8.00',
    ]);
  });

  test('keeps what the reviewer answered, with the places and the reason', () => {
    const { answered } = evidenceIndex({ ...sample, determination });
    expect(answered.map(({ finding, answer }) => [finding.id, finding.places.length > 0, answer])).toEqual([
      ['conflict-rfa', true, 'The form itself is dated 08/07/2015; this date is used.'],
    ]);
  });

  test('leaves out a sentence that states no date, quantity, diagnosis or treatment', () => {
    expect(sourcesOf('He plays the violin. He lives alone.')).toEqual({});
  });

  test('lists a dated sentence that no page carries with no sources', () => {
    expect(sourcesOf('A visit of March 3, 2011 is not in the file.')).toEqual({
      'A visit of March 3, 2011 is not in the file.': [],
    });
  });

  test.each([
    ['The date of injury is June 28, 2002.', ['pr2.pdf 1 "6-28-02"']],
    ['The request was dated 8-7-\n15.', ['rfa.pdf 1 "8/7/2015"']],
    ['He was injured in June 2002.', ['pr2.pdf 1 "6-28-02"']],
    ['He takes hydrocodone/acetaminophen.', ['pr2.pdf 2 "Norco"']],
    ['He takes Norco 10/325mg.', ['pr2.pdf 2 "10/325 mg"', 'pr2.pdf 2 "Norco"']],
    ['Pain is 8-9 out of 10.', ['pr2.pdf 1 "8-9/10"']],
    ['A 63-year-old man.', ['pr2.pdf 1 "63 year old"']],
    ['Carpal Tunnel Syndrome was found.', ['pr2.pdf 1 "bilateral carpal tunnel syndrome"']],
    [
      'Eight sessions were asked for.',
      ['rfa.pdf 1 "8 sessions"', 'ur_decision.pdf 1 "Physical therapy with massage qty: 8.00"'],
    ],
    // The eight of the record are sessions of therapy, not tablets of Norco.
    ['Norco, 8 tablets.', ['pr2.pdf 2 "Norco"']],
    ['A 36 year old man.', []],
  ])('%j is carried by %j', (statement, sources) => {
    expect(Object.values(sourcesOf(statement))).toEqual([sources]);
  });

  test('names the pages that carry most of a sentence before others, no more than three a value', () => {
    const report = sample.documents.find(({ documentType }) => documentType === 'pr2');
    const norco = report?.mentions.find(({ text }) => text === 'Norco');
    if (!report || !norco) throw new Error('the sample has a report with Norco');
    const pages = [2, 3, 4, 5, 6].map((page) => ({ ...norco, page, id: `treatment-9${page}` }));
    const soma = { ...norco, page: 6, id: 'treatment-99', text: 'Soma', name: 'carisoprodol' };
    const documents = [{ ...report, mentions: [...pages, soma] }];
    const index = evidenceIndex({
      ...sample,
      documents,
      determination: { ...determination, clinicalCaseSummary: 'He takes Norco and Soma.', items: [] },
    });
    expect(index.statements[0]?.sources.map(({ page, quote }) => [page, quote])).toEqual([
      [6, 'Norco'],
      [2, 'Norco'],
      [3, 'Norco'],
      [6, 'Soma'],
    ]);
  });
});
