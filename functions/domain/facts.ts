// The schema of all that is found in a document, in one file: whoever writes or reads a finding looks it up here.
import { z } from 'zod';
import { CaseId, DocumentId } from './case-number.ts';
import { PartialDay } from './days.ts';
import { Box } from './page.ts';

/** What a date is the date of. */
export const DateRole = z.enum([
  'date_of_injury',
  'date_of_birth',
  'date_of_service',
  'report_date',
  'rfa_date',
  'rfa_received_date',
  'ur_decision_date',
  'imr_application_date',
  'imr_assigned_date',
  'imr_determination_date',
  'surgery_date',
  'procedure_date',
  'imaging_date',
  'test_date',
  'treatment_period',
  'medication_date',
  'work_status_date',
  'next_visit_date',
  'employment_date',
  'signature_date',
  'transmission_date',
  'deadline',
  'history_date',
  'form_date',
  'other',
]);
export type DateRole = z.infer<typeof DateRole>;

export const TreatmentCategory = z.enum([
  'medication',
  'therapy',
  'dme',
  'imaging',
  'injection',
  'surgery',
  'procedure',
  'diagnostic_test',
  'consult',
  'program',
]);
export type TreatmentCategory = z.infer<typeof TreatmentCategory>;

export const TreatmentStatus = z.enum([
  'requested',
  'denied',
  'approved',
  'modified',
  'prior',
  'current',
  'planned',
  'discontinued',
  'negated',
  'general',
]);
export type TreatmentStatus = z.infer<typeof TreatmentStatus>;

export const AttributeKind = z.enum([
  'dose',
  'dose_amount',
  'form',
  'route',
  'frequency',
  'quantity',
  'quantity_approved',
  'duration',
  'duration_of_relief',
  'body_part',
  'laterality',
  'level',
]);
export type AttributeKind = z.infer<typeof AttributeKind>;

export const DiagnosisStatus = z.enum(['current', 'historical', 'suspected', 'negated', 'family', 'general']);
export type DiagnosisStatus = z.infer<typeof DiagnosisStatus>;

export const WorkStatus = z.enum(['off_work', 'modified_duty', 'full_duty', 'not_working', 'permanent_stationary']);
export type WorkStatus = z.infer<typeof WorkStatus>;

export const FunctionPolarity = z.enum(['improved', 'worsened', 'none', 'undocumented', 'baseline']);
export type FunctionPolarity = z.infer<typeof FunctionPolarity>;

const mention = {
  /** Unique within the document: type and running number, for example `date-7`. */
  id: z.string(),
  /** UTF-16 offsets into the document's text, end exclusive. */
  start: z.int(),
  end: z.int(),
  /** The words of the source, exactly. */
  text: z.string(),
  page: z.int().min(1),
  /** 1-based, of `start`, within the page. */
  line: z.int().min(1),
  /** Where the words stand on the page; filled when the page was read with places. */
  boxes: z.array(Box).optional(),
  /** The rule that found it. */
  ruleId: z.string(),
  /** 0-1, what share of findings like this one is right in texts that the rules have not seen. */
  certainty: z.number(),
};

export const DateMention = z.object({
  ...mention,
  type: z.literal('date'),
  value: PartialDay,
  role: DateRole,
  dateKind: z.enum(['full', 'no_year', 'partial', 'range', 'relative']),
  /** Other readings when the words are ambiguous. */
  alternatives: z.array(PartialDay).optional(),
});
export type DateMention = z.infer<typeof DateMention>;

export const TreatmentMention = z.object({
  ...mention,
  type: z.literal('treatment'),
  category: TreatmentCategory,
  /** Generic ingredient or canonical label, lower case. */
  name: z.string(),
  status: TreatmentStatus,
  /** What the rules alone say, where a learned status overruled them. Conflicts are sought by it. */
  ruledStatus: TreatmentStatus.optional(),
});
export type TreatmentMention = z.infer<typeof TreatmentMention>;

export const AttributeMention = z.object({
  ...mention,
  type: z.literal('attribute'),
  kind: AttributeKind,
  /** Id of the treatment that it belongs to. */
  of: z.string(),
  value: z.string(),
});
export type AttributeMention = z.infer<typeof AttributeMention>;

export const DiagnosisMention = z.object({
  ...mention,
  type: z.literal('diagnosis'),
  name: z.string(),
  status: DiagnosisStatus,
});
export type DiagnosisMention = z.infer<typeof DiagnosisMention>;

export const Mention = z.discriminatedUnion('type', [
  DateMention,
  TreatmentMention,
  AttributeMention,
  DiagnosisMention,
  z.object({ ...mention, type: z.literal('pain_score'), value: z.string(), context: z.string().optional() }),
  z.object({ ...mention, type: z.literal('work_status'), value: WorkStatus }),
  z.object({ ...mention, type: z.literal('function'), value: FunctionPolarity }),
  z.object({
    ...mention,
    type: z.literal('guideline'),
    system: z.string(),
    section: z.string().optional(),
    year: z.string().optional(),
  }),
  z.object({ ...mention, type: z.literal('code'), system: z.string(), value: z.string() }),
  /** Value in years. */
  z.object({ ...mention, type: z.literal('age'), value: z.string() }),
  z.object({ ...mention, type: z.literal('sex'), value: z.enum(['male', 'female']) }),
  /** A number that only looks like a date or a dose. */
  z.object({ ...mention, type: z.literal('distractor'), kind: z.string() }),
]);
export type Mention = z.infer<typeof Mention>;

export const DocumentType = z.enum([
  'imr_application',
  'rfa',
  'ur_decision',
  'pr2',
  'first_report',
  'consult',
  'operative',
  'procedure',
  'imaging',
  'electrodiagnostic',
  'therapy',
  'chiropractic',
  'acupuncture',
  'qme_ame',
  'pharmacy',
  'lab',
  'progress_note',
  'fax_cover',
  'proof_of_service',
  'noarfi',
  'imr_determination',
  'other',
]);
export type DocumentType = z.infer<typeof DocumentType>;

/** Where a statement comes from: the reader of the determination can follow it back to the page. */
export const Citation = z.object({
  documentId: DocumentId,
  page: z.int().min(1),
  boxes: z.array(Box).optional(),
  /** The words of the source. */
  quote: z.string(),
  ruleId: z.string(),
  certainty: z.number(),
});
export type Citation = z.infer<typeof Citation>;

/** Who is named in the file; reviewers are checked against every one of them. Names stay in the store. */
export const Party = z.object({
  role: z.enum([
    'employee',
    'employer',
    'claims_administrator',
    'requesting_physician',
    'treating_physician',
    'ur_reviewer',
    'facility',
    'attorney',
  ]),
  name: z.string(),
  citation: Citation.optional(),
});
export type Party = z.infer<typeof Party>;

/** A treatment in dispute, as it was asked for. */
export const DisputedItem = z.object({
  /** The words of the request, with its quantity, for example `Physical therapy with massage qty: 8.00`. */
  item: z.string(),
  treatmentName: z.string(),
  category: TreatmentCategory.optional(),
  requestedQuantity: z.number().optional(),
  authorizedQuantity: z.number().optional(),
  /** requested - authorized */
  remainingQuantity: z.number().optional(),
  urOutcome: z.enum(['denied', 'modified', 'approved']).optional(),
  /** What a determination letter decides about the item. */
  imrOutcome: z.enum(['upheld', 'overturned']).optional(),
  citation: Citation.optional(),
});
export type DisputedItem = z.infer<typeof DisputedItem>;

/** What `extract` writes for one document. */
export const DocumentFacts = z.object({
  caseId: CaseId,
  documentId: DocumentId,
  documentType: DocumentType,
  /** A short heading, the document's own words, for example `Primary Treating Physician's Progress Report (PR-2)`. */
  title: z.string(),
  /** The date of the document itself. */
  documentDate: PartialDay.optional(),
  pages: z.int(),
  sections: z.array(z.object({ name: z.string(), start: z.int(), end: z.int(), page: z.int() })),
  mentions: z.array(Mention),
  parties: z.array(Party),
  disputedItems: z.array(DisputedItem),
  /** The parts of the body that complaints and diagnoses name, each once, with their side: `left shoulder`. */
  bodyParts: z.array(z.string()).optional(),
  urOutcome: z.object({ outcome: z.enum(['denied', 'modified', 'approved']), reason: z.string() }).optional(),
  /** One line a page, for search: the page's text. */
  pageTexts: z.array(z.string()),
});
export type DocumentFacts = z.infer<typeof DocumentFacts>;
