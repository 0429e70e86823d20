import { describe, expect, test } from '@jest/globals';
import { buildChronology } from '../../../functions/chronology/build-chronology.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { screenReasons } from '../../../functions/domain/screen-reasons.ts';
import { caseId, cleanCase, madeFacts, registrationOf, type Made } from './made-facts.ts';

const build = (parts: readonly Made[], unreadable: readonly number[] = []) => {
  const documents = parts.map(madeFacts);
  return buildChronology({
    caseId,
    registration: registrationOf(documents),
    pageRows: documents.flatMap((document) =>
      document.pageTexts.map((_, index) => ({
        documentId: document.documentId,
        page: index + 1,
        source: unreadable.includes(index + 1) ? ('unreadable' as const) : ('text-layer' as const),
      })),
    ),
    documents,
    profile: profileFor('2015-09-10'),
    today: '2015-09-10',
    nowTime: '2015-09-10T10:00:00.000Z',
    lateFiles: ['late.pdf'],
  });
};

const clean = cleanCase();
const all = [clean.application, clean.decision, clean.request, clean.report];

describe('the chronology of a clean case', () => {
  const chronology = build(all);

  test('has the facts that the documents agree on', () => {
    expect(chronology.patient).toEqual({ ageYears: 43, injuryDate: '2014-03-02' });
    expect(chronology.header).toEqual({
      rfaDate: '2015-08-07',
      urDecisionDate: '2015-08-18',
      applicationDate: '2015-08-28',
    });
  });

  test('has one event for a day written in three formats, with every source, in order', () => {
    const injuries = chronology.events.filter((event) => event.role === 'date_of_injury');
    expect(injuries).toHaveLength(1);
    expect(injuries[0]?.sources.map(({ quote }) => quote)).toEqual(['03/02/2014', '3/2/14']);
    const days = chronology.events.map((event) => event.onDate);
    expect(days).toEqual(days.toSorted());
  });

  test('has no conflict, nothing missing, and goes on without a person', () => {
    expect(chronology.conflicts).toEqual([]);
    expect(chronology.missingDocuments).toEqual([]);
    expect(chronology.eligibility).toEqual({ kind: 'eligible' });
    expect(screenReasons(chronology, registrationOf(all.map(madeFacts)))).toEqual([]);
  });

  test('decides the item of the application, with what utilization review adds', () => {
    expect(chronology.disputedItems).toEqual([
      expect.objectContaining({
        item: 'Physical therapy with massage qty: 8.00',
        requestedQuantity: 8,
        remainingQuantity: 8,
        urOutcome: 'denied',
      }),
    ]);
  });

  test('lists each document once, dated, and keeps the late file apart', () => {
    expect(chronology.records.map(({ documentType, onDate }) => [documentType, onDate])).toEqual([
      ['pr2', '2015-07-27'],
      ['rfa', '2015-08-07'],
      ['ur_decision', '2015-08-18'],
      ['imr_application', '2015-08-28'],
    ]);
    expect(chronology.lateFiles).toEqual(['late.pdf']);
  });

  test('starts the clocks that the record starts, and leaves the others without a date', () => {
    const clockOf = (name: string) => chronology.clocks.find((clock) => clock.name.startsWith(name));
    expect(clockOf("The injured worker's application arrives")).toMatchObject({
      startsOnDate: '2015-08-18',
      dueOnDate: '2015-09-17',
    });
    expect(clockOf('The final determination')).toMatchObject({ startsOnDate: '2015-09-10', dueOnDate: '2015-10-10' });
    expect(clockOf('A petition appeals')).not.toHaveProperty('dueOnDate');
    expect(chronology.clocks.every((clock) => clock.source !== '')).toBe(true);
  });

  test('is the same for the same input, whatever the order of the documents', () => {
    const { events, header, patient, disputedItems } = build(all.toReversed());
    expect({ header, patient, disputedItems }).toEqual({
      header: chronology.header,
      patient: chronology.patient,
      disputedItems: chronology.disputedItems,
    });
    expect(events.map(({ id }) => id)).toEqual(chronology.events.map(({ id }) => id));
  });
});

const reasonCodes = (parts: readonly Made[]) => {
  const { eligibility } = build(parts);
  return eligibility.kind === 'eligible' ? [] : eligibility.reasons.map(({ code }) => code);
};

const applied = (onDate: string): Made => ({
  ...clean.application,
  text: clean.application.text.replace('08/28/2015', onDate),
  onDate: `${onDate.slice(6)}-${onDate.slice(0, 2)}-${onDate.slice(3, 5)}`,
  dates: [
    ['03/02/2014', 'date_of_injury', '2014-03-02'],
    ['08/18/2015', 'ur_decision_date', '2015-08-18'],
    [onDate, 'signature_date', `${onDate.slice(6)}-${onDate.slice(0, 2)}-${onDate.slice(3, 5)}`],
  ],
});

test('of a request and a decision that tell of earlier ones, the last are the ones in dispute', () => {
  const decision: Made = {
    ...clean.decision,
    text: `${clean.decision.text}\nA request of 5/10/2015 was approved on 5/16/2015.`,
    dates: [
      ...(clean.decision.dates ?? []),
      ['5/10/2015', 'rfa_date', '2015-05-10'],
      ['5/16/2015', 'ur_decision_date', '2015-05-16'],
    ],
  };
  expect(build([decision]).header).toEqual({ rfaDate: '2015-08-07', urDecisionDate: '2015-08-18' });
});

describe('eligibility', () => {
  test.each<[string, readonly Made[], string[]]>([
    ['a complete application in time', all, []],
    ['day 30 is in time', [applied('09/17/2015'), ...all.slice(1)], []],
    ['day 35 is in time when served by mail', [applied('09/22/2015'), ...all.slice(1)], []],
    ['day 36 is late', [applied('09/23/2015'), ...all.slice(1)], ['late']],
    ['no application', all.slice(1), ['no-application', 'date-unknown']],
    ['no utilization review decision', [clean.application, clean.request, clean.report], ['no-ur-decision']],
    [
      'an application without a signature',
      [
        {
          ...clean.application,
          text: clean.application.text.replace(/Signature.*/, 'Signature: ____________  Date:'),
          dates: clean.application.dates?.slice(0, 2) ?? [],
        },
        ...all.slice(1),
      ],
      ['not-signed'],
    ],
    [
      'liability disputed as well',
      [
        { ...clean.application, text: `${clean.application.text}\n[X] Liability for treatment is disputed` },
        ...all.slice(1),
      ],
      ['liability-dispute'],
    ],
    [
      'a box for liability that is not ticked says nothing',
      [
        {
          ...clean.application,
          text: `${clean.application.text}\n[X] Regular\n[ ] Liability for treatment is disputed`,
        },
        ...all.slice(1),
      ],
      [],
    ],
    [
      'a conditional non-certification',
      [
        clean.application,
        { ...clean.decision, urOutcome: { outcome: 'denied', reason: 'requested information was not received' } },
        ...all.slice(2),
      ],
      ['conditional-non-certification'],
    ],
    [
      "another case's application beside the case's own notice",
      [
        { ...clean.application, text: `Case Number: CM16-7777777\n${clean.application.text}` },
        ...all.slice(1),
        { type: 'noarfi', text: `NOTICE OF ASSIGNMENT  Case Number: ${caseId}` },
      ],
      ['another-case'],
    ],
    [
      'the number of the case on the application, another in an earlier determination',
      [
        { ...clean.application, text: `Case Number: ${caseId}\n${clean.application.text}` },
        ...all.slice(1),
        { type: 'imr_determination', text: 'Case Number: CM14-1111111' },
      ],
      [],
    ],
    [
      'everything approved',
      [
        clean.application,
        { ...clean.decision, urOutcome: { outcome: 'approved', reason: 'meets the guideline' } },
        ...all.slice(2),
      ],
      ['nothing-denied'],
    ],
  ])('%s', (_title, parts, codes) => expect(reasonCodes(parts)).toEqual(codes));

  test('each reason has its sentence and its source', () => {
    const { eligibility } = build([applied('10/30/2015'), ...all.slice(1)]);
    expect(eligibility.kind === 'unclear' && eligibility.reasons[0]?.message).toMatch(
      /did not arrive within 30 days.*2015-10-30.*Labor Code 4610\.5/,
    );
  });
});

test('an application that carries only the number of another case is told, and the case goes on', () => {
  const other = { ...clean.application, text: `Case Number: CM16-7777777\n${clean.application.text}` };
  const { otherCase, eligibility } = build([other, ...all.slice(1)]);
  expect(otherCase).toMatchObject({
    message: `The papers in the file are of CM16-7777777, the case is ${caseId}.`,
    sources: [{ page: 1, quote: 'CM16-7777777' }],
  });
  expect(eligibility.kind).toBe('eligible');
  expect(build(all).otherCase).toBeUndefined();
});

describe('what a person must look at', () => {
  test('a missing report and an unreadable page, each in a sentence', () => {
    const reasons = screenReasons(build(all.slice(0, 3), [1]), registrationOf(all.slice(0, 3).map(madeFacts)));
    expect(reasons).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Missing: A physician's report/),
        'Not readable: page 1 of 3-rfa.pdf.',
      ]),
    );
  });

  test('a request for information that nothing in the file answers', () => {
    const asking: Made = {
      type: 'other',
      text: 'Dear Doctor. Please submit the operative report.',
      onDate: '2015-08-14',
    };
    expect(screenReasons(build([...all, asking]), registrationOf([...all, asking].map(madeFacts)))).toEqual([
      expect.stringMatching(/^Unanswered: Information was asked for on 2015-08-14/),
    ]);
  });

  test('reports that are all older than the window before the request', () => {
    const old: Made = { ...clean.report, onDate: '2014-12-01' };
    expect(build([...all.slice(0, 3), old]).missingDocuments.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^Every report is older than the window before 2015-08-07\./),
    ]);
    expect(build([...all, old]).missingDocuments).toEqual([]);
  });

  test('the requirement for a report is met by a consultation', () => {
    expect(build([...all.slice(0, 3), { ...clean.report, type: 'consult' }]).missingDocuments).toEqual([]);
  });
});

describe('oddities of one document', () => {
  test('a decision before its request', () => {
    const early: Made = {
      ...clean.request,
      text: clean.request.text.replace('08/07/2015', '12/07/2015'),
      onDate: '2015-12-07',
      dates: [['12/07/2015', 'signature_date', '2015-12-07']],
    };
    const decision: Made = { ...clean.decision, dates: clean.decision.dates?.slice(0, 2) ?? [] };
    expect(build([clean.application, decision, early, clean.report]).conflicts.map(({ field }) => field)).toEqual([
      'date_order',
    ]);
  });

  test.each([
    ['medication reduces pain to 9 to 3', '9 to 3', ['pain_range']],
    ['pain went from 9 to 3', '9 to 3', []],
    ['pain is 3 to 9', '3 to 9', []],
  ])('%s', (sentence, words, fields) => {
    const report: Made = { ...clean.report, text: `${clean.report.text}\n${sentence}.`, painScores: [words] };
    expect(build([...all.slice(0, 3), report]).conflicts.map(({ field }) => field)).toEqual(fields);
  });
});

describe('requested - authorized = in dispute', () => {
  test.each([
    [12, 6, 'modified' as const, 6],
    [8, undefined, 'denied' as const, 8],
    [8, undefined, 'modified' as const, undefined],
    [6, 12, 'modified' as const, undefined],
  ])('%s - %s (%s) = %s', (requestedQuantity, authorizedQuantity, urOutcome, remaining) => {
    const item = {
      item: 'Acupuncture',
      treatmentName: 'acupuncture',
      requestedQuantity,
      urOutcome,
      ...(authorizedQuantity === undefined ? {} : { authorizedQuantity }),
    };
    const [merged] = build([
      { ...clean.application, items: [] },
      { ...clean.decision, items: [item] },
      clean.report,
    ]).disputedItems;
    expect(merged?.remainingQuantity).toBe(remaining);
  });

  test('what utilization review approved is not in dispute', () => {
    const items = [
      { item: 'MRI of the neck', treatmentName: 'MRI', urOutcome: 'approved' as const },
      { item: 'Massage', treatmentName: 'massage therapy', urOutcome: 'denied' as const },
    ];
    expect(build([{ ...clean.decision, items }]).disputedItems.map(({ item }) => item)).toEqual(['Massage']);
  });
});
