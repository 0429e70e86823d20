import type { DateRole, DocumentType } from '../domain/facts.ts';
import type { RawDate } from './date-grammar.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';

/** The date that a document of this type is about: the meaning of a bare `Date:` near its top. */
export const ownRole: Record<DocumentType, DateRole> = {
  imr_application: 'imr_application_date',
  rfa: 'rfa_date',
  ur_decision: 'ur_decision_date',
  pr2: 'date_of_service',
  first_report: 'date_of_service',
  consult: 'date_of_service',
  operative: 'surgery_date',
  procedure: 'procedure_date',
  imaging: 'imaging_date',
  electrodiagnostic: 'test_date',
  therapy: 'date_of_service',
  chiropractic: 'date_of_service',
  acupuncture: 'date_of_service',
  qme_ame: 'report_date',
  pharmacy: 'medication_date',
  lab: 'test_date',
  progress_note: 'date_of_service',
  fax_cover: 'transmission_date',
  proof_of_service: 'signature_date',
  noarfi: 'imr_assigned_date',
  imr_determination: 'imr_determination_date',
  other: 'date_of_service',
};

/** A label's role, and where its document, its section or the words around the date make it another. */
type Instead = {
  role: DateRole;
  gives: DateRole;
  types?: readonly DocumentType[];
  sections?: readonly SectionKind[];
  kind?: RawDate['kind'];
  /** Before this offset of the text. */
  above?: number;
  /** What stands right before the date, up to 80 characters, and right behind it, up to 30. */
  before?: RegExp;
  behind?: RegExp;
};

const nearTop = 900;
const comparing: readonly SectionKind[] = ['impression', 'findings', 'diagnosis'];
const drugs: readonly SectionKind[] = ['current_medications', 'past_medications', 'medications_dispensed'];

/** The first that fits counts. */
const insteads: readonly Instead[] = [
  // "UTILIZATION REVIEW CERTIFICATION      June 11, 2014"
  { role: 'treatment_period', types: ['ur_decision'], kind: 'full', above: 200, gives: 'ur_decision_date' },
  { role: 'other', before: /\bdiscussion by $/i, gives: 'deadline' },
  // "UR approved the surgery on 9/30/2019"
  {
    role: 'surgery_date',
    before:
      /\b(?:approved|denied|authorized|certified|modified) (?:the |his |her |this )?(?:\w+ ){0,2}(?:surgery|procedure|operation) on $/i,
    gives: 'ur_decision_date',
  },
  // "MRI ... certified thru 12/31/18"
  { role: 'ur_decision_date', before: /\b(?:thru|through|until|exp\w{0,5}) $/i, gives: 'treatment_period' },
  { role: 'treatment_period', types: ['pharmacy'], kind: 'range', before: /\bperiod:? *$/i, gives: 'medication_date' },
  // "CURES report run 06/09/15"
  { role: 'transmission_date', before: /\b(?:cures|pdmp)\b[^.;\n]{0,16}\brun:? $/i, gives: 'test_date' },
  { role: 'rfa_received_date', before: /\bletter (?:was )?received:? (?:on )?$/i, gives: 'transmission_date' },
  {
    role: 'ur_decision_date',
    before: /(?:\bnotice of assignment\b|\bnoarfi\b)[^]*\bdate of (?:this )?notice\W*$/i,
    gives: 'imr_assigned_date',
  },
  // "reviewed w/ pt 7-18-12" by hand under a report of images
  {
    role: 'date_of_service',
    types: ['imaging', 'electrodiagnostic', 'lab'],
    before: /\b(?:reviewed|discussed|d\/w)\b[^.\n]{0,16}\b(?:pt|patient)\W*$/i,
    gives: 'date_of_service',
  },
  // "not seen in 2013": what an image shows.
  { role: 'date_of_service', types: ['imaging'], sections: comparing, gives: 'imaging_date' },
  // "New when compared with the 2003 report"
  { role: 'report_date', types: ['imaging'], sections: comparing, kind: 'partial', gives: 'imaging_date' },
  { role: 'rfa_received_date', types: ['lab'], gives: 'test_date' },
  {
    role: 'imaging_date',
    types: ['electrodiagnostic'],
    above: nearTop,
    before: /\bstudy\b[^\n]{0,12}$/i,
    gives: 'test_date',
  },
  // "Additional information was asked for on 2/10/2015", "... requested 6/12/15; received 6/15/15"
  ...(['rfa_date', 'ur_decision_date', 'rfa_received_date'] as const).map((role): Instead => ({
    role,
    before:
      /\b(?:information|records|documentation) (?:was |were )?(?:requested|asked for)(?:\b[^.\n]{0,30}received)?(?: on)?:? $/i,
    gives: 'other',
  })),
  // "Addl info received: 11/05/14"
  ...(['rfa_received_date', 'transmission_date'] as const).map((role): Instead => ({
    role,
    types: ['ur_decision'],
    before:
      /\b(?:addl|additional|add'l|further|requested|missing)\.? (?:info\w*|records|documentation) (?:was |were )?(?:received|rec'?d)(?: on)?:? $/i,
    gives: 'other',
  })),
  // "She is 14 weeks pregnant, due 8/29/18": no deadline.
  { role: 'deadline', before: /\b(?:pregnan\w+|baby)\b[^.;\n]{0,30}\bdue:? (?:on )?$/i, gives: 'other' },
  // "cardiology clearance letter 5/3/17"
  {
    role: 'date_of_service',
    kind: 'full',
    before: /\b(?:clearance|consult\w*|referral) (?:letter|report)(?: of| dated)?:? $/i,
    gives: 'report_date',
  },
  // "PHYSICIAN'S NOTE      Oct. 6, 2016" heads the note of a visit.
  {
    role: 'report_date',
    kind: 'full',
    before:
      /\n(?:[A-Z]\. )?(?:[A-Z]+(?:'S)? )?(?:PHYSICIAN|PROGRESS|CLINIC|OFFICE|VISIT|NURSE|PROVIDER|SOAP)(?:'?S)? NOTES?\W*$/,
    gives: 'date_of_service',
  },
  // "Eval: 7/28/14   Re-eval: 9/22/14" over a therapist's note.
  {
    role: 'next_visit_date',
    types: ['therapy', 'chiropractic', 'acupuncture'],
    above: nearTop,
    before: /(?<!\b(?:next|due) )\bre-?eval(?:uation)?: *$/i,
    gives: 'date_of_service',
  },
  // "She sees Dr. Ekwueme every three months, last on January 21"
  { role: 'next_visit_date', before: /\b(?:last|most recently)(?: seen| visit)? on $/i, gives: 'date_of_service' },
  // "Next appointment: 4-5-16 pre-op; post-op 4-15-16"
  {
    role: 'surgery_date',
    before: /\bnext (?:appointment|appt|visit)\b[^.\n]{0,50}\b(?:post|pre)-?op(?:erative)?:? $/i,
    gives: 'next_visit_date',
  },
  // An accident told of under "past history" is not the one of this claim.
  { role: 'date_of_injury', sections: ['past_history', 'surgical_history'], gives: 'history_date' },
  // A prescription monitoring report is a test of its own: its run date is the test's.
  { role: 'transmission_date', types: ['pharmacy'], before: /\brun[^]{0,16}$/i, gives: 'test_date' },
  {
    role: 'treatment_period',
    kind: 'full',
    sections: drugs,
    before: /\b(?:start|end) date\W*$/i,
    gives: 'medication_date',
  },
  // "Re-exam 10/21/20: VAS 3" tells of what was found.
  {
    role: 'next_visit_date',
    before: /\b(?:re-?exam\w*|re-?eval\w*|follow-?up(?: visit)?|recheck)\s*$/i,
    behind: /^ ?: ?(?:[A-Z]|\d{1,3}%|better|improved|worse)/,
    gives: 'date_of_service',
  },
  // "I saw Mr. Halloway (born 05/29/1958) again on April 11, 2017": a letter that names its patient tells of its visit.
  {
    role: 'next_visit_date',
    before: /(?:\bsaw [^.;\n]{1,60}|\b(?:born|injured|dob|claim)\b[^()\n]{1,60}\)) again on $/i,
    gives: 'date_of_service',
  },
  // "Re-check: 10/10/2017" heads a note.
  { role: 'next_visit_date', above: 200, before: /(?:^|\n) *re-?check(?: visit)?: *$/i, gives: 'date_of_service' },
  // "Westmoor Pain Institute, follow-up of 8/25/2014"
  { role: 'next_visit_date', kind: 'full', before: /\bfollow-?up(?: visit)? of $/i, gives: 'date_of_service' },
  {
    role: 'form_date',
    before: /\b(?:work|duty|ttd|tpd|restrict\w*|disab\w*)\b[^]{0,50}\beff\w*\.?:? ?$/i,
    gives: 'work_status_date',
  },
  { role: 'form_date', sections: ['work_status'], before: /\beff\w*\.?:? ?$/i, gives: 'work_status_date' },
  { role: 'form_date', before: /\b(?:auth|cert)\w*[^]{0,50}\beff\w*\.?:? ?$/i, gives: 'treatment_period' },
  { role: 'other', before: /\bauth\w*[^\n]{0,40}\bexp\w*\.?:? ?$/i, gives: 'treatment_period' },
  { role: 'procedure_date', types: ['operative'], above: 400, gives: 'surgery_date' },
  { role: 'test_date', types: ['imaging'], above: nearTop, gives: 'imaging_date' },
  {
    role: 'ur_decision_date',
    types: ['imr_determination'],
    before: /(?<!\b(?:ur|review) )\bdecision date:? {0,14}$/i,
    gives: 'imr_determination_date',
  },
  {
    role: 'signature_date',
    types: ['rfa'],
    before: /(?:physician|md\b)[^]{0,60}$|date:? {0,3}$/i,
    gives: 'rfa_date',
  },
  { role: 'ur_decision_date', types: ['noarfi'], before: /(?:notice|letter)[^]{0,18}$/i, gives: 'imr_assigned_date' },
  { role: 'surgery_date', sections: ['plan'], before: /(?:follow|return)[^]{0,24}$/i, gives: 'next_visit_date' },
];
const byRole = Map.groupBy(insteads, ({ role }) => role);

/** What a label means in this type of document: the exam date of an imaging report is the imaging date. */
export const roleInDocument = (
  role: DateRole,
  type: DocumentType,
  section: SectionKind,
  text: string,
  date: RawDate,
): DateRole => {
  const before = text.slice(Math.max(0, date.start - 80), date.start);
  if (role === 'date_of_service' && date.kind === 'full' && date.start < nearTop && isOfStudy(type, before))
    return ownRole[type];
  const found = byRole
    .get(role)
    ?.find(
      (row) =>
        (row.types?.includes(type) ?? true) &&
        (row.sections?.includes(section) ?? true) &&
        (row.kind === undefined || row.kind === date.kind) &&
        (row.above === undefined || date.start < row.above) &&
        (row.before?.test(before) ?? true) &&
        (row.behind?.test(text.slice(date.end, date.end + 30)) ?? true),
    );
  if (found) return found.gives;
  if (role === 'rfa_received_date' && !reviews.has(type))
    return receivedRole(type, `${before.slice(-60)}${text.slice(date.start, date.end + 30)}`);
  // "OCC MED FOLLOW UP  07/25/22" over a note is the visit itself.
  const isNote = role === 'next_visit_date' && section !== 'plan' && headsNote.test(before);
  return isNote && /^(?: {2}|\n|$)/.test(text.slice(date.end, date.end + 2)) ? 'date_of_service' : role;
};

export const clinical = new Set<DocumentType>([
  'imaging',
  'electrodiagnostic',
  'lab',
  'operative',
  'procedure',
  'pharmacy',
]);
const ofAnotherDay =
  /\b(?:discharged?|admi\w+)\b[^\n]{0,12}$|\b(?:addendum|clinic note|office note|visit note|progress note|nurse note)\W{0,4}$/i;

/** The day at the head of a study, an operation or a list of drugs is that of its own. */
const isOfStudy = (type: DocumentType, before: string): boolean =>
  clinical.has(type) &&
  !ofAnotherDay.test(before) &&
  !(type === 'pharmacy' && /\b(?:reviewed|visit|seen|comments?)\b[^\n]{0,9}$/i.test(before));

const headsNote = /(?:^|\n)[A-Z][A-Z &/-]*FOLLOW[- ]?UP(?: (?:VISIT|NOTE|EXAM))?:? {1,6}$/;
/** Documents in which `received` speaks of the request. */
const reviews = new Set<DocumentType>(['rfa', 'ur_decision']);
const ofDispute = new Set<DocumentType>(['imr_application', 'noarfi', 'imr_determination']);

const receivedRole = (type: DocumentType, line: string): DateRole => {
  if (/\b(?:rfa|request|referral)\b/i.test(line)) return 'rfa_received_date';
  return ofDispute.has(type) && !/\b(?:mail ?room|fax)/i.test(line) ? 'imr_application_date' : 'transmission_date';
};
