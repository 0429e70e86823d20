import { expect, test } from '@jest/globals';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';
import { letterText } from '../check/letter-text.ts';

const ids = { caseId: CaseId.parse('CM00-0000000'), documentId: DocumentId.parse('doc-0000000000') };

const before = 'The injured worker lifted boxes and felt pain. '.repeat(8);

/** The role of the date `7-20-15` in the summary of an invented determination. */
const roleOf = (summary: string): string | undefined =>
  extractFacts({
    ...ids,
    document: { text: letterText({ summary: `${before}${summary}` }), spans: [] },
  }).mentions.flatMap((mention) =>
    mention.type === 'date' && mention.value === '2015-07-20' ? [mention.role] : [],
  )[0];

test.each([
  ['The applicant has filed a claim for pain associated with an industrial injury of 7-20-15.', 'date_of_injury'],
  [
    'On 7-20-15 a request was received for therapy that was denied by Utilization Review on 8-18-15.',
    'rfa_received_date',
  ],
  ['On 7-20-15 a request was made for therapy that was modified by Utilization Review on 8-18-15.', 'rfa_date'],
  ['It is noted that a Request for Authorization was received dated 7-20-15.', 'rfa_date'],
  ['The UR (utilization review board) denied certification on 7-20-15; for physical therapy.', 'ur_decision_date'],
  [
    'The injured worker has been instructed to remain off work until\n7-20-15. Reports were reviewed.',
    'work_status_date',
  ],
  ['She underwent 6 sessions of chiropractic physiotherapy through 7-20-15.', 'treatment_period'],
  ['The injured worker is a 51 year old female who sustained an injury to the low back on 7-20-15.', 'date_of_injury'],
  ['The UR report, dated 7-20-15, denied the request.', 'ur_decision_date'],
  ['On 7-20-15, the claims administrator denied the request.', 'ur_decision_date'],
  ['Utilization review non-certified the request for acupuncture on 7-20-15.', 'ur_decision_date'],
  ['On 7-1-15, she complained of pain, and on 7-20-15, reports improvement.', 'date_of_service'],
  ['Medications have included Norco.Subjective data (7-20-15) included low back pain.', 'report_date'],
])('%s', (summary, role) => expect(roleOf(summary)).toBe(role));

test('"in 6 weeks. Prior review" is no date', () => {
  const summary = 'The plan was a reevaluation in 6 weeks. Prior review dated 8-18-15 denied the request.';
  const { mentions } = extractFacts({ ...ids, document: { text: letterText({ summary }), spans: [] } });
  expect(mentions.filter(({ type, text }) => type === 'date' && /weeks/.test(text))).toEqual([]);
});
