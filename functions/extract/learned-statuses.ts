import { TreatmentStatus, type DocumentType } from '../domain/facts.ts';
import type { Reading } from './reading.ts';
import { addSign, likelyOther, signTable, type Likely, type SignTable } from './sign-table.ts';
import { eachStatusSign, statusSignKinds, treatmentsTogether, type TreatmentsTogether } from './status-signs.ts';
import learned from './status-weights.json' with { type: 'json' };
import type { FoundTreatment } from './treatments.ts';

export type StatusTable = SignTable<TreatmentStatus>;
export const statusTable = (source: unknown): StatusTable => signTable(source, TreatmentStatus, statusSignKinds);
const learnedTable = statusTable(learned);

/** Rules that know a sentence or a form are left alone. */
const fromWords = new Set(['status.before', 'status.after']);
const fromPlace = new Set(
  ['default', 'section', 'list', 'item', 'lead', 'outcome', 'title'].map((rule) => `status.${rule}`),
);
/** What a decision on a request says is for the rules: conflicts are found by it. */
const decided = new Set<TreatmentStatus>(['approved', 'denied', 'modified', 'general']);

/** Forms ask by what they are, and a determination's rules were made with real letters that were not learned from. */
const closed = new Set<DocumentType>(['imr_determination', 'rfa', 'imr_application', 'noarfi']);
export const isOpen = ({ ruleId, status }: FoundTreatment, type: DocumentType): boolean =>
  !closed.has(type) && (fromWords.has(ruleId) || fromPlace.has(ruleId)) && !decided.has(status);

/** The likeliest status where it is not the one that the rules gave. */
export const otherStatus = (
  reading: Reading,
  together: TreatmentsTogether,
  index: number,
  table: StatusTable = learnedTable,
): Likely<TreatmentStatus> | undefined => {
  const given = together.treatments[index]?.status;
  if (!given) return undefined;
  const sums = new Float64Array(table.answers.length);
  eachStatusSign(reading, together, index, (kind, first, second) => addSign(table, sums, kind, first, second));
  return likelyOther(table, sums, given);
};

/** How much likelier than the rules' own a learned status has to be; chosen on texts of authors that were left out. */
const lead = { place: 0.2, words: 0.3 };
export const learnedStatus = 'status.learned';

/** The learned status where it leads the rules' by enough. */
export const overruledStatus = (
  { ruleId }: FoundTreatment,
  { answer, share, ruled }: Likely<TreatmentStatus>,
): TreatmentStatus | undefined =>
  share - ruled >= (fromWords.has(ruleId) ? lead.words : lead.place) && !decided.has(answer) ? answer : undefined;

/**
 * Treatments with the status that is the likeliest by all that is seen at them, the rules' own answer among it, learned
 * like the roles of dates (learned-roles.ts).
 */
export const learnedStatuses = (reading: Reading, treatments: readonly FoundTreatment[]): FoundTreatment[] => {
  const together = treatmentsTogether(reading, treatments);
  return treatments.map((treatment, index) => {
    const likely = isOpen(treatment, reading.documentType) ? otherStatus(reading, together, index) : undefined;
    const status = likely && overruledStatus(treatment, likely);
    return status ? { ...treatment, status, ruleId: learnedStatus, ruledStatus: treatment.status } : treatment;
  });
};
