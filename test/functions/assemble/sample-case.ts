import { Chronology } from '../../../functions/domain/chronology.ts';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { Registration } from '../../../functions/domain/document.ts';
import { DocumentFacts } from '../../../functions/domain/facts.ts';
import { Profile } from '../../../functions/domain/profile.ts';
import { Assignment, SignedReview } from '../../../functions/domain/review.ts';

// An invented case in the shape of real ones; every person and organization in it is made up.

export const caseId = CaseId.parse('CM15-0165862');
export const rfa = DocumentId.parse('doc-00000000aa');
export const progressReport = DocumentId.parse('doc-00000000bb');
export const denial = DocumentId.parse('doc-00000000cc');

const citation = (documentId: string, page: number, quote: string): unknown => ({
  documentId,
  page,
  quote,
  ruleId: 'test',
  certainty: 0.9,
});

const mention = (id: string, text: string, page: number, rest: Record<string, unknown>): unknown => ({
  id,
  start: 0,
  end: text.length,
  text,
  page,
  line: 1,
  ruleId: 'test',
  certainty: 0.9,
  ...rest,
});

const facts = (documentId: string, documentType: string, title: string, rest: Record<string, unknown>): DocumentFacts =>
  DocumentFacts.parse({
    caseId,
    documentId,
    documentType,
    title,
    pages: 2,
    sections: [],
    mentions: [],
    parties: [],
    disputedItems: [],
    pageTexts: ['', ''],
    ...rest,
  });

export const documents: DocumentFacts[] = [
  facts(rfa, 'rfa', 'Request for Authorization', {
    documentDate: '2015-08-07',
    mentions: [
      mention('date-1', '8/7/2015', 1, { type: 'date', value: '2015-08-07', role: 'rfa_date', dateKind: 'full' }),
      mention('treatment-1', 'physical therapy', 1, {
        type: 'treatment',
        category: 'therapy',
        name: 'physical therapy',
        status: 'requested',
      }),
      mention('attribute-1', '8 sessions', 1, { type: 'attribute', kind: 'quantity', of: 'treatment-1', value: '8' }),
    ],
  }),
  facts(progressReport, 'pr2', "Primary Treating Physician's Progress Report (PR-2)", {
    documentDate: '2015-08-01',
    mentions: [
      mention('age-1', '63 year old', 1, { type: 'age', value: '63' }),
      mention('sex-1', 'male', 1, { type: 'sex', value: 'male' }),
      mention('date-1', '6-28-02', 1, { type: 'date', value: '2002-06-28', role: 'date_of_injury', dateKind: 'full' }),
      mention('treatment-1', 'Norco', 2, {
        type: 'treatment',
        category: 'medication',
        name: 'hydrocodone/acetaminophen',
        status: 'current',
      }),
      mention('attribute-1', '10/325 mg', 2, {
        type: 'attribute',
        kind: 'dose',
        of: 'treatment-1',
        value: '10/325 mg',
      }),
      mention('treatment-2', 'Soma', 2, {
        type: 'treatment',
        category: 'medication',
        name: 'carisoprodol',
        status: 'discontinued',
      }),
      mention('treatment-3', 'TENS unit', 2, {
        type: 'treatment',
        category: 'dme',
        name: 'tens unit',
        status: 'requested',
      }),
      mention('treatment-4', 'carpal tunnel release', 2, {
        type: 'treatment',
        category: 'surgery',
        name: 'carpal tunnel release',
        status: 'negated',
      }),
      mention('diagnosis-1', 'bilateral carpal tunnel syndrome', 1, {
        type: 'diagnosis',
        name: 'carpal tunnel syndrome',
        status: 'current',
      }),
      mention('diagnosis-2', 'diabetes', 1, { type: 'diagnosis', name: 'diabetes', status: 'family' }),
      mention('pain-1', '8-9/10', 1, { type: 'pain_score', value: '8-9/10' }),
      mention('work-1', 'not working', 1, { type: 'work_status', value: 'not_working' }),
      mention('function-1', 'reported improvement in function', 2, { type: 'function', value: 'improved' }),
    ],
  }),
  facts(denial, 'ur_decision', 'Utilization review decision', {
    documentDate: '2015-08-18',
    urOutcome: { outcome: 'denied', reason: 'lack of functional benefit' },
    mentions: [
      mention('date-1', 'August 18, 2015', 1, {
        type: 'date',
        value: '2015-08-18',
        role: 'ur_decision_date',
        dateKind: 'full',
      }),
    ],
  }),
];

export const chronology: Chronology = Chronology.parse({
  caseId,
  profile: { id: 'california-imr', version: '1' },
  patient: { ageYears: 63, sex: 'male', injuryDate: '2002-06-28' },
  header: { rfaDate: '2015-08-07', urDecisionDate: '2015-08-18', applicationDate: '2015-08-24' },
  priority: 'standard',
  diagnoses: [
    { name: 'carpal tunnel syndrome', sources: [citation(progressReport, 1, 'bilateral carpal tunnel syndrome')] },
  ],
  treatments: [{ name: 'physical therapy', status: 'requested', sources: [citation(rfa, 1, 'physical therapy')] }],
  events: [
    {
      id: 'event-1',
      onDate: '2015-08-01',
      role: 'report_date',
      summary: 'Progress report.',
      sources: [citation(progressReport, 1, '8-1-15')],
    },
  ],
  conflicts: [
    {
      id: 'conflict-rfa',
      field: 'rfa_date',
      message: 'The request for authorization is dated 2015-08-07 and 2015-08-12.',
      values: [
        { value: '2015-08-07', sources: [citation(rfa, 1, '8/7/2015')] },
        { value: '2015-08-12', sources: [citation(denial, 1, 'August 12, 2015')] },
      ],
    },
  ],
  disputedItems: [
    {
      item: 'Physical therapy with massage qty: 8.00',
      treatmentName: 'physical therapy',
      category: 'therapy',
      requestedQuantity: 8,
      urOutcome: 'denied',
      citation: citation(denial, 1, 'Physical therapy with massage qty: 8.00'),
    },
  ],
  records: documents.map(({ documentId, documentType, title, documentDate, pages }) => ({
    documentId,
    fileName: `${documentType}.pdf`,
    documentType,
    title,
    ...(documentDate === undefined ? {} : { onDate: documentDate }),
    pages,
  })),
  parties: [],
  missingDocuments: [],
  unreadablePages: [],
  eligibility: { kind: 'eligible' },
  clocks: [],
  lateFiles: [],
  madeAtTime: '2015-09-01T08:00:00.000Z',
});

export const registration: Registration = Registration.parse({
  caseId,
  registeredAtTime: '2015-09-01T07:00:00.000Z',
  documents: documents.map(({ documentId, documentType }, index) => ({
    documentId,
    fileName: `${documentType}.pdf`,
    key: `upload/${caseId}/${index}`,
    mediaType: 'application/pdf',
    bytes: 1000 + index,
    sha256: String(index).repeat(64),
    pages: 2,
  })),
  refused: [],
});

export const assignment: Assignment = Assignment.parse({
  caseId,
  round: '1-1',
  reviewerId: 'reviewer-7',
  licensure: ['California', 'Oregon'],
  specialties: ['Internal Medicine'],
  reasons: [],
  refused: [],
  assignedAtTime: '2015-09-02T10:00:00.000Z',
  dueOnDate: '2015-10-02',
});

export const profile: Profile = Profile.parse({
  id: 'california-imr',
  version: '1',
  effectiveFromDate: '2015-01-01',
  program: 'Invented program',
  organization: 'Redwood Review Services',
  caseNumberPattern: '^CM',
  decisions: ['Upheld', 'Overturned'],
  clocks: [],
  holidays: [],
  eligibility: [],
  requiredDocuments: [],
  recordsWindowMonths: 12,
  reviewer: {
    minYearsInPractice: 5,
    minPracticeHoursPerWeek: 24,
    preferredLicenceState: 'California',
    mayHoldQmeAppointment: false,
    reviewDueInDays: 30,
    source: 'test',
  },
  letter: {
    howMade: ['{organization} sent the whole case file to an expert reviewer, who has no tie to any party.'],
    guidelineLabels: { claimsAdministrator: 'Claims Administrator guideline', reviewer: '{organization} guideline' },
  },
});

export const reviewerName = 'Quillon Vantongeren, M.D.';

export const review: SignedReview = SignedReview.parse({
  caseId,
  reviewerId: 'reviewer-7',
  signedAtTime: '2015-09-20T16:30:00.000Z',
  decisions: {
    clinicalCaseSummary:
      'The injured worker is a 63 year old male who was injured on 6-28-02. He was diagnosed as having bilateral carpal tunnel syndrome. Medications include Norco. The Request for Authorization date was 8-7-15. Utilization review denied the request on August 18, 2015. He plays the violin.',
    items: [
      {
        item: 'Physical therapy with massage qty: 8.00',
        decision: 'Upheld',
        claimsAdministratorGuideline: 'Decision based on MTUS Chronic Pain Medical Treatment 2009.',
        reviewerGuideline: 'Decision based on MTUS Chronic Pain Medical Treatment 2009, Section(s): Physical Medicine.',
        rationale:
          'The request is for 8 sessions of physical therapy. A visit of March 3, 2011 is not in the file. Therefore the request is not medically necessary.',
      },
    ],
    answers: [{ findingId: 'conflict-rfa', answer: 'The form itself is dated 08/07/2015; this date is used.' }],
    attestation: { noConflictOfInterest: true, reviewedTheRecords: true, signedAs: reviewerName },
  },
});
