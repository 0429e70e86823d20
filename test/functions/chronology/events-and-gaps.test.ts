import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { buildChronology } from '../../../functions/chronology/build-chronology.ts';
import { findCareGaps } from '../../../functions/chronology/find-care-gaps.ts';
import { findUnansweredRequests } from '../../../functions/chronology/find-unanswered-requests.ts';
import { listEvents } from '../../../functions/chronology/list-events.ts';
import { addDays, daysBetween } from '../../../functions/domain/calendar.ts';
import type { ChronologyEvent } from '../../../functions/domain/chronology.ts';
import type { DateRole } from '../../../functions/domain/facts.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { caseId, cleanCase, madeFacts, registrationOf, type Made } from './made-facts.ts';

const clean = cleanCase();
const summaries = (...parts: Made[]) =>
  Object.fromEntries(
    listEvents(parts.map(madeFacts)).map(({ role, onDate, summary }) => [`${role} ${onDate}`, summary]),
  );

describe('what an event says', () => {
  test('the acts of the dispute, the visit and the injury of a clean case', () => {
    expect(summaries(clean.application, clean.decision, clean.request, clean.report)).toEqual({
      'date_of_injury 2014-03-02': 'Industrial injury',
      'date_of_service 2015-07-27': 'Progress report (PR-2) of the treating physician',
      'rfa_date 2015-08-07': 'Request for authorization of physical therapy with massage',
      'ur_decision_date 2015-08-18': 'Utilization review denied physical therapy with massage',
      'imr_application_date 2015-08-28':
        'Application for independent medical review, disputing physical therapy with massage',
    });
  });

  test.each<[string, Made, string]>([
    [
      'surgery with the operation named beside it',
      {
        type: 'consult',
        text: 'Lumbar fusion was done on 3/4/2014.',
        dates: [['3/4/2014', 'surgery_date', '2014-03-04']],
        treatments: [{ words: 'Lumbar fusion', name: 'lumbar fusion', status: 'prior', category: 'surgery' }],
      },
      'Surgery: lumbar fusion',
    ],
    [
      'imaging with nothing beside it',
      { type: 'consult', text: 'Films of 3/4/2014 reviewed.', dates: [['3/4/2014', 'imaging_date', '2014-03-04']] },
      'Imaging',
    ],
    [
      'a treatment of another kind is not the test',
      {
        type: 'consult',
        text: 'Tests of 3/4/2014, norco.',
        dates: [['3/4/2014', 'test_date', '2014-03-04']],
        treatments: [{ words: 'norco', name: 'hydrocodone', status: 'current', category: 'medication' }],
      },
      'Test',
    ],
    [
      'a visit that another document tells of',
      { type: 'consult', text: 'Seen on 3/4/2014.', dates: [['3/4/2014', 'date_of_service', '2014-03-04']] },
      'Visit or report, mentioned in: consultation report',
    ],
    [
      'the signature under a report of another day',
      {
        type: 'therapy',
        text: 'Signed 3/4/2014',
        onDate: '2014-03-01',
        dates: [['3/4/2014', 'signature_date', '2014-03-04']],
      },
      'Therapy note, signed',
    ],
  ])('%s', (_title, made, expected) => expect(Object.values(summaries(made))).toEqual([expected]));

  test('a decision that tells of an earlier one makes only its own', () => {
    const decision: Made = {
      ...clean.decision,
      text: `${clean.decision.text}\nA prior request was approved on 5/16/2015.`,
      dates: [
        ['August 18, 2015', 'ur_decision_date', '2015-08-18'],
        ['5/16/2015', 'ur_decision_date', '2015-05-16'],
      ],
    };
    expect(summaries(decision)).toEqual({
      'ur_decision_date 2015-05-16': 'Utilization review decision, mentioned in: utilization review decision',
      'ur_decision_date 2015-08-18': 'Utilization review denied physical therapy with massage',
    });
  });

  test('no words of the page, so no name, stand in it', () => {
    const told = Object.values(
      summaries(clean.application, clean.decision, clean.request, {
        ...clean.report,
        text: `Patient: Rosa Ibarra, claim QW-14. ${clean.report.text}`,
      }),
    ).join(' ');
    expect(told).not.toMatch(/ibarra|rosa|brandt|QW-14/i);
  });

  test('the signature of a proof of service is no visit', () => {
    const proof: Made = {
      type: 'proof_of_service',
      text: 'Signed 3/4/2014',
      dates: [['3/4/2014', 'signature_date', '2014-03-04']],
    };
    expect(summaries(proof)).toEqual({});
  });
});

const eventOn = (onDate: string, role: DateRole = 'date_of_service'): ChronologyEvent => ({
  id: onDate,
  onDate,
  role,
  summary: '',
  sources: [],
});

describe('gaps in care', () => {
  const minDays = profileFor('2015-09-10').careGap?.minDays ?? 0;

  test.each<[string, ChronologyEvent[], number[]]>([
    ['visits as far apart as the limit', [eventOn('2015-01-01'), eventOn(addDays('2015-01-01', minDays))], []],
    ['one day more', [eventOn('2015-01-01'), eventOn(addDays('2015-01-01', minDays + 1))], [minDays + 1]],
    [
      'a procedure in between',
      [eventOn('2015-01-01'), eventOn('2015-03-01', 'procedure_date'), eventOn('2015-05-01')],
      [],
    ],
    [
      'a request in between is no visit',
      [eventOn('2015-01-01'), eventOn('2015-03-01', 'rfa_date'), eventOn('2015-05-01')],
      [120],
    ],
    ['a month without a day bounds nothing', [eventOn('2014-01'), eventOn('2015-05-01')], []],
    ['one visit', [eventOn('2015-01-01')], []],
  ])('%s', (_title, events, days) => expect(findCareGaps(events, minDays).map((gap) => gap.days)).toEqual(days));

  test('no gap has a visit inside it, each is over the limit, and none is left out', () => {
    const days = fc.array(fc.nat(2000), { maxLength: 30 });
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 400 }), (offsets, limit) => {
        const visits = offsets.map((offset) => addDays('2012-01-01', offset));
        const gaps = findCareGaps(
          visits.map((visit) => eventOn(visit)),
          limit,
        );
        const isEmptyInside = gaps.every(
          ({ fromDate, toDate, days: length }) =>
            length > limit &&
            length === daysBetween(fromDate, toDate) &&
            !visits.some((visit) => visit > fromDate && visit < toDate),
        );
        const ordered = [...new Set(visits)].sort();
        const expected = ordered.filter((visit, index) => {
          const next = ordered[index + 1];
          return next !== undefined && daysBetween(visit, next) > limit;
        });
        return isEmptyInside && gaps.map(({ fromDate }) => fromDate).join() === expected.join();
      }),
    );
  });
});

const letter = (text: string): Made => ({ type: 'other', text, onDate: '2015-08-10' });
const note = (onDate: string, type: Made['type'] = 'pr2'): Made => ({ type, text: `Note of ${onDate}.`, onDate });

describe('unanswered requests for information', () => {
  test.each<[string, Made[], number]>([
    ['a letter that asks, and nothing after it', [letter('Please submit the physical therapy notes.')], 1],
    [
      'the named kind is in the file',
      [letter('Please submit the physical therapy notes.'), note('2015-02-01', 'therapy')],
      0,
    ],
    [
      'another kind is in the file',
      [letter('Please provide the MRI report and the urine drug screen results.'), note('2015-02-01', 'imaging')],
      1,
    ],
    ['a report of a later day', [letter('Additional information is needed.'), note('2015-08-12')], 0],
    ['only reports from before', [letter('Additional information is needed.'), note('2015-08-01')], 1],
    [
      'an express answer without a date',
      [
        letter('We request additional documentation.'),
        { type: 'other', text: 'In response to your request, see below.' },
      ],
      0,
    ],
    [
      'the decision says that nothing came',
      [{ type: 'ur_decision', text: 'The requested information was not received.', onDate: '2015-08-18' }],
      1,
    ],
    ['rights are no request', [letter('If you wish to appeal, please submit additional information.')], 0],
    ['a treating physician who asks for records', [{ type: 'pr2', text: 'Please send the MRI report.' }], 0],
    ['a decision that asks for nothing', [clean.decision], 0],
  ])('%s', (_title, parts, count) => expect(findUnansweredRequests(parts.map(madeFacts))).toHaveLength(count));

  test('it is told with its day, its words and its place, and names nobody', () => {
    const asked: Made = {
      ...letter('\fPlease provide the MRI report of Rosa Ibarra.'),
      parties: [{ role: 'employee', name: 'Rosa Ibarra' }],
    };
    expect(findUnansweredRequests([madeFacts(asked)])).toMatchObject([
      {
        onDate: '2015-08-10',
        message:
          'Information was asked for on 2015-08-10 and nothing in the file answers: "Please provide the MRI report."',
        source: { page: 2, quote: 'Please provide the MRI report of Rosa Ibarra.' },
      },
    ]);
  });
});

test('a document whose reading failed is in the list of records by its file name, and its pages wait for a person', () => {
  const documents = [clean.application, clean.decision, clean.request, clean.report].map(madeFacts);
  const registration = registrationOf(documents);
  const failed = documents[3]?.documentId;
  if (!failed) throw new Error('the clean case has four documents');
  const chronology = buildChronology({
    caseId,
    registration,
    pageRows: [{ documentId: failed, page: 1, source: 'unreadable' }],
    documents: documents.slice(0, 3),
    profile: profileFor('2015-09-10'),
    today: '2015-09-10',
    nowTime: '2015-09-10T10:00:00.000Z',
    lateFiles: [],
  });
  expect(chronology.records).toHaveLength(4);
  expect(chronology.records.find(({ documentId }) => documentId === failed)).toEqual({
    documentId: failed,
    fileName: '4-pr2.pdf',
    documentType: 'other',
    title: '4-pr2.pdf',
    pages: 1,
  });
  expect(chronology.unreadablePages).toEqual([{ documentId: failed, page: 1 }]);
  expect(chronology.missingDocuments.map(({ documentType }) => documentType)).toEqual(['pr2']);
});
