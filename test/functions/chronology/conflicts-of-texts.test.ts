import { describe, expect, test } from '@jest/globals';
import { caseTexts, type DocumentName, type Slots } from './case-texts.ts';
import { conflictsOf } from './made-papers.ts';

type Row = [title: string, document: DocumentName, slots: Partial<Slots>, field: string, values: string[]];

describe('one document says something else', () => {
  test.each<Row>([
    ['date of injury', 'report', { injury: '03/12/2014' }, 'date_of_injury', ['2014-03-02', '2014-03-12']],
    [
      'date of injury in words',
      'consult',
      { injury: 'March 20, 2014' },
      'date_of_injury',
      ['2014-03-02', '2014-03-20'],
    ],
    ['date of birth', 'request', { birth: '05/16/1962' }, 'date_of_birth', ['1972-05-16', '1962-05-16']],
    ['request date', 'decision', { rfa: '08/12/2015' }, 'rfa_date', ['2015-08-07', '2015-08-12']],
    ['decision date', 'application', { urDate: '08/19/2015' }, 'ur_decision_date', ['2015-08-18', '2015-08-19']],
    ['quantity', 'decision', { quantity: '12' }, 'quantity', ['8', '12']],
    ['dose', 'decision', { dose: '5/325 mg' }, 'dose', ['10-325 mg', '5-325 mg']],
    ['side', 'decision', { side: 'right' }, 'laterality', ['left', 'right']],
    [
      'another patient',
      'consult',
      { name: 'Victor Delgado', claim: 'QW-14-003381' },
      'patient_name',
      ['Rosa Ibarra', 'Victor Delgado'],
    ],
    ['another claim number', 'consult', { claim: 'LM-09-771520' }, 'claim_number', ['QW-14-003381', 'LM-09-771520']],
    ['age against the birth date', 'decision', { age: '57' }, 'age', ['57', '43']],
    ['the same exam', 'consult', { motion: 'full' }, 'exam_finding', ['limited', 'full']],
  ])('%s', (_title, document, slots, field, values) => {
    const found = conflictsOf(caseTexts({ document, slots }));
    expect(found.map((conflict) => conflict.field.split(':')[0])).toEqual([field]);
    expect(found[0]?.values.map(({ value }) => value)).toEqual(expect.arrayContaining(values));
  });
});

describe('the same said in another way', () => {
  test('a case that agrees', () => expect(conflictsOf(caseTexts())).toEqual([]));

  test.each<[string, DocumentName, Partial<Slots>]>([
    ['date of injury in words', 'consult', { injury: 'March 2, 2014' }],
    ['date of injury short', 'report', { injury: '3-2-14' }],
    ['date of birth short', 'report', { birth: '5/16/72' }],
    ['request date in words', 'decision', { rfa: 'August 7, 2015' }],
    ['name turned round', 'request', { name: 'IBARRA, ROSA' }],
    ['name with an initial', 'decision', { name: 'Rosa M. Ibarra' }],
    ['claim number without hyphens', 'report', { claim: 'QW14003381' }],
    ['the age of the year before', 'report', { age: '42' }],
    ['quantity with decimals', 'application', { quantity: '8.00' }],
    ['dose without a space', 'decision', { dose: '10/325mg' }],
    ['reduced for decreased', 'consult', { motion: 'reduced' }],
  ])('%s', (_title, document, slots) => {
    expect(conflictsOf(caseTexts({ document, slots })).map(({ field, message }) => `${field}: ${message}`)).toEqual([]);
  });
});

describe('what one file may say', () => {
  const report = (body: string) =>
    `PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)\n\nPatient: Ida Okafor-Brandt\nDate of visit: 09/14/2021\n${body}\n`;
  const earlier = `PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT (PR-2)\n\nPatient: Ida Okafor-Brandt\nDate of visit: 06/08/2021\nExam: Left wrist range of motion limited.\n`;

  test.each([
    [
      'two claims of one person, one digit apart',
      [report('Claims: 31-0088214 (DOI 7-21-19) and 31-0088215 (CT 6-1-18 to 6-30-19)'), report('Claim: 31-0088215')],
    ],
    [
      'the caption of the case at the board',
      [
        report('Plan: Return in 6 weeks.'),
        'PROOF OF SERVICE\n\nRe: Okafor-Brandt v. City of Ferris Point\nServed 09/20/2021',
      ],
    ],
    [
      'a finding of two exams told in one sentence',
      [
        earlier,
        report('Exam: Full range of motion of the left wrist.'),
        'UTILIZATION REVIEW DETERMINATION\n\nDate: 09/21/2021\nPatient: Ida Okafor-Brandt\nNotes: Wrist motion was limited on 6/8/2021 and full on 9/14/2021.\n',
      ],
    ],
  ])('%s', (_title, texts) => expect(conflictsOf(texts)).toEqual([]));

  test('a digit mistyped in the only claim', () => {
    const found = conflictsOf([report('Claim: 31-0088214'), report('Claim Number: 31-0088215')]);
    expect(found.map(({ field }) => field)).toEqual(['claim_number']);
  });
});
