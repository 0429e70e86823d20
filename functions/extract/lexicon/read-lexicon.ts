import { z } from 'zod';
import {
  DateRole,
  DiagnosisStatus,
  DocumentType,
  FunctionPolarity,
  TreatmentCategory,
  TreatmentStatus,
  WorkStatus,
} from '../../domain/facts.ts';
import bodyParts from './body-parts.json' with { type: 'json' };
import dateCues from './date-cues.json' with { type: 'json' };
import diagnoses from './diagnoses.json' with { type: 'json' };
import diagnosisCues from './diagnosis-cues.json' with { type: 'json' };
import documentTypes from './document-types.json' with { type: 'json' };
import drugs from './drugs.json' with { type: 'json' };
import functionCues from './function-cues.json' with { type: 'json' };
import headings from './headings.json' with { type: 'json' };
import statusCues from './status-cues.json' with { type: 'json' };
import treatments from './treatments.json' with { type: 'json' };
import workStatus from './work-status.json' with { type: 'json' };

const terms = z.array(z.string().min(1));
const Direction = z.enum(['before', 'after']);

/** What a section of a document is about; the words of its heading are in headings.json. */
export const SectionKind = z.enum([
  'header',
  'current_medications',
  'past_medications',
  'past_treatment',
  'past_history',
  'surgical_history',
  'family_history',
  'social_history',
  'allergies',
  'history',
  'subjective',
  'objective',
  'diagnostics',
  'findings',
  'impression',
  'diagnosis',
  'plan',
  'request',
  'decision',
  'denied',
  'approved',
  'modified',
  'rationale',
  'guideline',
  'records',
  'procedure',
  'work_status',
  'signature',
  'parties',
  'function',
  'medications_dispensed',
  'case_summary',
  'imr_issues',
  'credentials',
  'how_made',
]);
export type SectionKind = z.infer<typeof SectionKind>;

/** Every list of words that the parsers look up, checked once when the module is loaded. */
export const lexicon = {
  drugs: z.object({ ingredients: z.record(z.string(), terms) }).parse(drugs).ingredients,
  treatments: z.array(z.object({ name: z.string(), category: TreatmentCategory, terms })).parse(treatments),
  ...z.object({ diagnoses: z.array(z.object({ name: z.string(), terms })), symptoms: terms }).parse(diagnoses),
  bodyParts: z.array(z.object({ name: z.string(), region: z.string(), terms })).parse(bodyParts),
  headings: z.array(z.object({ kind: SectionKind, terms })).parse(headings),
  documentTypes: z.array(z.object({ type: DocumentType, weight: z.number(), terms })).parse(documentTypes),
  dateCues: z.array(z.object({ role: DateRole, direction: Direction, weight: z.number(), terms })).parse(dateCues),
  statusCues: z
    .array(z.object({ status: TreatmentStatus, direction: Direction, weight: z.number(), terms }))
    .parse(statusCues),
  diagnosisCues: z.array(z.object({ status: DiagnosisStatus, direction: Direction, terms })).parse(diagnosisCues),
  workStatus: z.array(z.object({ value: WorkStatus, terms })).parse(workStatus),
  functionCues: z.array(z.object({ value: FunctionPolarity, terms })).parse(functionCues),
};
