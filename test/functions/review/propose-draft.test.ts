import { describe, expect, test } from '@jest/globals';
import { buildChronology } from '../../../functions/chronology/build-chronology.ts';
import { ReviewDraft } from '../../../functions/domain/api.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { proposeDraft } from '../../../functions/review/propose-draft.ts';
import { caseId, cleanCase, madeFacts, registrationOf, type Made } from '../chronology/made-facts.ts';

const draftOf = (...parts: Made[]) => {
  const documents = parts.map(madeFacts);
  const chronology = buildChronology({
    caseId,
    registration: registrationOf(documents),
    pageRows: [],
    documents,
    profile: profileFor('2015-09-10'),
    today: '2015-09-10',
    nowTime: '2015-09-10T10:00:00.000Z',
    lateFiles: [],
  });
  return proposeDraft(chronology, documents);
};

const clean = cleanCase();

describe('the first draft', () => {
  const draft = draftOf(clean.application, clean.decision, clean.request, clean.report);

  test('tells the case from extracted facts, in the order of a clinical case summary', () => {
    expect(draft.clinicalCaseSummary).toMatch(
      /^The injured worker is a 43 year old, who sustained an industrial injury on 3-2-14\. .*lumbar strain\. Treatment to date has included physical therapy\..*7-27-15.*Request for Authorization date was 8-7-15 and requested service included Physical therapy with massage qty: 8\.00\. The Utilization Review on 8-18-15 denied the request: "lack of functional benefit"\.$/,
    );
  });

  test('names the disputed items and decides nothing', () => {
    expect(draft.items).toEqual([
      {
        item: 'Physical therapy with massage qty: 8.00',
        claimsAdministratorGuideline: 'The Claims Administrator did not cite any medical evidence for its decision.',
        reviewerGuideline: '',
        rationale: '',
      },
    ]);
    expect(JSON.stringify(draft)).not.toMatch(/Upheld|Overturned|medically necessary/);
  });

  test('is a draft of the interface', () => expect(ReviewDraft.parse(draft)).toEqual(draft));
});

test('what no document says is not mentioned', () => {
  expect(draftOf({ type: 'pr2', text: 'A note without facts' }).clinicalCaseSummary).toBe('');
});
