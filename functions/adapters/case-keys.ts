import { z } from 'zod';
import { CaseId, type DocumentId } from '../domain/case-number.ts';
import * as record from '../domain/case-record.ts';
import { Chronology } from '../domain/chronology.ts';
import { Registration } from '../domain/document.ts';
import { DocumentFacts } from '../domain/facts.ts';
import { Page } from '../domain/page.ts';
import { ReadingSettings } from '../domain/reading-settings.ts';
import { ReviewDraft } from '../domain/api.ts';
import { Assignment, Panel, SignedReview } from '../domain/review.ts';
import type { Stage } from '../steps.ts';

// The only place that spells a key: `{stage}/{caseId}/...`.

/** A place in the store and what lies there. */
export type Place<T> = { stage: Stage; key: string; schema: z.ZodType<T>; lines: boolean };
/** A place whose bytes are not ours to read: an uploaded file, a PDF. */
export type BytesPlace = { stage: Stage; key: string };

const place = <T>(stage: Stage, rest: string, schema: z.ZodType<T>): Place<T> => ({
  stage,
  key: `${stage}/${rest}`,
  schema,
  lines: false,
});
/** One JSON value a line. */
const lines = <T>(stage: Stage, rest: string, schema: z.ZodType<T>): Place<T[]> => ({
  stage,
  key: `${stage}/${rest}`,
  schema: z.array(schema),
  lines: true,
});

export const formats = {
  json: { file: 'determination.json', mediaType: 'application/json' },
  pdf: { file: 'determination.pdf', mediaType: 'application/pdf' },
  docx: {
    file: 'determination.docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
  html: { file: 'determination.html', mediaType: 'text/html; charset=utf-8' },
  'fhir.json': { file: 'fhir.json', mediaType: 'application/fhir+json' },
  'evidence.json': { file: 'evidence.json', mediaType: 'application/json' },
} as const;
export type Format = keyof typeof formats;
export const Format = z.enum(['json', 'pdf', 'docx', 'html', 'fhir.json', 'evidence.json']);

const submitName = 'submit.json';

export const at = {
  panel: place('settings', 'panel.json', Panel),
  reading: place('settings', 'reading.json', ReadingSettings),

  upload: (caseId: CaseId, name: string): BytesPlace => ({ stage: 'upload', key: `upload/${caseId}/${name}` }),
  uploaded: (key: string): BytesPlace => ({ stage: 'upload', key }),
  submit: (caseId: CaseId) => place('upload', `${caseId}/${submitName}`, record.SubmitManifest),

  case: (caseId: CaseId) => place('intake', `${caseId}/case.json`, record.CaseRecord),
  late: (caseId: CaseId, id: string) => place('intake', `${caseId}/late/${id}.json`, record.LateFile),
  refusedUpload: (id: string) => place('intake', `refused/${id}.json`, record.RefusedUpload),

  registration: (caseId: CaseId) => place('register', `${caseId}/registration.json`, Registration),
  mapItems: (caseId: CaseId) => place('register', `${caseId}/map-items.json`, z.array(record.MapItem)),

  readPages: (caseId: CaseId, documentId: DocumentId) => lines('ocr', `${caseId}/${documentId}/read.jsonl`, Page),
  detectionPlan: (caseId: CaseId, documentId: DocumentId) =>
    place('ocr', `${caseId}/${documentId}/plan.json`, record.DetectionPlan),
  detectionInput: (caseId: CaseId, documentId: DocumentId): BytesPlace => ({
    stage: 'ocr',
    key: `ocr/${caseId}/${documentId}/to-detect`,
  }),
  detectionJob: (caseId: CaseId, documentId: DocumentId) =>
    place('ocr', `${caseId}/${documentId}/job.json`, record.DetectionJob),
  detectionDone: (caseId: CaseId, documentId: DocumentId) =>
    place('ocr', `${caseId}/${documentId}/done.json`, record.DetectionDone),
  pages: (caseId: CaseId, documentId: DocumentId) => lines('ocr', `${caseId}/${documentId}/pages.jsonl`, Page),

  facts: (caseId: CaseId, documentId: DocumentId) => place('extract', `${caseId}/${documentId}.json`, DocumentFacts),
  chronology: (caseId: CaseId) => place('chronology', `${caseId}/chronology.json`, Chronology),

  screeningTask: (caseId: CaseId) => place('screen', `${caseId}/task.json`, record.ScreeningTask),
  screeningToken: (caseId: CaseId) => place('screen', `${caseId}/token.json`, record.ParkedToken),
  screeningAnswer: (caseId: CaseId) => place('screen', `${caseId}/answer.json`, record.ScreeningAnswer),

  assignment: (caseId: CaseId) => place('assign', `${caseId}/assignment.json`, Assignment),
  assignmentToken: (caseId: CaseId) => place('assign', `${caseId}/token.json`, record.ParkedToken),
  attempts: (caseId: CaseId) => place('assign', `${caseId}/attempts.json`, record.AssignmentAttempts),

  acceptance: (caseId: CaseId, round: string) => place('review', `${caseId}/${round}/accepted.json`, record.Acceptance),
  declined: (caseId: CaseId, round: string) => place('review', `${caseId}/${round}/declined.json`, record.Declined),
  draft: (caseId: CaseId) => place('review', `${caseId}/draft.json`, ReviewDraft),
  /** That the waiting state has been told of the signed review. */
  told: (caseId: CaseId, round: string) => place('review', `${caseId}/${round}/told.json`, record.Told),
  signed: (caseId: CaseId, round: string) => place('review', `${caseId}/${round}/signed.json`, SignedReview),

  assembled: (caseId: CaseId, format: Format): BytesPlace => ({
    stage: 'assemble',
    key: `assemble/${caseId}/${formats[format].file}`,
  }),
  issued: (caseId: CaseId, format: Format): BytesPlace => ({
    stage: 'issue',
    key: `issue/${caseId}/${formats[format].file}`,
  }),
  issueRecord: (caseId: CaseId) => place('issue', `${caseId}/issue.json`, record.IssueRecord),
};

/** `upload/CM15-0165862/scan.pdf` -> case and name; why not, when the key names no case. */
export const parseUploadKey = (
  key: string,
):
  | { kind: 'file'; caseId: CaseId; name: string }
  | { kind: 'submit'; caseId: CaseId }
  | { kind: 'refused'; reason: string } => {
  const [stage, caseText = '', ...rest] = key.split('/');
  const name = rest.join('/');
  if (stage !== 'upload' || name === '') {
    return { kind: 'refused', reason: 'a case file is uploaded as upload/{case number}/{file name}' };
  }
  const caseId = CaseId.safeParse(caseText);
  if (!caseId.success) {
    return { kind: 'refused', reason: `"${caseText}" is no case number: it looks like CM15-0165862` };
  }
  return name === submitName ? { kind: 'submit', caseId: caseId.data } : { kind: 'file', caseId: caseId.data, name };
};

/** The case of any key of a stage, for listings. */
export const caseOfKey = (key: string): CaseId | undefined => CaseId.safeParse(key.split('/')[1]).data;
