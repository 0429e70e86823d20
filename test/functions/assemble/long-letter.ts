import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import type { Determination } from '../../../functions/domain/determination.ts';
import * as sample from './sample-case.ts';

const sentence =
  'The progress note of July 27, 2015 records tenderness over the paraspinal muscles and no therapy note shows a gain in function. ';

/** Everything that is hard to set: five items, rationales of pages, names of many scripts, markup, words without end. */
export const longLetter = (): Determination => {
  const determination = assembleDetermination({ ...sample, findings: [], today: '2015-09-21' });
  const wordings = [
    'Physical therapy with massage qty: 8.00',
    'Twelve visits of acupuncture were the original request. 6 visits were authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, 6 visits of acupuncture for the lumbar spine, is',
    '<script>alert("x")</script> & Norco 10/325mg qty: 60.00',
    'Nguyễn brace ≥ 1 qty: 1.00',
    'MRI of the lumbar spine',
  ];
  return {
    ...determination,
    outcome: 'Partially Overturned',
    clinicalCaseSummary: [
      'Seen by Øystein Łukasiewicz, Nguyễn Thị Hạnh, Анна Кузнецова, Γιώργος Παπαδόπουλος, अनिता शर्मा and 张伟. ↑ pain.',
      `One word: ${'pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(6)} and done.`,
      '1. first line\n2. second line',
    ].join('\n\n'),
    items: wordings.map((item, index) => ({
      item,
      decision: index % 2 === 0 ? 'Upheld' : 'Overturned',
      claimsAdministratorGuideline: 'The Claims Administrator did not cite any medical evidence for its decision.',
      reviewerGuideline: 'Decision based on MTUS Low Back Complaints 2004, Section(s): Summary.',
      rationale: `Rationale ${index + 1}. ${sentence.repeat(index === 3 ? 60 : 9)}Rationale ${index + 1} ends.`,
    })),
    records: Array.from({ length: 45 }, (_, index) => ({
      documentId: DocumentId.parse(`doc-${String(index).padStart(10, '0')}`),
      fileName: `file-${index}.pdf`,
      documentType: 'pr2' as const,
      title: index === 5 ? 'X'.repeat(180) : index === 44 ? 'Very long title '.repeat(300) : `Progress report ${index}`,
      pages: 3,
    })),
  };
};
