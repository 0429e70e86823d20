import { caseTiming } from '../../functions/domain/case-timing.ts';
import { readFileSync } from 'node:fs';
import type { CaseView, InboxEntry, ReviewView } from '../../functions/domain/api.ts';
import { CaseId, DocumentId } from '../../functions/domain/case-number.ts';
import type { Chronology } from '../../functions/domain/chronology.ts';
import type { CaseDocument } from '../../functions/domain/document.ts';
import type { Citation } from '../../functions/domain/facts.ts';
import type { Finding } from '../../functions/domain/finding.ts';

// Made for these tests: the sample case file as the API would show it, small enough to read.

export const caseId = CaseId.parse('CM15-0165862');
const id = (digit: number): DocumentId => DocumentId.parse(`doc-${String(digit).repeat(10)}`);

const files: [name: string, pages: number][] = [
  ['1-imr-application.pdf', 2],
  ['2-ur-denial.pdf', 3],
  ['3-request-for-authorization.pdf', 1],
  ['4-progress-report-pr2.pdf', 2],
  ['5-exam-note.pdf', 2],
  ['6-therapy-note.pdf', 2],
];
export const documents: CaseDocument[] = files.map(([fileName, pages], index) => ({
  documentId: id(index + 1),
  fileName,
  key: `upload/${caseId}/${index}`,
  mediaType: 'application/pdf',
  bytes: 1000,
  sha256: '0'.repeat(64),
  pages,
}));

export const bytesOf = (documentId: string): Buffer => {
  const name = documents.find((document) => document.documentId === documentId)?.fileName ?? '';
  return readFileSync(new URL(`../../samples/case-file/${name}`, import.meta.url));
};

const cite = (digit: number, page: number, quote: string, top = 0.3): Citation => ({
  documentId: id(digit),
  page,
  quote,
  boxes: [{ left: 0.088, top, width: 0.56, height: 0.017 }],
  ruleId: 'test',
  certainty: 0.9,
});
const straightLeg = cite(5, 1, 'Straight leg raise: positive in the left lower extremity at 45 degrees.', 0.552);

export const chronology: Chronology = {
  caseId,
  profile: { id: 'ca-workers-compensation-imr', version: '1' },
  patient: { ageYears: 63, sex: 'male', injuryDate: '2002-06-28' },
  header: { rfaDate: '2015-08-12', urDecisionDate: '2015-08-18', applicationDate: '2015-08-24' },
  priority: 'standard',
  diagnoses: [{ name: 'cervical degenerative disc disease', sources: [cite(5, 2, '1. Cervical and lumbar')] }],
  treatments: [
    { name: 'physical therapy', status: 'requested', sources: [cite(3, 1, 'Physical therapy with massage')] },
  ],
  events: [
    {
      id: 'event-1',
      onDate: '2002-06-28',
      role: 'date_of_injury',
      summary: 'Injury',
      sources: [cite(1, 1, '06/28/2002')],
    },
    { id: 'event-2', onDate: '2015-07-27', role: 'date_of_service', summary: 'Exam note', sources: [straightLeg] },
  ],
  conflicts: [
    {
      id: 'conflict:rfa_date',
      field: 'rfa_date',
      message: 'The request for authorization has two dates.',
      values: [
        {
          value: '2015-08-07',
          sources: [cite(2, 1, 'Request for Authorization dated: 08/07/2015', 0.29), cite(2, 3, '08/07/2015', 0.2)],
        },
        { value: '2015-08-12', sources: [cite(3, 1, 'Date: 08/12/2015', 0.66)] },
      ],
    },
  ],
  disputedItems: [{ item: 'Physical therapy with massage qty: 8.00', treatmentName: 'physical therapy' }],
  records: documents.map(({ documentId, fileName, pages }) => ({
    documentId,
    fileName,
    documentType: 'other',
    title: fileName,
    pages,
  })),
  parties: [],
  missingDocuments: [],
  unreadablePages: [],
  eligibility: { kind: 'eligible' },
  gaps: [
    { fromDate: '2014-08-05', toDate: '2015-07-27', days: 356, sources: [cite(5, 1, 'Date of Service: 07/27/2015')] },
  ],
  clocks: [
    {
      id: 'determination',
      name: 'The final determination',
      startsOnDate: '2026-01-05',
      dueOnDate: '2026-02-04',
      metBy: 'imr_determination_date',
      lastDate: '2026-02-04',
      rule: '30 days from records received',
      source: 'Labor Code 4610.6(d)',
      verified: true,
    },
    {
      id: 'ur-decision-outer-limit',
      name: 'Utilization review decides at the latest',
      startsOnDate: '2015-08-12',
      dueOnDate: '2015-08-26',
      metBy: 'ur_decision_date',
      lastDate: '2015-08-26',
      metOnDate: '2015-08-18',
      rule: '14 days from rfa received date',
      source: '8 CCR 9792.9.1(c)',
      verified: false,
    },
    { name: 'A clock that nothing has started', rule: '', source: '8 CCR 10575', verified: true },
  ],
  ageDates: { assignedOnDate: '2025-12-30', completeRecordsOnDate: '2026-01-05' },
  lateFiles: [],
  madeAtTime: '2026-01-05T10:00:08Z',
};

export const caseView: CaseView = {
  caseId,
  status: 'in-review',
  receivedAtTime: '2026-01-05T10:00:00Z',
  dueOnDate: '2026-02-04',
  states: [
    {
      name: 'Register',
      status: 'succeeded',
      enteredAtTime: '2026-01-05T10:00:00Z',
      exitedAtTime: '2026-01-05T10:00:02Z',
    },
    {
      name: 'ReadDocuments',
      status: 'caught',
      enteredAtTime: '2026-01-05T10:00:02Z',
      exitedAtTime: '2026-01-05T10:00:07Z',
      error: 'TooManyRequests',
    },
    { name: 'Assign', status: 'running', enteredAtTime: '2026-01-05T10:00:08Z' },
  ],
  registration: {
    caseId,
    registeredAtTime: '2026-01-05T10:00:01Z',
    documents,
    refused: [
      {
        fileName: 'locked.pdf',
        key: 'upload/CM15-0165862/locked',
        code: 'encrypted',
        reason: 'The file is encrypted: send it without a password.',
      },
    ],
  },
  ledger: documents.flatMap(({ documentId, pages }, index) =>
    Array.from({ length: pages }, (_, page) => ({
      documentId,
      page: page + 1,
      source: index < 3 ? ('text-layer' as const) : ('ocr' as const),
      reason: index < 3 ? 'The page has a good text layer.' : 'The page is a picture.',
      problems: [],
    })),
  ),
  chronology,
  timing: caseTiming(chronology, '2026-02-04'),
  lateFiles: ['mri-report.pdf'],
  determination: [],
};

export const inboxEntry: InboxEntry = {
  caseId,
  reviewerId: 'reviewer-01',
  dueOnDate: '2026-02-04',
  assignedAtTime: '2026-01-05T10:00:08Z',
  accepted: false,
  items: ['Physical therapy with massage qty: 8.00'],
  priority: 'standard',
};

export const contradiction: Finding = {
  id: 'negative-claim:1',
  rule: 'negative-claim',
  source: 'Labor Code 4610.6(h)(5): a plainly erroneous finding of fact',
  severity: 'error',
  message: 'The letter says that no therapy note exists; the file has one.',
  values: ['no therapy notes', '6-therapy-note.pdf'],
  places: [
    { in: 'letter', name: 'Decision rationale', quote: 'There are no therapy notes.' },
    { in: 'case-file', name: '6-therapy-note.pdf', documentId: id(6), page: 1, quote: 'PHYSICAL THERAPY NOTE' },
  ],
  resolution: 'Correct the sentence, or say why the note does not count.',
};

export const reviewView: ReviewView = {
  assignment: {
    caseId,
    round: '1-1',
    reviewerId: 'reviewer-01',
    licensure: ['California', 'Indiana', 'New York'],
    specialties: ['Internal Medicine'],
    reasons: ['Internal Medicine treats the condition in dispute.'],
    refused: [],
    assignedAtTime: '2026-01-05T10:00:08Z',
    dueOnDate: '2026-02-04',
  },
  accepted: false,
  registration: { caseId, registeredAtTime: '2026-01-05T10:00:01Z', documents, refused: [] },
  chronology,
  timing: caseTiming(chronology, '2026-02-04'),
  draft: {
    clinicalCaseSummary: 'The injured worker is a 63 year old male.',
    items: [
      {
        item: 'Physical therapy with massage qty: 8.00',
        claimsAdministratorGuideline: 'Decision based on MTUS Chronic Pain Medical Treatment 2009.',
        reviewerGuideline: '',
        rationale: '',
      },
    ],
    answers: [],
  },
  findings: [],
  lateFiles: [],
};
