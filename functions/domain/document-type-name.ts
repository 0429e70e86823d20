import type { DocumentType } from './facts.ts';

const names: Record<DocumentType, string> = {
  imr_application: 'Application for Independent Medical Review',
  rfa: 'Request for Authorization',
  ur_decision: 'Utilization review decision',
  pr2: "Treating physician's progress report (PR-2)",
  first_report: "Doctor's first report",
  consult: 'Consultation report',
  operative: 'Operative report',
  procedure: 'Procedure report',
  imaging: 'Imaging report',
  electrodiagnostic: 'Electrodiagnostic report',
  therapy: 'Therapy note',
  chiropractic: 'Chiropractic note',
  acupuncture: 'Acupuncture note',
  qme_ame: 'Medical-legal report (QME or AME)',
  pharmacy: 'Pharmacy record',
  lab: 'Laboratory report',
  progress_note: 'Progress note',
  fax_cover: 'Fax cover sheet',
  proof_of_service: 'Proof of service',
  noarfi: 'Notice of assignment and request for information',
  imr_determination: 'Earlier IMR determination',
  other: 'Other document',
};

/** How the letter's list of documents reviewed calls a type. */
export const documentTypeName = (type: DocumentType): string => names[type];
