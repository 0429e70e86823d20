import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { letterFacts } from '../../../functions/check/letter-facts.ts';
import { readGuideline } from '../../../functions/check/read-guideline.ts';
import { readLetter } from '../../../functions/check/read-letter.ts';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { splitItem } from '../../../functions/domain/split-item.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';

/** Invented letters, set in lines of any width and broken into pages anywhere: what they say is what is read. */
const split = (whole: string, part: string, rest: string) =>
  `${whole} was the original request. ${part} was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, ${rest}`;

const names = fc.constantFrom(
  'Lidocaine 5% patch #30',
  'MRI of the left ankle without contrast, 3.0 Tesla',
  'Associated surgical service: Knee brace',
  'Associated surgical service: Twelve (12) post-operative physical therapy visits, 2 times a week for 6 weeks',
  'Retrospective urine drug screen (DOS 11/18/16)',
  'Retrospective request for Tramadol 50mg #60, dispensed on 12-1-2016',
  'Functional capacity evaluation to be performed by a physical therapist, for the cervical spine, the lumbar spine, the right shoulder and the left knee',
  'Gabapentin 10%/Ketoprofen 10%/Lidocaine 5%, 120 grams #1 with 2 refills',
  'Naproxen DR 500 mg, one p.o. b.i.d., #60',
  'Chiropractic care for the low back; six sessions',
  'EMG/NCV of the bilateral upper extremities, qty: 1.00',
  split(
    'Tizanidine 4mg #90 with 3 refills',
    'Tizanidine 4mg #90 with no refills',
    'three refills of Tizanidine 4mg #90',
  ),
  split(
    'Physical therapy 3 times a week for 4 weeks (12 sessions) for the cervical spine',
    'Physical therapy for 6 sessions',
    'physical therapy for 6 sessions',
  ),
  split('Norco 7.5/325mg #120', 'Norco 7.5/325mg #90', 'Norco 7.5/325mg #30'),
);

const guidelines = fc.constantFrom(
  'Decision based on MTUS Knee Complaints 2004.',
  'Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Special Studies, and Low Back Complaints 2004, Section(s): Initial Care, Physical Methods.',
  'Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): NSAIDs, GI symptoms & cardiovascular risk. Decision based on Non-MTUS Citation Official Disability Guidelines (ODG), Pain Chapter.',
  'Decision based on MTUS Opioid Treatment 2016, Section(s): 3.3.6 Opioids for Chronic Pain: Use of Urine Drug Testing (UDT), 4.1 Tapering Opioids: Indications for Tapering Opioids.',
  'The Claims Administrator based their decision on recommendation(s) outside of the MTUS Guidelines. Decision based on Non-MTUS Citation Official Disability Guidelines (ODG), Ankle and Foot (updated 11/23/16).',
  'The Expert Reviewer did not cite any medical evidence for its decision.',
);

const conclusions = fc.constantFrom(
  'The request is not medically necessary.',
  'Therefore, the request is medically necessary and appropriate.',
  'As such, medical necessity has not been established.',
  'The trial was authorized by the Claims Administrator on 11-8-2016. It is not supported.',
  'The worker was to take 10 mg. The request is not medically necessary at this time.',
);
const rationales = fc
  .tuple(
    fc.array(
      fc.constantFrom(
        'The guideline recommends an assessment after six visits.',
        'The note of 12-19-2016 records pain of 7/10 and a positive test on the left.',
        'Per the MTUS, "manual therapy" is recommended if caused by musculoskeletal conditions (2016).',
        'The original request was for twelve visits.',
      ),
      { minLength: 1, maxLength: 6 },
    ),
    conclusions,
  )
  .map(([sentences, conclusion]) => [...sentences, conclusion].join(' '));

const items = fc.array(
  fc.record({
    name: names,
    decision: fc.constantFrom('Upheld', 'Overturned'),
    claims: guidelines,
    reviewer: guidelines,
    rationale: rationales,
  }),
  { minLength: 1, maxLength: 21 },
);

/** Lines of a paragraph, filled up to a width; a word longer than it stands alone. A date may break after a hyphen. */
const wrapped = (paragraph: string, width: number): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const piece of paragraph.match(/\S*?\d-(?=\d{1,4}-?\d)|\S+\s*|\s+/g) ?? []) {
    if (line !== '' && line.length + piece.trimEnd().length > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
};

const header = `Case Number: CM16-0000002
Date Assigned: 01/06/2017 Date of Injury: 10/17/2016
Decision Date: 02/02/2017 UR Denial Date: 12/21/2016
Priority: Standard Application 01/03/2017
Received:`;

type Layout = { width: number; linesOfPage: number; furniture: string; isDoubleSpaced: boolean };

const layouts = fc.record({
  width: fc.integer({ min: 60, max: 120 }),
  linesOfPage: fc.integer({ min: 20, max: 60 }),
  furniture: fc.constantFrom('', 'Final Determination Letter for IMR Case Number CM16-0000002   3', 'Page 2 of 5'),
  isDoubleSpaced: fc.boolean(),
});

const setLetter = (decided: readonly Item[], layout: Layout): string => {
  const paragraphs = [
    'HOW THE IMR FINAL DETERMINATION WAS MADE',
    'An expert reviewer looked at the whole case file.',
    'The Expert Reviewer has the following credentials:',
    'State(s) of Licensure: California,New Hampshire, Texas',
    'Certification(s)/Specialty: Preventive Medicine, Public Health & General Preventive Medicine, Hospice & Palliative Medicine',
    'CLINICAL CASE SUMMARY',
    'The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical records:',
    'The injured worker is a 43 year old female, who sustained an industrial injury on 10-17-2016.',
    'IMR ISSUES, DECISIONS AND RATIONALES',
    'The Final Determination was based on decisions for the disputed items/services set forth below:',
    ...decided.flatMap(({ name, decision, claims, reviewer, rationale }) => [
      `${name}${name.includes('original request') ? ' is' : ''}: ${decision}`,
      `Claims Administrator guideline: ${claims}`,
      `MAXIMUS guideline: ${reviewer}`,
      `Decision rationale: ${rationale}`,
    ]),
  ];
  const lines = [
    ...header.split('\n'),
    ...paragraphs.flatMap((paragraph) => paragraph.split('\n').flatMap((line) => wrapped(line, layout.width))),
  ];
  return lines
    .map((line, index) => {
      const isLast = index % layout.linesOfPage === layout.linesOfPage - 1;
      const foot = isLast ? `${layout.furniture === '' ? '' : `\n${layout.furniture}`}\f` : '\n';
      return `${line}${foot === '\n' && layout.isDoubleSpaced ? '\n\n' : foot}`;
    })
    .join('');
};
type Item = { name: string; decision: string; claims: string; reviewer: string; rationale: string };

test('a letter set in any width and pages says the same', () => {
  fc.assert(
    fc.property(items, layouts, (decided, layout) => {
      const letter = readLetter(setLetter(decided, layout));
      const { header: read, credentials, items: found } = letterFacts(letter);
      expect(read).toEqual({
        caseNumber: 'CM16-0000002',
        dateAssigned: '2017-01-06',
        dateOfInjury: '2016-10-17',
        decisionDate: '2017-02-02',
        urDenialDate: '2016-12-21',
        applicationReceived: '2017-01-03',
        priority: 'Standard',
      });
      expect(credentials).toEqual({
        licensedIn: ['California', 'New Hampshire', 'Texas'],
        specialties: [
          'Preventive Medicine',
          'Public Health & General Preventive Medicine',
          'Hospice & Palliative Medicine',
        ],
      });
      expect(found.map(({ item, decision }) => `${item}: ${decision}`)).toEqual(
        decided.map(({ name, decision }) => `${name}: ${decision}`),
      );
      expect(found.map((entry) => [entry.claimsAdministratorGuideline?.text, entry.reviewerGuideline?.text])).toEqual(
        decided.map(({ claims, reviewer }) => [claims, reviewer]),
      );
      expect(letter.items.map(({ rationale }) => rationale?.text)).toEqual(decided.map(({ rationale }) => rationale));
    }),
    { numRuns: 300 },
  );
});

test('and so does the extraction', () => {
  const ids = { caseId: CaseId.parse('CM00-0000000'), documentId: DocumentId.parse('doc-0000000000') };
  fc.assert(
    fc.property(items, layouts, (decided, layout) => {
      const text = setLetter(decided, layout);
      const facts = extractFacts({ ...ids, document: { text, spans: [] } });
      expect(facts.title).toBe('IMR Final Determination');
      expect(facts.disputedItems.map(({ item, imrOutcome }) => `${item}: ${imrOutcome}`)).toEqual(
        decided.map(({ name, decision }) => `${name}: ${decision.toLowerCase()}`),
      );
    }),
    { numRuns: 100 },
  );
});

describe('what a decision says', () => {
  const decisionsOf = (name: string) =>
    letterFacts(
      readLetter(setLetter([{ ...plain, name }], { width: 90, linesOfPage: 60, furniture: '', isDoubleSpaced: false })),
    ).items.map(({ item, decision, reviewerGuideline }) => [item, decision, reviewerGuideline?.basis]);
  const plain = {
    decision: 'Upheld',
    claims: 'Decision based on MTUS Knee Complaints 2004.',
    reviewer: 'Decision based on MTUS Knee Complaints 2004.',
    rationale: 'The request is not medically necessary.',
  };

  test('services that share one block have a decision each', () => {
    expect(decisionsOf('Knee brace: Overturned\nCold therapy unit')).toEqual([
      ['Knee brace', 'Overturned', 'mtus'],
      ['Cold therapy unit', 'Upheld', 'mtus'],
    ]);
  });

  test.each([
    ['Partially Overturned', 'Partially Overturned'],
    ['Overtumed', 'Overturned'],
    ['UPHELD.', 'Upheld'],
    ['Uphe1d', 'Upheld'],
  ])('%s', (decision, read) => {
    const layout = { width: 90, linesOfPage: 60, furniture: '', isDoubleSpaced: false };
    const [item] = letterFacts(readLetter(setLetter([{ ...plain, name: 'Knee brace', decision }], layout))).items;
    expect([item?.item, item?.decision]).toEqual(['Knee brace', read]);
  });
});

describe('a split item', () => {
  test.each([
    [
      'A was the original request. B was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, C',
      ['A', 'B', 'C'],
    ],
    [
      'A #90 were the original request. B #30 were certified. The remaining IMR-eligible portion of the original request, C #60, is',
      ['A #90', 'B #30', 'C #60'],
    ],
    [
      'A 7.5mg #9 was the original request. A 7.5mg #6 was authorized by the Claims Administrator. The remaining portion of the original request: A 7.5mg #3',
      ['A 7.5mg #9', 'A 7.5mg #6', 'A 7.5mg #3'],
    ],
    [
      'AB was the original request. The Claims Administrator authorized an evaluation only, leaving the original request IMR eligible. The original request, AB',
      ['AB', 'an evaluation only', 'AB'],
    ],
    ['Twelve visits, as in the original request', undefined],
  ])('%s', (item, parts) => {
    const read = splitItem(item.replace(/\b([AC])\b/g, '$1$1').replace(/\bB\b/g, 'BB'));
    expect(read && [read.requested, read.authorized, read.remaining]).toEqual(
      parts?.map((part) => part.replace(/\b([AC])\b/g, '$1$1').replace(/\bB\b/g, 'BB')),
    );
  });
});

describe('a guideline', () => {
  const chapters = (text: string) => {
    const { basis, mtus, other } = readGuideline(text);
    return [basis, mtus.map(({ chapter, year, sections }) => [chapter, year, sections]), other];
  };
  test.each([
    ['The Claims Administrator did not cite any medical evidence for its decision.', 'none', [], undefined],
    [
      'Decision based on MTUS Shoulder Complaints 2004, Section(s): Initial Care, and Elbow Complaints 2007, and Forearm, Wrist, and Hand Complaints 2004. Decision based on Non-MTUS Citation ODG, Pain (2016).',
      'mtus_and_other',
      [
        ['Shoulder Complaints', '2004', 'Initial Care'],
        ['Elbow Complaints', '2007', undefined],
        ['Forearm, Wrist, and Hand Complaints', '2004', undefined],
      ],
      'ODG, Pain (2016)',
    ],
    [
      'Decision based on MTUS Stress-Related Conditions 2004, Section(s): Treatment, and Chronic Pain Medical Treatment 2016, Section(s): Opioids, and weaning of medications.',
      'mtus',
      [
        ['Stress-Related Conditions', '2004', 'Treatment'],
        ['Chronic Pain Medical Treatment', '2016', 'Opioids, and weaning of medications'],
      ],
      undefined,
    ],
    [
      'The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. Decision based on Non-MTUS Citation ACOEM, 3rd ed., pg. 607.',
      'outside_mtus',
      [],
      'ACOEM, 3rd ed., pg. 607',
    ],
    ['As the plan of care provides.', 'unknown', [], undefined],
  ])('%s', (text, basis, mtus, other) => expect(chapters(text)).toEqual([basis, mtus, other]));
});
