import { describe, expect, test } from '@jest/globals';
import { buildChronology } from '../../../functions/chronology/build-chronology.ts';
import { ReviewDraft } from '../../../functions/domain/api.ts';
import type { DocumentFacts } from '../../../functions/domain/facts.ts';
import { profileFor } from '../../../functions/domain/load-profile.ts';
import { proposeDraft } from '../../../functions/review/propose-draft.ts';
import { caseId, cleanCase, madeFacts, registrationOf, type Made } from '../chronology/made-facts.ts';

const chronologyOf = (documents: DocumentFacts[]) =>
  buildChronology({
    caseId,
    registration: registrationOf(documents),
    pageRows: [],
    documents,
    profile: profileFor('2015-09-10'),
    today: '2015-09-10',
    nowTime: '2015-09-10T10:00:00.000Z',
    lateFiles: [],
  });

const draftOf = (...parts: Made[]) => {
  const documents = parts.map(madeFacts);
  return proposeDraft(chronologyOf(documents), documents);
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

describe('nobody is named', () => {
  const named: Made = {
    ...clean.report,
    text: "PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT\nSeen on 7-27-15. Ms. Ibarra complains of neck pain that is worse. Rosa has pain in the neck and in both arms. Dr. Quillfeather noted tenderness of the neck. Vesna Marlowe, PT found positive signs of the shoulder. There is tenderness over the trapezius muscles. Pain is worse with lifting.",
    diagnoses: [],
    treatments: [],
    improvements: [],
    ages: [],
    parties: [{ role: 'treating_physician', name: 'Ione Quillfeather, M.D. DOB 01-01-1970' }],
  };
  const decision: Made = {
    ...clean.decision,
    urOutcome: {
      outcome: 'denied',
      reason: 'Dr. Quillfeather was called. There is a lack of functional benefit. IBARRA had enough of it.',
    },
  };
  const item = { item: 'Consultation with Dr. Quillfeather for the neck', treatmentName: 'consultation' };

  test.each([
    ['with the documents', (parts: Made[]) => draftOf(...parts)],
    ['without them', (parts: Made[]) => proposeDraft(chronologyOf(parts.map(madeFacts)))],
  ])('%s', (_title, make) => {
    const text = JSON.stringify(make([{ ...clean.application, items: [item] }, decision, clean.request, named]));
    expect(text).not.toMatch(/ibarra|rosa\b|quillfeather|ione|marlowe|vesna|brandt/i);
    expect(text).toContain('Consultation for the neck');
  });

  test('and what names nobody is still told', () => {
    const { clinicalCaseSummary } = draftOf(clean.application, decision, clean.request, named);
    expect(clinicalCaseSummary).toContain('Pain is worse with lifting. There is tenderness over the trapezius muscles');
    expect(clinicalCaseSummary).toContain('denied the request: "There is a lack of functional benefit".');
  });
});

test('what no document says is not mentioned', () => {
  expect(draftOf({ type: 'pr2', text: 'A note without facts' }).clinicalCaseSummary).toBe('');
});
