import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { chooseReviewer } from '../../../functions/assign/choose-reviewer.ts';
import { buildChronology } from '../../../functions/chronology/build-chronology.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import type { DisputedItem, Party } from '../../../functions/domain/facts.ts';
import type { Reviewer } from '../../../functions/domain/review.ts';
import { caseId, cleanCase, madeFacts, registrationOf } from '../chronology/made-facts.ts';

const clean = cleanCase();
const today = '2015-09-10';

const chronologyOf = (items?: readonly DisputedItem[], parties: readonly Party[] = []) => {
  const documents = [clean.application, clean.decision, clean.request, clean.report].map(madeFacts);
  const chronology = buildChronology({
    caseId,
    registration: registrationOf(documents),
    pageRows: [],
    documents,
    profile: profileFor(today),
    today,
    nowTime: `${today}T10:00:00.000Z`,
    lateFiles: [],
  });
  return {
    ...chronology,
    ...(items ? { disputedItems: [...items] } : {}),
    parties: [...chronology.parties, ...parties],
  };
};

const reviewer = (reviewerId: string, changes: Partial<Reviewer> = {}): Reviewer => ({
  reviewerId,
  name: `Reviewer ${reviewerId} Person`,
  licences: [{ state: 'California', number: 'A1', expiresOnDate: '2030-01-01', restricted: false }],
  specialties: [{ name: 'Physical Medicine & Rehabilitation', certifiedUntilDate: '2030-01-01' }],
  treats: [],
  yearsInPractice: 12,
  practiceHoursPerWeek: 30,
  holdsQmeAppointment: false,
  disciplinePending: false,
  affiliations: [],
  openCases: 0,
  active: true,
  ...changes,
});

const choose = (reviewers: readonly Reviewer[], chronology = chronologyOf(), excludedReviewerIds: string[] = []) =>
  chooseReviewer({
    panel: { reviewers: [...reviewers] },
    chronology,
    profile: profileFor(today),
    today,
    excludedReviewerIds,
  });

const chosenId = (...parameters: Parameters<typeof choose>) => {
  const choice = choose(...parameters);
  return choice.kind === 'chosen' ? choice.reviewer.reviewerId : 'nobody';
};

describe('who may not review', () => {
  test.each<[string, Partial<Reviewer>, RegExp]>([
    ['inactive', { active: false }, /not active/],
    [
      'licence restricted',
      { licences: [{ state: 'California', number: 'A1', expiresOnDate: '2030-01-01', restricted: true }] },
      /no unrestricted licence/,
    ],
    [
      'licence expired yesterday',
      { licences: [{ state: 'California', number: 'A1', expiresOnDate: '2015-09-09', restricted: false }] },
      /valid on 2015-09-10/,
    ],
    ['five years of practice are not more than five', { yearsInPractice: 5 }, /more than 5/],
    ['23 hours a week', { practiceHoursPerWeek: 23 }, /at least 24/],
    ['a qualified medical evaluator', { holdsQmeAppointment: true }, /qualified medical evaluator/],
    ['discipline pending', { disciplinePending: true }, /discipline/i],
    ['another field', { specialties: [{ name: 'Ophthalmology' }] }, /no current specialty/],
    [
      'certification lapsed',
      { specialties: [{ name: 'Physical Medicine & Rehabilitation', certifiedUntilDate: '2015-01-01' }] },
      /no current specialty/,
    ],
    ['is the requesting physician', { name: 'Brandt, Hal' }, /is the requesting physician/],
    ['is affiliated with the employee', { affiliations: ['ROSA IBARRA'] }, /affiliated with the injured worker/],
  ])('%s', (_title, changes, reason) => {
    const choice = choose([reviewer('r1', changes)]);
    expect(choice).toMatchObject({
      kind: 'nobody',
      refused: [{ reviewerId: 'r1', reasons: [expect.stringMatching(reason)] }],
    });
  });

  test('who declined before', () => expect(chosenId([reviewer('r1')], undefined, ['r1'])).toBe('nobody'));

  test('every reason is told, not only the first', () => {
    const choice = choose([reviewer('r1', { active: false, disciplinePending: true, yearsInPractice: 1 })]);
    expect(choice.refused[0]?.reasons).toHaveLength(3);
  });

  test('reasons do not repeat names', () => {
    const choice = choose([reviewer('r1', { affiliations: ['Rosa Ibarra'] })]);
    expect(JSON.stringify(choice.refused)).not.toMatch(/ibarra/i);
  });
});

describe('conflicts of interest by name', () => {
  test.each([
    ['Sierra Mutual Insurance Company', 'SIERRA MUTUAL INSURANCE CO.', true],
    ['Dr. José Núñez', 'Nunez, Jose M.D.', true],
    ['Fresno Spine & Pain', 'Fresno Spine and Pain Medical Group, Inc.', true],
    ['Mia Brandt', 'Mia Grant', false],
    ['Valley Produce', 'Valley Glass', false],
    ['Smith', 'John Smith', false],
  ])('%s and %s: %s', (affiliation, name, isConflict) => {
    const chronology = chronologyOf(undefined, [{ role: 'claims_administrator', name }]);
    expect(chosenId([reviewer('r1', { affiliations: [affiliation] })], chronology)).toBe(isConflict ? 'nobody' : 'r1');
  });
});

describe('who is chosen', () => {
  test('the preferred licence before the lighter load', () => {
    const texan = reviewer('r1', {
      licences: [{ state: 'Texas', number: 'T1', expiresOnDate: '2030-01-01', restricted: false }],
    });
    expect(chosenId([texan, reviewer('r2', { openCases: 3 })])).toBe('r2');
    expect(chosenId([texan])).toBe('r1');
  });

  test('the lighter load, then who waited longest', () => {
    expect(chosenId([reviewer('r1', { openCases: 2 }), reviewer('r2', { openCases: 1 })])).toBe('r2');
    expect(
      chosenId([
        reviewer('r1', { lastAssignedOnDate: '2015-09-01' }),
        reviewer('r2', { lastAssignedOnDate: '2015-08-01' }),
      ]),
    ).toBe('r2');
    expect(chosenId([reviewer('r1', { lastAssignedOnDate: '2015-08-01' }), reviewer('r2')])).toBe('r2');
  });

  test.each<[string, DisputedItem, string]>([
    [
      'hearing aids',
      { item: 'Bilateral hearing aids', treatmentName: 'hearing aid', category: 'dme' },
      'Otolaryngology',
    ],
    [
      'psychotherapy',
      { item: 'Cognitive behavioral therapy', treatmentName: 'cognitive behavioral therapy' },
      'Psychologist/Psychology',
    ],
    ['spinal fusion', { item: 'L4-5 fusion', treatmentName: 'lumbar fusion', category: 'surgery' }, 'Neurosurgery'],
    [
      'an epidural',
      { item: 'ESI L4-5', treatmentName: 'epidural steroid injection', category: 'injection' },
      'Pain Medicine',
    ],
    ['chiropractic', { item: 'Chiropractic x6', treatmentName: 'chiropractic', category: 'therapy' }, 'Chiropractic'],
  ])('%s', (_title, item, specialty) => {
    const fits = reviewer('fits', { specialties: [{ name: specialty }] });
    const other = reviewer('other', { specialties: [{ name: 'Dermatology' }] });
    expect(chosenId([other, fits], chronologyOf([item]))).toBe('fits');
  });

  test('who treats more of the disputed items', () => {
    const items: DisputedItem[] = [
      { item: 'L4-5 fusion', treatmentName: 'lumbar fusion', category: 'surgery' },
      { item: 'Physical therapy', treatmentName: 'physical therapy', category: 'therapy' },
      {
        item: 'Post-operative physical therapy',
        treatmentName: 'post-operative physical therapy',
        category: 'therapy',
      },
    ];
    const surgeon = reviewer('surgeon', { specialties: [{ name: 'Orthopedic Surgery' }] });
    const both = reviewer('both', { specialties: [{ name: 'Orthopedic Surgery' }, { name: 'PM&R' }], openCases: 5 });
    expect(chosenId([surgeon, both], chronologyOf(items))).toBe('both');
  });

  test('the choice says why and who was refused why', () => {
    const choice = choose([reviewer('r1'), reviewer('r2', { active: false })]);
    expect(choice).toMatchObject({
      kind: 'chosen',
      reasons: [
        'Physical Medicine & Rehabilitation treats physical therapy with massage.',
        'Licensed in California, as the program prefers.',
        'In practice for 12 years, 30 hours a week.',
        expect.stringMatching(/No affiliation/),
        '0 open cases, never assigned before.',
      ],
      refused: [{ reviewerId: 'r2' }],
    });
  });
});

test('nobody who breaks a requirement is ever chosen, and the order of the panel does not matter', () => {
  const made = fc.record({
    active: fc.boolean(),
    yearsInPractice: fc.nat(12),
    practiceHoursPerWeek: fc.nat(48),
    holdsQmeAppointment: fc.boolean(),
    disciplinePending: fc.boolean(),
    openCases: fc.nat(5),
  });
  fc.assert(
    fc.property(fc.array(made, { maxLength: 8 }), (changes) => {
      const reviewers = changes.map((change, index) => reviewer(`r${index}`, change));
      const chosen = chosenId(reviewers);
      const fit = reviewers.filter(
        (one) =>
          one.active &&
          one.yearsInPractice > 5 &&
          one.practiceHoursPerWeek >= 24 &&
          !one.holdsQmeAppointment &&
          !one.disciplinePending,
      );
      const lightest = Math.min(...fit.map((one) => one.openCases));
      const isRight =
        fit.length === 0
          ? chosen === 'nobody'
          : fit.some((one) => one.reviewerId === chosen && one.openCases === lightest);
      return isRight && chosen === chosenId(reviewers.toReversed());
    }),
  );
});
