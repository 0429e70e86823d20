import { expect, test } from '@jest/globals';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';

test('the reason of a denial is its ground, not the request that the letter repeats before it', () => {
  const text = [
    'UTILIZATION REVIEW DETERMINATION',
    'Date of Decision: 03/04/2016',
    'Treatment requested: Acupuncture qty: 6.00    DENIED',
    '',
    'Reasons for the decision',
    'The request is for six sessions of acupuncture. The report does not say how many were given before. Nothing was',
    'measured. Denied because of lack of functional improvement after the first sessions. A home program is in place.',
  ].join('\n');
  const { urOutcome } = extractFacts({
    caseId: CaseId.parse('CM16-0000001'),
    documentId: DocumentId.parse('doc-0000000001'),
    document: { text, spans: [] },
  });
  expect(urOutcome).toEqual({
    outcome: 'denied',
    reason: 'lack of functional improvement after the first sessions',
  });
});
