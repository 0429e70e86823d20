import { expect, test } from '@jest/globals';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { decision } from '../chronology/made-papers.ts';
import { caseId } from '../chronology/made-facts.ts';

const statusesOf = (text: string): string[] =>
  extractFacts({
    caseId,
    documentId: DocumentId.parse('doc-0123456789'),
    document: { text, spans: [] },
  }).mentions.flatMap((mention) => (mention.type === 'treatment' ? [mention.status] : []));

test.each([
  ['The following has been reviewed and is APPROVED as medically necessary:', 'approved'],
  ['The following requests are certified:', 'approved'],
  ['We have approved the following treatment:', 'approved'],
  ['The following have been determined to be medically necessary:', 'approved'],
  ['The following treatment is not certified:', 'denied'],
  ['Based on the above, the following is non-certified:', 'denied'],
  ['The following were found not medically necessary:', 'denied'],
])('the items of a list under "%s" are %s', (lead, status) => {
  const body = `${lead}\n  1. Left knee arthroscopy\n  2. Physical therapy, 12 visits\n\nBasis: The criteria of the guideline.`;
  expect(statusesOf(decision('03/12/2019', '03/06/2019', body))).toEqual([status, status]);
});
