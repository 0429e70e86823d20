import { describe, expect, test } from '@jest/globals';
import { conflictsOf, decision, operation, procedure, report, request, study } from './made-papers.ts';

type Row = [title: string, texts: string[], fields: string[]];

const fieldsOf = (texts: readonly string[]): string[] => conflictsOf(texts).map(({ field }) => field);

const arthroscopy = (side: string) => `1. ${side} knee arthroscopy with partial medial meniscectomy`;
const asked = request('05/22/2018', arthroscopy('Left'));
const allowed = decision('05/30/2018', '05/22/2018', `${arthroscopy('Left')}: APPROVED`);
const operated = (date: string, side: string) =>
  operation(
    date,
    `PROCEDURE: ${side} knee arthroscopy with partial medial meniscectomy.\nThe ${side.toLowerCase()} leg was draped.`,
  );

describe('the side of an operation', () => {
  test.each<Row>([
    ['that was done on the other', [asked, allowed, operated('07/10/2018', 'Right')], ['laterality:knee']],
    [
      'that was done on the other, with both knees measured afterwards',
      [
        asked,
        allowed,
        operated('07/10/2018', 'Right'),
        report('08/07/2018', 'Exam: Left knee 5 to 95 degrees, right knee 0 to 135 degrees.'),
      ],
      ['laterality:knee'],
    ],
    ['that was done as asked', [asked, allowed, operated('07/10/2018', 'Left')], []],
    ['of an operation years before the request', [operated('03/14/2014', 'Right'), asked, allowed], []],
    [
      'of a second operation that a report tells of',
      [
        asked,
        allowed,
        operated('07/10/2018', 'Left'),
        report('02/11/2019', 'History: right knee arthroscopy in 2016. Exam: left knee quiet.'),
      ],
      [],
    ],
    [
      'of an injection to the other knee that was asked for too',
      [
        request('05/22/2018', '1. Left knee corticosteroid injection\n2. Right knee corticosteroid injection'),
        procedure('06/20/2018', 'PROCEDURE: Right knee corticosteroid injection under ultrasound guidance.'),
      ],
      [],
    ],
  ])('%s', (_title, texts, fields) => expect(fieldsOf(texts)).toEqual(fields));
});

const therapy = request('05/31/2019', '1. Acupuncture, 6 sessions\n2. TENS unit, 30 day rental');
const letter = decision(
  '06/10/2019',
  '05/31/2019',
  '1. Acupuncture, 6 sessions: APPROVED\n2. TENS unit, 30 day rental: DENIED',
);

describe('a decision that a report tells of', () => {
  test.each<Row>([
    [
      'otherwise',
      [
        therapy,
        letter,
        report('06/26/2019', 'The utilization review decision of 06/10/2019 denied the acupuncture and the TENS unit.'),
      ],
      ['decision:acupuncture'],
    ],
    [
      'otherwise, as allowed',
      [therapy, letter, report('06/26/2019', 'Utilization review approved the TENS unit and the acupuncture.')],
      ['decision:transcutaneous electrical nerve stimulation'],
    ],
    [
      'as it was',
      [
        therapy,
        letter,
        report('06/26/2019', 'UR approved the acupuncture and denied the TENS unit. He started acupuncture.'),
      ],
      [],
    ],
    ['before it was made', [report('03/05/2019', 'UR denied the acupuncture. I ask again.'), therapy, letter], []],
    [
      'of another year',
      [
        therapy,
        letter,
        report('06/26/2019', 'UR had previously denied acupuncture; it is approved now. The TENS unit was denied.'),
      ],
      [],
    ],
    [
      'of more than was asked at first',
      [therapy, letter, report('09/26/2019', 'UR denied additional acupuncture.')],
      [],
    ],
    [
      'of the therapy of another part of the body',
      [
        request('05/31/2019', '1. Physical therapy, left shoulder, 8 visits'),
        decision('06/10/2019', '05/31/2019', '1. Physical therapy, left shoulder, 8 visits: APPROVED'),
        report('06/26/2019', 'UR denied physical therapy for the low back.'),
      ],
      [],
    ],
  ])('%s', (_title, texts, fields) => expect(fieldsOf(texts)).toEqual(fields));
});

const injection = 'left L4-5 transforaminal epidural steroid injection';
const injected = procedure(
  '01/13/2016',
  `PROCEDURE: Left L4-5 transforaminal epidural steroid injection under fluoroscopy.`,
);
const after = report(
  '02/10/2016',
  `The ${injection} of 01/13/2016 gave 60% relief for three weeks.\nPlan: Second ${injection}.`,
);
const repeated = (history: string) =>
  decision('02/18/2016', '02/10/2016', `Requested: ${injection}\nDecision: DENIED\nSummary: ${history}`);

describe('the day of a procedure', () => {
  test.each<Row>([
    [
      'that a decision tells otherwise',
      [injected, after, repeated(`The patient had a ${injection} on 12/16/2015 with 60% relief.`)],
      ['procedure_date:lumbar epidural steroid injection'],
    ],
    [
      'that a decision tells as it was',
      [injected, after, repeated(`The patient had a ${injection} on 01/13/2016.`)],
      [],
    ],
    [
      'of an earlier one that the decision tells beside it',
      [injected, after, repeated(`The patient had a ${injection} on 12/16/2015 and again on 01/13/2016.`)],
      [],
    ],
    [
      'of an earlier one that another report knows',
      [
        injected,
        report('01/04/2016', `The ${injection} of 12/16/2015 helped for two weeks. Plan: a second one.`),
        after,
        repeated(`The patient had a ${injection} on 12/16/2015.`),
      ],
      [],
    ],
    ['of the year before', [injected, after, repeated(`The patient had a ${injection} on 03/16/2015.`)], []],
  ])('%s', (_title, texts, fields) => expect(fieldsOf(texts)).toEqual(fields));
});

const nerves = study('11/05/2015', 'Needle EMG: normal. Nerve conduction: median motor latency 5.1 ms on the left.');

describe('the day of a nerve study', () => {
  test.each<Row>([
    [
      'with a digit mistyped',
      [nerves, report('02/10/2016', 'Studies: EMG of 11/15/2015 shows a median neuropathy.')],
      ['test_date:electromyography'],
    ],
    ['as it was', [nerves, report('02/10/2016', 'Studies: EMG of 11/05/2015 shows a median neuropathy.')], []],
    [
      'and that of a second one',
      [nerves, report('12/02/2015', 'EMG of 11/05/2015 and repeat EMG of 11/15/2015 show a median neuropathy.')],
      [],
    ],
  ])('%s', (_title, texts, fields) => expect(fieldsOf(texts)).toEqual(fields));
});

describe('the days of nerve studies of two limbs', () => {
  const arms = study('11/05/2015', 'Needle EMG: normal.');
  test.each<Row>([
    ['which differ', [arms, report('02/10/2016', 'EMG of the lower extremities of 11/15/2015 was normal.')], []],
    [
      'of which one is told otherwise',
      [arms, report('02/10/2016', 'EMG of the upper extremities of 11/15/2015 was normal.')],
      ['test_date:electromyography'],
    ],
  ])('%s', (_title, texts, fields) => expect(fieldsOf(texts)).toEqual(fields));
});

test('the number of an earlier request that a decision tells of is no other number', () => {
  const asked = request('12/10/2015', '1. Norco 5/325 #60');
  const history = 'The earlier request (RFA of 9/17/2015, Norco 10/325 #120) was modified on 9/28/2015 to #90.';
  const letter = decision('12/17/2015', '12/10/2015', `Requested: Norco 5/325 #60\nDecision: CERTIFIED\n\n${history}`);
  expect(fieldsOf([asked, letter])).toEqual([]);
});

test('an application that lists as denied what the letter allowed', () => {
  const application =
    'APPLICATION FOR INDEPENDENT MEDICAL REVIEW\nDWC Form IMR\nEmployee Name: Ida Okafor-Brandt\nDate of UR Decision: 06/10/2019\n\nRequested service        UR outcome\n1. Acupuncture           denied\n2. TENS unit             denied\n\nEmployee signature: I. Okafor-Brandt     Date: 06/30/2019\n';
  expect(fieldsOf([therapy, letter, application])).toEqual(['decision:acupuncture']);
});

const drug = request('04/04/2019', '1. Diclofenac 75 mg #60, one twice a day');
describe('what a decision allows of a drug', () => {
  test.each<Row>([
    [
      'is more than was asked',
      [drug, decision('04/11/2019', '04/04/2019', '1. Diclofenac 75 mg #90: APPROVED')],
      ['quantity:diclofenac'],
    ],
    ['is what was asked', [drug, decision('04/11/2019', '04/04/2019', '1. Diclofenac 75 mg #60: APPROVED')], []],
    [
      'is a part of it',
      [drug, decision('04/11/2019', '04/04/2019', '1. Diclofenac 75 mg #60: MODIFIED, #30 approved')],
      [],
    ],
    ['is that of three months', [drug, decision('04/11/2019', '04/04/2019', '1. Diclofenac 75 mg #180: APPROVED')], []],
  ])('%s', (_title, texts, fields) => expect(fieldsOf(texts)).toEqual(fields));
});

const first = report('05/15/2012', 'O: Left wrist: Finkelstein positive, range of motion limited.');
describe('findings of two exams', () => {
  test.each<Row>([
    [
      'where a report remembers the last one',
      [
        first,
        report(
          '07/10/2012',
          'O: Left wrist: Finkelstein negative today, it was positive on 05-15-2012. Range of motion full.',
        ),
      ],
      [],
    ],
    [
      'where the day opens the clause of its finding',
      [
        first,
        decision(
          '07/19/2012',
          '07/12/2012',
          'Basis: On 05/15/2012 Finkelstein was positive, on 07/10/2012 it was negative.',
        ),
      ],
      [],
    ],
    [
      'where a decision turns one round',
      [first, decision('07/19/2012', '07/12/2012', 'Basis: The exam of 05/15/2012 found full wrist range of motion.')],
      ['exam_finding:wrist range of motion'],
    ],
  ])('%s', (_title, texts, fields) => expect(fieldsOf(texts)).toEqual(fields));
});
