import { describe, expect, test } from '@jest/globals';
import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { CaseId } from '../../../functions/domain/case-number.ts';
import { Determination } from '../../../functions/domain/determination.ts';
import { NamedError } from '../../../functions/domain/errors.ts';
import { Finding } from '../../../functions/domain/finding.ts';
import type { ItemDecision, SignedReview } from '../../../functions/domain/review.ts';
import {
  assignment,
  caseId,
  chronology,
  documents,
  profile,
  registration,
  review,
  reviewerName,
} from './sample-case.ts';

const parts = { caseId, chronology, registration, assignment, review, profile, findings: [], today: '2015-09-21' };

const item = (words: string, decision: 'Upheld' | 'Overturned' = 'Upheld'): ItemDecision => ({
  item: words,
  decision,
  claimsAdministratorGuideline: 'None cited.',
  reviewerGuideline: 'None cited.',
  rationale: 'Because.',
});

const deciding = (...items: ItemDecision[]): SignedReview => ({ ...review, decisions: { ...review.decisions, items } });

const finding = (id: string, severity: 'error' | 'warning'): Finding =>
  Finding.parse({
    id,
    rule: 'date-differs-from-header',
    source: 'test',
    severity,
    message: 'Two dates.',
    values: ['2015-08-18', '2015-08-19'],
    places: [],
    resolution: 'Correct one.',
  });

const thrownName = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    if (error instanceof NamedError) return error.name;
    throw error;
  }
  return 'nothing';
};

describe('assembleDetermination', () => {
  test('takes the header from the record, the assignment and the day of the decision', () => {
    const determination = assembleDetermination(parts);
    expect(Determination.parse(determination)).toEqual(determination);
    expect(determination.header).toEqual({
      caseNumber: 'CM15-0165862',
      dateAssigned: '2015-09-02',
      dateOfInjury: '2002-06-28',
      decisionDate: '2015-09-21',
      urDenialDate: '2015-08-18',
      priority: 'Standard',
      applicationReceived: '2015-08-24',
    });
    expect(determination.howMade).toEqual([
      'Redwood Review Services sent the whole case file to an expert reviewer, who has no tie to any party.',
    ]);
    expect(determination.guidelineLabels?.reviewer).toBe('Redwood Review Services guideline');
    expect(determination.records).toHaveLength(documents.length);
  });

  test('leaves out a date that the record does not have', () => {
    const undated = { ...chronology, patient: {}, header: {}, priority: 'expedited' as const };
    const { header } = assembleDetermination({ ...parts, chronology: undated });
    expect(Object.keys(header).sort()).toEqual(['caseNumber', 'dateAssigned', 'decisionDate', 'priority']);
    expect(header.priority).toBe('Expedited');
  });

  test.each([
    ['Upheld', ['Upheld', 'Upheld']],
    ['Overturned', ['Overturned', 'Overturned']],
    ['Partially Overturned', ['Upheld', 'Overturned']],
  ] as const)('the outcome is %s when the decisions are %j', (outcome, decisions) => {
    const items = decisions.map((decision, index) => item(`Item ${index} qty: 1.00`, decision));
    expect(assembleDetermination({ ...parts, review: deciding(...items) }).outcome).toBe(outcome);
  });

  test('puts the decisions in the order of the disputed items, split parts together, additions last', () => {
    const disputed = ['Norco 10/325mg qty: 60.00', 'MRI of the lumbar spine'].map((words) => ({
      item: words,
      treatmentName: words.split(' ')[0] ?? '',
    }));
    const determination = assembleDetermination({
      ...parts,
      chronology: { ...chronology, disputedItems: disputed },
      review: deciding(
        item('Home help, asked for in the letter'),
        item('MRI of the lumbar spine'),
        item('Norco 10/325mg qty: 40.00', 'Upheld'),
        item('Norco 10/325mg qty: 20.00', 'Overturned'),
      ),
    });
    expect(determination.items.map((decided) => decided.item)).toEqual([
      'Norco 10/325mg qty: 40.00',
      'Norco 10/325mg qty: 20.00',
      'MRI of the lumbar spine',
      'Home help, asked for in the letter',
    ]);
  });

  test('keeps answered findings and answered conflicts of the record, with their pages', () => {
    const answers = [
      { findingId: 'finding-1', answer: 'The later date is a slip of the pen.' },
      ...review.decisions.answers,
      { findingId: 'gone', answer: 'To nothing.' },
    ];
    const { answered } = assembleDetermination({
      ...parts,
      findings: [finding('finding-1', 'error'), finding('finding-2', 'warning')],
      review: { ...review, decisions: { ...review.decisions, answers } },
    });
    expect(answered.map(({ finding, answer }) => [finding.id, answer])).toEqual([
      ['finding-1', 'The later date is a slip of the pen.'],
      ['conflict-rfa', 'The form itself is dated 08/07/2015; this date is used.'],
    ]);
    expect(answered[1]?.finding.places.map(({ name, page }) => [name, page])).toEqual([
      ['rfa.pdf', 1],
      ['ur_decision.pdf', 1],
    ]);
  });

  test('names the reviewer nowhere, even when the reviewer did', () => {
    const decisions = {
      ...review.decisions,
      clinicalCaseSummary: `Dr. Quillon  Vantongeren has read the file. ${review.decisions.clinicalCaseSummary}`,
      items: [{ ...item('Physical therapy'), rationale: `I, QUILLON VANTONGEREN, M.D., find it unnecessary.` }],
    };
    const determination = assembleDetermination({ ...parts, review: { ...review, decisions } });
    expect(JSON.stringify(determination)).not.toMatch(/quillon|vantongeren/i);
    expect(determination.clinicalCaseSummary).toMatch(/^the expert reviewer has read the file\./);
    expect(JSON.stringify(review)).toContain(reviewerName);
  });

  test.each([
    ['an error of the check has no answer', { findings: [finding('finding-1', 'error')] }, 'ContradictsRecord'],
    [
      'one item is decided in two ways',
      { review: deciding(item('X ray'), item('x  ray', 'Overturned')) },
      'ContradictsRecord',
    ],
    ['the review is of another case', { review: { ...review, caseId: CaseId.parse('CM15-0000001') } }, 'InvalidInput'],
    ['another reviewer has signed', { assignment: { ...assignment, reviewerId: 'reviewer-8' } }, 'InvalidInput'],
    ['nothing is decided', { review: deciding() }, 'InvalidInput'],
  ])('refuses when %s', (_, change, name) => {
    expect(thrownName(() => assembleDetermination({ ...parts, ...change }))).toBe(name);
  });

  test('says no medical words in the error of an unanswered finding', () => {
    expect(() => assembleDetermination({ ...parts, findings: [finding('finding-1', 'error')] })).toThrow(
      /^1 unanswered: date-differs-from-header$/,
    );
  });

  test('lets a warning stand without an answer', () => {
    expect(assembleDetermination({ ...parts, findings: [finding('finding-2', 'warning')] }).answered).toHaveLength(1);
  });
});
