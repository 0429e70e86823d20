import { describe, expect, test } from '@jest/globals';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { readLabelled } from './labelled/read-labelled.ts';

const caseId = CaseId.parse('CM00-0000000');
const documentId = DocumentId.parse('doc-0000000000');
const extract = (text: string) => extractFacts({ caseId, documentId, document: { text, spans: [] } });
const texts = new Map(readLabelled().map(({ doc, text }) => [doc, text]));
const factsOf = (doc: string) => extract(texts.get(doc) ?? '');

describe('document types', () => {
  const types = [
    ['01-pr2', 'pr2'],
    ['02-ur-decision', 'ur_decision'],
    ['04-mri', 'imaging'],
    ['05-operative', 'operative'],
    ['06-pt-note', 'therapy'],
    ['07-qme', 'qme_ame'],
    ['08-imr-application', 'imr_application'],
    ['09-pharmacy', 'pharmacy'],
    ['11-first-report', 'first_report'],
    ['12-emg', 'electrodiagnostic'],
    ['13-uds-lab', 'lab'],
    ['14-noarfi', 'noarfi'],
    ['15-imr-split', 'imr_determination'],
    ['17-fax-proof', 'fax_cover'],
    ['19-ocr-ur', 'ur_decision'],
    ['22-acupuncture', 'acupuncture'],
    ['24-rfa-ocr', 'rfa'],
  ] as const;
  test.each(types)('%s is %s', (doc, type) => expect(factsOf(doc).documentType).toBe(type));
});

describe('disputed items', () => {
  test('requested - authorized = remaining, in the words of the letter', () => {
    const [split, tramadol] = factsOf('15-imr-split').disputedItems;
    expect(split).toMatchObject({
      treatmentName: 'physical therapy',
      requestedQuantity: 12,
      authorizedQuantity: 6,
      remainingQuantity: 6,
    });
    expect(tramadol).toMatchObject({ item: 'Tramadol 50 mg #90', treatmentName: 'tramadol', requestedQuantity: 90 });
  });

  test('a course of so many a week gives its number of visits', () => {
    const items = factsOf('08-imr-application').disputedItems;
    expect(items.map(({ treatmentName }) => treatmentName)).toContain('lumbar fusion');
    expect(items.find(({ treatmentName }) => treatmentName === 'physical therapy')).toMatchObject({
      requestedQuantity: 12,
    });
  });

  test('utilization review decides item by item', () => {
    const { disputedItems, urOutcome } = factsOf('02-ur-decision');
    expect(disputedItems.map(({ treatmentName, urOutcome: outcome }) => [treatmentName, outcome])).toEqual([
      ['oxycodone-acetaminophen', 'modified'],
      ['chiropractic manipulation', 'denied'],
      ['urine drug screen', 'approved'],
      ['interferential unit', 'denied'],
    ]);
    expect(disputedItems[0]).toMatchObject({ requestedQuantity: 120, authorizedQuantity: 60, remainingQuantity: 60 });
    expect(urOutcome?.outcome).toBe('modified');
  });

  test('a name that a form breaks over two lines of its cell is one item', () => {
    const text = [
      'REQUEST FOR AUTHORIZATION',
      'DWC Form RFA',
      'Requested Treatment',
      'Cervical and lumbar 722.4, Physical therapy with 97110, qty: 8.00, both shoulders',
      'degenerative disc disease 722.52 massage 97124',
    ].join('\n');
    expect(extract(text).disputedItems.map(({ item }) => item)).toEqual(['Physical therapy with massage qty: 8.00']);
  });
});

test('the reason that a summary gives for the denial', () => {
  const text =
    'The Utilization Review on 8-18-\n\n15 denied the request due to lack of functional benefit from previous therapy sessions.';
  expect(extract(text).urOutcome).toEqual({
    outcome: 'denied',
    reason: 'lack of functional benefit from previous therapy sessions',
  });
});

test('the parties of a form, also when its columns are lost', () => {
  const named = factsOf('24-rfa-ocr').parties.map(({ role, name }) => [role, name]);
  expect(named).toEqual(
    expect.arrayContaining([
      ['employee', 'Umber, Fenella'],
      ['employer', 'Kestrel Linen Supply'],
      ['requesting_physician', 'Ruben Astley, DO'],
      ['facility', 'Northgate Spine Institute'],
    ]),
  );
});

describe('look-alikes of dates', () => {
  const cases = [
    ['a pain score', 'Neck pain 9/10 today.'],
    ['blood pressure', 'BP 120/80, pulse 72.'],
    ['strength', 'Motor strength 4/5 in the deltoid.'],
    ['range of motion', 'Cervical flexion 45/50.'],
    ['a visit counter', 'Visit 6/12.'],
    ['a combination strength', 'Norco 10/325 mg.'],
    ['spinal levels', 'Disc protrusion at L4-5 and C5-6.'],
    ['a telephone number', 'Phone 559-555-0190.'],
  ] as const;
  test.each(cases)('%s is no date', (_, text) => {
    expect(extract(text).mentions.filter(({ type }) => type === 'date')).toEqual([]);
  });
});

describe('what a document says as a whole', () => {
  const partsIn = (text: string) => extract(text).bodyParts ?? [];

  test.each([
    [
      'Pain in the neck, both shoulders and right wrist.',
      ['cervical spine', 'left shoulder', 'right shoulder', 'right wrist'],
    ],
    ['Diagnoses: left knee sprain, lumbar strain.', ['left knee', 'lumbar spine']],
    ['He denies pain in the left hip.', []],
    ['Injury to the right upper extremity.', ['right upper extremity']],
    ['Knee pain. Left knee pain is worse.', ['left knee']],
  ])('the parts of the body of "%s"', (text, parts) => expect(partsIn(text).toSorted()).toEqual(parts.toSorted()));

  test('the decision of each item of a determination', () => {
    const outcomes = factsOf('15-imr-split').disputedItems.map(({ imrOutcome }) => imrOutcome);
    expect(outcomes.length).toBeGreaterThan(0);
    for (const outcome of outcomes) expect(['upheld', 'overturned']).toContain(outcome);
    expect(
      extract(texts.get('15-imr-split')?.replace(/: Upheld/g, ': Overturned') ?? '').disputedItems[0]?.imrOutcome,
    ).toBe('overturned');
  });
});

describe('dates that can be read in two ways keep the other reading', () => {
  const datesOf = (text: string) =>
    extract(text).mentions.flatMap((mention) =>
      mention.type === 'date' ? [[mention.value, mention.alternatives ?? []]] : [],
    );

  test.each([
    ['US order where nothing speaks against it', 'Date of visit: 03/04/2016', [['2016-03-04', []]]],
    [
      'a house that writes the day first elsewhere',
      'Date of visit: 25/03/2016\nDate of injury: 03/04/2015',
      [
        ['2016-03-25', []],
        ['2015-03-04', ['2015-04-03']],
      ],
    ],
    ['a letter that may be two digits', 'Date of visit: B-18-2015', [['2015-08-18', ['2015-03-18']]]],
    [
      'a year-less day far from the day of its document',
      'PROGRESS NOTE\nDate of visit: 03/01/2016\nLast seen on 7/12.',
      [
        ['2016-03-01', []],
        ['2015-07-12', ['2016-07-12']],
      ],
    ],
    [
      'a year-less day near it',
      'PROGRESS NOTE\nDate of visit: 03/01/2016\nLast seen on 2/2.',
      [
        ['2016-03-01', []],
        ['2016-02-02', []],
      ],
    ],
    [
      'a birth with two digits for its year that lies ahead',
      'PROGRESS NOTE\nDate of visit: 03/01/2016\nDOB: 5/6/24',
      [
        ['2016-03-01', []],
        ['1924-05-06', ['2024-05-06']],
      ],
    ],
  ])('%s', (_, text, dates) => expect(datesOf(text)).toEqual(dates));
});
