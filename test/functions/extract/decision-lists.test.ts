import { expect, test } from '@jest/globals';
import { DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { decision } from '../chronology/made-papers.ts';
import { caseId } from '../chronology/made-facts.ts';

const factsOf = (body: string) =>
  extractFacts({
    caseId,
    documentId: DocumentId.parse('doc-0123456789'),
    document: { text: decision('03/12/2019', '03/06/2019', body), spans: [] },
  });
const statusesOf = (body: string): string[] =>
  factsOf(body).mentions.flatMap((mention) => (mention.type === 'treatment' ? [mention.status] : []));
const itemsOf = (body: string): string[] =>
  factsOf(body).disputedItems.map(({ treatmentName, urOutcome, requestedQuantity, authorizedQuantity }) =>
    [treatmentName, urOutcome, requestedQuantity, authorizedQuantity].filter((part) => part !== undefined).join(' '),
  );

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
  expect(statusesOf(body)).toEqual([status, status]);
});

test.each([
  ['We cannot authorize the lumbar fusion.', 'denied'],
  ['We are not able to approve the lumbar fusion.', 'denied'],
  ['The lumbar fusion could not be certified.', 'denied'],
  ['We can authorize the lumbar fusion.', 'approved'],
  ['The lumbar fusion has been certified.', 'approved'],
  ['The lumbar fusion has not been certified.', 'denied'],
])('%s', (body, status) => expect(statusesOf(body)).toEqual([status]));

test.each([
  [
    'in a table with the numbers asked for and allowed',
    `Treatment Requested                 Determination     Qty Requested   Qty Certified
Physical therapy, lumbar spine      Modified          12              6
MRI lumbar spine                    Certified         1               1`,
    ['physical therapy modified 12 6', 'mri lumbar spine approved 1 1'],
  ],
  ['with what is allowed behind it', 'MODIFIED: Physical therapy x 12, approve 6.', ['physical therapy modified 12 6']],
  [
    'with what is allowed in brackets',
    '1. Chiropractic therapy 8 visits - PARTIALLY CERTIFIED (4 visits)',
    ['chiropractic manipulation modified 8 4'],
  ],
  [
    'in blocks with a rationale each',
    `Request 1: Lumbar epidural steroid injection at L5-S1
Decision: Certified
Rationale: The pain has lasted six months.

Request 2: Acupuncture, 6 visits
Decision: Non-Certified
Rationale: Nothing says what it is for.`,
    ['lumbar epidural steroid injection approved', 'acupuncture denied 6'],
  ],
])('the items of a decision %s', (_where, body, items) => expect(itemsOf(body)).toEqual(items));
