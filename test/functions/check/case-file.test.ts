import { describe, expect, test } from '@jest/globals';
import { buildChronology } from '../../../functions/chronology/build-chronology.ts';
import { checkLetter } from '../../../functions/check/check-letter.ts';
import { readLetter } from '../../../functions/check/read-letter.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { caseId, cleanCase, madeFacts, registrationOf, type Made } from '../chronology/made-facts.ts';
import { letterText } from './letter-text.ts';

const profile = profileFor('2015-10-05');
const clean = cleanCase();
const file: Made[] = [clean.application, clean.decision, clean.request, clean.report];

const therapyNote: Made = {
  type: 'therapy',
  title: 'Physical therapy progress note',
  text: 'PHYSICAL THERAPY PROGRESS NOTE\nRosa Ibarra\fVisit 6/12. Pain 4/10. Patient reports improved function, able to lift 10 lb.',
  painScores: ['4/10'],
  improvements: ['improved function'],
};

const matchingLetter = {
  summary:
    'The injured worker sustained an industrial injury on 3-2-14. The Request for Authorization date was 8-7-15. The Utilization Review on 8-18-15 denied the request.',
  item: 'Physical therapy with massage qty: 8.00',
};

const findings = (
  rationale: string,
  documents: readonly Made[] = file,
  letter: Parameters<typeof letterText>[0] = {},
) => {
  const facts = documents.map(madeFacts);
  const chronology = buildChronology({
    caseId,
    registration: registrationOf(facts),
    pageRows: [],
    documents: facts,
    profile,
    today: '2015-09-10',
    nowTime: '2015-09-10T10:00:00.000Z',
    lateFiles: [],
  });
  const text = letterText({ ...matchingLetter, rationale: `${rationale} It is not medically necessary.`, ...letter });
  return checkLetter({ letter: readLetter(text), documents: facts, chronology, profile });
};

const rules = (...parameters: Parameters<typeof findings>) =>
  findings(...parameters).map(({ severity, rule }) => `${severity} ${rule}`);

test('a letter that goes with its file has no findings', () => expect(rules('The trial was exceeded.')).toEqual([]));

describe('"there is no ..." is searched in the whole file', () => {
  const withNote = [
    ...file.slice(0, 3),
    { ...clean.report, improvements: [], treatments: [], text: clean.report.text.replace(/She had.*/, '') },
  ];

  test('therapy notes that the file has are shown with their pages', () => {
    const claim = 'There were no physical therapy progress notes in the medical record.';
    const [finding] = findings(claim, [...withNote, therapyNote]);
    expect(finding).toMatchObject({ rule: 'negative-claim', severity: 'error' });
    expect(finding?.places).toMatchObject([
      { in: 'letter', quote: claim },
      { in: 'case-file', name: '5-therapy.pdf', page: 1, quote: 'PHYSICAL THERAPY PROGRESS NOTE' },
      { in: 'case-file', name: '5-therapy.pdf', page: 2 },
    ]);
    expect(
      rules(`${claim} Given no prior physical therapy progress notes, it fails.`, [...withNote, therapyNote]),
    ).toEqual(['error negative-claim']);
    expect(rules(claim, withNote)).toEqual([]);
  });

  test.each<[string, string, readonly Made[], string[]]>([
    [
      'improvement that a report states',
      'There is no documentation of functional improvement.',
      [...withNote, therapyNote],
      ['error negative-claim'],
    ],
    [
      'objective improvement is the reviewer’s to weigh',
      'There is no documentation demonstrating objective functional improvement with prior therapy.',
      [...withNote, therapyNote],
      ['warning negative-claim'],
    ],
    ['nobody states an improvement', 'There is no documentation of functional improvement.', withNote, []],
    ['a pain score', 'There is no VAS pain score documented.', [...withNote, therapyNote], ['error negative-claim']],
    ['no pain score', 'There is no VAS pain score documented.', withNote, []],
    [
      'the number of sessions',
      'The total number of physical therapy sessions is not documented.',
      [...withNote, therapyNote],
      ['warning negative-claim'],
    ],
    [
      'the number of sessions is nowhere',
      'The total number of physical therapy sessions is not documented.',
      withNote,
      [],
    ],
    [
      'treatment that was given',
      'There is no documentation of prior physical therapy.',
      file,
      ['error negative-claim'],
    ],
    ['treatment that failed is another claim', 'There is no documentation of failure of physical therapy.', file, []],
    ['an exam of the part', 'There is no cervical examination in the record.', file, ['warning negative-claim']],
    ['no exam of the part', 'There is no shoulder examination in the record.', file, []],
    [
      'imaging that is in the file',
      'The MRI report was not provided.',
      [...file, { type: 'imaging', title: 'MRI of the cervical spine', text: 'MRI CERVICAL SPINE' }],
      ['error negative-claim'],
    ],
    ['imaging that is not', 'The MRI report was not provided.', file, []],
    [
      'the utilization review letter is no evidence',
      'There is no documentation of functional improvement.',
      [
        clean.application,
        {
          ...clean.decision,
          text: `${clean.decision.text}; functional improvement`,
          improvements: ['functional improvement'],
        },
        ...withNote.slice(2),
      ],
      [],
    ],
  ])('%s', (_title, claim, documents, expected) => expect(rules(claim, documents)).toEqual(expected));
});

describe('what the letter says against the file', () => {
  test.each<[string, Parameters<typeof letterText>[0], string[]]>([
    [
      'another date of injury in the header',
      { header: { injury: '03/20/2014' } },
      ['error date-against-header', 'error date-against-file'],
    ],
    [
      'another request date',
      { summary: matchingLetter.summary.replace('8-7-15', '8-17-15') },
      ['error date-against-file'],
    ],
    ['another quantity', { item: 'Physical therapy with massage qty: 12.00' }, ['error item-quantity']],
    ['another item', { item: 'Gym membership for a year' }, ['warning item-undecided']],
    ['another age', { summary: `${matchingLetter.summary} She is a 65 year old female.` }, ['error patient-age']],
  ])('%s', (_title, letter, expected) => expect(rules('The trial was exceeded.', file, letter)).toEqual(expected));

  test('a visit that no document has', () => {
    expect(rules('She was seen on 7-29-15.')).toEqual(['warning date-not-in-file']);
    expect(rules('She was seen on July 27, 2015.')).toEqual([]);
  });

  test('a dose that no document has', () => {
    const medicated: Made = {
      ...clean.report,
      text: `${clean.report.text}\nNorco 10/325 mg`,
      treatments: [
        {
          words: 'Norco',
          name: 'hydrocodone-acetaminophen',
          status: 'current',
          category: 'medication',
          attributes: [{ words: '10/325 mg', kind: 'dose', value: '10-325 mg' }],
        },
      ],
    };
    const documents = [...file.slice(0, 3), medicated];
    expect(rules('Norco 5-325mg was continued.', documents)).toEqual(['warning dose-not-in-file']);
    expect(rules('Norco 10-325mg was continued.', documents)).toEqual([]);
  });

  test('what utilization review found missing is not the reviewer’s claim', () => {
    const summary = `${matchingLetter.summary} Utilization Review found that there is no documentation of functional improvement. The record says: "There is no pain score documented."`;
    expect(rules('The trial was exceeded.', [...file, therapyNote], { summary })).toEqual([]);
  });

  test('a conflict of the file must be answered under its own id', () => {
    const other: Made = {
      type: 'progress_note',
      text: 'RFA of 8/12/15',
      dates: [['8/12/15', 'rfa_date', '2015-08-12']],
    };
    const [finding, ...more] = findings('The trial was exceeded.', [...file, other]);
    expect(finding).toMatchObject({
      id: 'conflict:rfa_date',
      rule: 'file-conflict',
      severity: 'error',
      values: ['2015-08-07', '2015-08-12'],
    });
    expect(finding?.places.map(({ name }) => name)).toEqual(['2-ur_decision.pdf', '3-rfa.pdf', '5-progress_note.pdf']);
    expect(more).toEqual([]);
  });

  test.each([
    ['both values', 'The request of 08/07/2015 holds; 08/12/2015 is the day of receipt.', 'note file-conflict'],
    ['one of them', 'The request of 08/07/2015 holds.', 'error file-conflict'],
  ])('a letter that resolves the conflict in its own section with %s', (_title, answer, expected) => {
    const other: Made = {
      type: 'progress_note',
      text: 'RFA of 8/12/15',
      dates: [['8/12/15', 'rfa_date', '2015-08-12']],
    };
    const more = `DOCUMENTS REVIEWED\n1. Progress note\nCONFLICTS IN THE RECORD AND HOW THEY WERE RESOLVED\n${answer}`;
    expect(rules('The trial was exceeded.', [...file, other], { more })).toEqual([expected]);
  });

  test('a decision on the utilization review letter alone', () => {
    expect(rules('The trial was exceeded.', file.slice(0, 3))).toEqual(['error review-letter-alone']);
  });
});
