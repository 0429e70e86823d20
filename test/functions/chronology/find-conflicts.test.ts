import { describe, expect, test } from '@jest/globals';
import { findConflicts } from '../../../functions/chronology/find-conflicts.ts';
import { cleanCase, madeFacts, type Made } from './made-facts.ts';

const clean = cleanCase();
const all: Made[] = [clean.application, clean.decision, clean.request, clean.report];

const found = (...parts: Made[]) =>
  findConflicts(parts.map(madeFacts)).map(
    ({ field, values }) => `${field}: ${values.map(({ value }) => value).join(' / ')}`,
  );

const note = (text: string, rest: Partial<Made> = {}): Made => ({
  type: 'progress_note',
  text,
  onDate: '2015-08-01',
  ...rest,
});

describe('conflicts', () => {
  test.each<[string, Made, string]>([
    [
      'another date of injury',
      note('DOI 03/12/2014', { dates: [['03/12/2014', 'date_of_injury', '2014-03-12']] }),
      'date_of_injury: 2014-03-02 / 2014-03-12',
    ],
    [
      'another request date',
      note('RFA of 8/12/15', { dates: [['8/12/15', 'rfa_date', '2015-08-12']] }),
      'rfa_date: 2015-08-07 / 2015-08-12',
    ],
    [
      'another decision date',
      note('UR of 8/20/15', { dates: [['8/20/15', 'ur_decision_date', '2015-08-20']] }),
      'ur_decision_date: 2015-08-18 / 2015-08-20',
    ],
    [
      'another quantity asked for',
      note('Requesting physical therapy with massage #12', {
        treatments: [
          {
            words: 'physical therapy with massage',
            name: 'physical therapy with massage',
            status: 'requested',
            attributes: [{ words: '#12', kind: 'quantity', value: '12' }],
          },
        ],
      }),
      'quantity:physical therapy with massage: 8 / 12',
    ],
    [
      'another patient',
      note('Patient: Delgado, Victor', { parties: [{ role: 'employee', name: 'Delgado, Victor' }] }),
      'patient_name: Rosa Ibarra / Delgado, Victor',
    ],
    ['an age years from the others', note('A 61 year old', { ages: ['61 year old'] }), 'age: 43 / 61'],
    [
      'full motion in one document and limited in another for the same exam',
      note('Exam of 7/27/15. Cervical spine has full range of motion.', {
        dates: [['7/27/15', 'date_of_service', '2015-07-27']],
      }),
      'exam_finding:cervical range of motion: limited / full',
    ],
  ])('%s', (_title, document, conflict) => expect(found(...all, document)).toEqual([conflict]));

  test('another claim number on a page', () => {
    const one = note('Claim Number: 14-0032987');
    const two = note('Claim No. 14-0032987 again');
    const other = note('Claim #: 15-7710022');
    expect(found(one, two, other)).toEqual(['claim_number: 14-0032987 / 15-7710022']);
  });

  test('left and right of the same request', () => {
    const side = (words: string, type: Made['type']): Made => ({
      type,
      text: `Request ${words} knee arthroscopy`,
      treatments: [{ words: 'knee arthroscopy', name: 'knee arthroscopy', status: 'requested', category: 'surgery' }],
    });
    expect(found(side('right', 'rfa'), side('left', 'ur_decision'))).toEqual([
      'laterality:knee arthroscopy: right / left',
    ]);
    expect(found(side('right', 'rfa'), side('rt', 'ur_decision'))).toEqual([]);
  });

  test('the dose of a requested medication', () => {
    const dose = (words: string, type: Made['type']): Made => ({
      type,
      text: `Norco ${words}`,
      treatments: [
        {
          words: 'Norco',
          name: 'hydrocodone-acetaminophen',
          status: 'requested',
          category: 'medication',
          attributes: [{ words, kind: 'dose', value: words }],
        },
      ],
    });
    expect(found(dose('10/325 mg', 'rfa'), dose('5/325 mg', 'ur_decision'))).toEqual([
      'dose:hydrocodone-acetaminophen: 10-325 mg / 5-325 mg',
    ]);
    expect(found(dose('10/325 mg', 'rfa'), dose('10/325mg', 'ur_decision'))).toEqual([]);
  });

  test('what the report of the request plans in another number', () => {
    const plan = (onDate: string): Made =>
      note('Plan: physical therapy with massage #24', {
        onDate,
        treatments: [
          {
            words: 'physical therapy with massage',
            name: 'physical therapy with massage',
            status: 'planned',
            attributes: [{ words: '#24', kind: 'quantity', value: '24' }],
          },
        ],
      });
    expect(found(...all, plan('2015-08-01'))).toEqual(['quantity:physical therapy with massage: 8 / 24']);
    expect(found(...all, plan('2015-06-20'))).toEqual([]);
  });

  test('the same operation on different days', () => {
    const operated = (words: string, value: string): Made =>
      note(`Lumbar fusion on ${words}`, {
        dates: [[words, 'surgery_date', value]],
        treatments: [{ words: 'Lumbar fusion', name: 'lumbar fusion', status: 'prior', category: 'surgery' }],
      });
    expect(found(operated('5/1/2013', '2013-05-01'), operated('6/1/2013', '2013-06-01'))).toEqual([
      'surgery_date:lumbar fusion: 2013-05-01 / 2013-06-01',
    ]);
    expect(found(operated('5/1/2013', '2013-05-01'), operated('May 2013', '2013-05'))).toEqual([]);
  });

  test('both dates are cited where they stand', () => {
    const other = note('page one\fRFA of 8/12/15', { dates: [['8/12/15', 'rfa_date', '2015-08-12']] });
    const [conflict] = findConflicts([...all, other].map(madeFacts));
    const cited = conflict?.values.find(({ value }) => value === '2015-08-12')?.sources;
    expect(cited).toEqual([
      expect.objectContaining({ documentId: madeFacts(other).documentId, page: 2, quote: '8/12/15' }),
    ]);
  });
});

describe('no conflict', () => {
  test('a clean case', () => expect(found(...all)).toEqual([]));

  test.each<[string, Made]>([
    [
      'the same date in another format',
      note('Injured 3-2-2014', { dates: [['3-2-2014', 'date_of_injury', '2014-03-02']] }),
    ],
    ['only the year of the injury', note('Injured in 2014', { dates: [['2014', 'date_of_injury', '2014']] })],
    ['an age after the birthday', note('A 44 year old', { ages: ['44 year old'], onDate: '2015-09-02' })],
    [
      'a name in another order, with an initial',
      note('IBARRA ROSA M', { parties: [{ role: 'employee', name: 'IBARRA ROSA M' }] }),
    ],
    ['a misread letter in the name', note('lBARRA, R0SA', { parties: [{ role: 'employee', name: 'lBARRA, R0SA' }] })],
    [
      'a misread digit that the reader doubts',
      note('3-2-2017', { dates: [['3-2-2017', 'date_of_injury', '2014-03-07', 0.5]] }),
    ],
    ['a request of last year', note('RFA of 2/3/14', { dates: [['2/3/14', 'rfa_date', '2014-02-03']] })],
    [
      'the day the request was received',
      note('RFA received 8/10/15', { dates: [['8/10/15', 'rfa_received_date', '2015-08-10']] }),
    ],
    [
      'full motion of another region',
      note('Exam of 7/27/15. Lumbar spine has full range of motion.', {
        dates: [['7/27/15', 'date_of_service', '2015-07-27']],
      }),
    ],
    [
      'full motion on another day',
      note('Exam of 8/1/15. Cervical spine has full range of motion.', {
        dates: [['8/1/15', 'date_of_service', '2015-08-01']],
      }),
    ],
    [
      'therapy given before in another number',
      note('She had physical therapy with massage #24', {
        treatments: [
          {
            words: 'physical therapy with massage',
            name: 'physical therapy with massage',
            status: 'prior',
            attributes: [{ words: '#24', kind: 'quantity', value: '24' }],
          },
        ],
      }),
    ],
  ])('%s', (_title, document) => expect(found(...all, document)).toEqual([]));

  test('what stands on another person’s page contradicts nothing', () => {
    const foreign = note('Patient: Delgado, Victor DOI 1/1/2001', {
      parties: [{ role: 'employee', name: 'Delgado, Victor' }],
      dates: [['1/1/2001', 'date_of_injury', '2001-01-01']],
    });
    expect(found(...all, foreign)).toEqual(['patient_name: Rosa Ibarra / Delgado, Victor']);
  });

  test('an age that goes with the birth date', () => {
    const birth = note('DOB 04/11/1972', { dates: [['04/11/1972', 'date_of_birth', '1972-04-11']] });
    const later = note('now 44 year old', { ages: ['44 year old'], onDate: '2016-05-01' });
    const wrong = note('now 36 year old', { ages: ['36 year old'], onDate: '2016-05-01' });
    expect(found(...all, birth, later)).toEqual([]);
    expect(found(...all, birth, wrong)).toEqual(['age: 36 / 44']);
  });
});

describe('a date beside "the injured worker" is none of the injury', () => {
  const letter = (words: string): Made => ({
    type: 'progress_note',
    text: words,
    dates: [['12-1-16', 'date_of_injury', '2016-12-01']],
  });
  const form: Made = {
    type: 'imr_application',
    text: 'Date of Injury: 10/17/2016',
    dates: [['10/17/2016', 'date_of_injury', '2016-10-17']],
  };
  test.each([
    ['On 12-1-16, the injured worker complained of pain.', []],
    ['On 12-1-16 the patient was seen.', []],
    ['She fell again on 12-1-16.', []],
    ['The injured worker was injured on 12-1-16.', ['date_of_injury']],
    ['The injured worker has a DOI of 12-1-16.', ['date_of_injury']],
  ])('%s', (words, fields) =>
    expect(findConflicts([form, letter(words)].map(madeFacts)).map(({ field }) => field)).toEqual(fields),
  );
});

test.each([
  ['Plain films are for people over age 40.', '40', []],
  ['Surgery is rare in those older than 40 years.', '40', []],
  ['A 40 year old woman.', '40', ['age']],
])('an age that a guideline draws a line at is nobody’s: %s', (words, age, fields) => {
  const note: Made = { type: 'progress_note', text: words, ages: [age], onDate: '2015-07-01' };
  const report: Made = { type: 'pr2', text: 'A 62 year old woman.', ages: ['62 year old'], onDate: '2015-07-27' };
  expect(findConflicts([note, report].map(madeFacts)).map(({ field }) => field)).toEqual(fields);
});

describe('what utilization review left over', () => {
  const therapy = (
    type: Made['type'],
    status: 'requested' | 'modified',
    quantity: string,
    approved?: string,
  ): Made => ({
    type,
    text: `${type}: physical therapy ${quantity} visits${approved ? `, certified ${approved} sessions` : ''}`,
    treatments: [
      {
        words: 'physical therapy',
        name: 'physical therapy',
        status,
        attributes: [
          { words: `${quantity} visits`, kind: 'quantity', value: quantity },
          ...(approved ? [{ words: `${approved} sessions`, kind: 'quantity_approved' as const, value: approved }] : []),
        ],
      },
    ],
  });
  test.each([
    ['the application asks for the rest', '6', []],
    ['the application asks for the whole', '12', []],
    ['the application asks for neither', '8', ['quantity:physical therapy']],
  ])('%s', (_title, quantity, fields) => {
    const parts = [
      therapy('rfa', 'requested', '12'),
      therapy('ur_decision', 'modified', '12', '6'),
      therapy('imr_application', 'requested', quantity),
    ];
    expect(findConflicts(parts.map(madeFacts)).map(({ field }) => field)).toEqual(fields);
  });
});
