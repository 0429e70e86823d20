import type { DocumentType, TreatmentStatus } from '../domain/facts.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { Reading } from './reading.ts';
import type { StatusReading } from './treatment-status.ts';
import type { TreatmentSpan } from './treatments.ts';

const ofItem = new Set(['status.list', 'status.lead', 'status.item']);
const decides = new Set<DocumentType>(['ur_decision', 'imr_determination', 'imr_application', 'noarfi']);

/** "2. Request acupuncture. 3. Cold laser #4.": an item that opens its line goes with the items before it. */
export const listStatus = (
  reading: Reading,
  spans: readonly TreatmentSpan[],
  done: readonly StatusReading[],
  index: number,
  section: SectionKind,
): TreatmentStatus | undefined => {
  const span = spans[index];
  const previous = spans[index - 1];
  const last = done[index - 1];
  if (!span || !previous || !last || section === 'procedure') return undefined;
  const asks =
    last.status === 'requested' ||
    (decides.has(reading.documentType) &&
      (last.status === 'denied' || last.status === 'approved' || last.status === 'modified'));
  if (!asks || reading.sectionAt(previous.start) !== reading.sectionAt(span.start)) return undefined;
  const lead = /(?:^|\n| (?=\d\)))(?:\(?\d{1,2}[.)]|[-*•]|[a-h][.)]) {0,3}(?:[\w-]+ ){0,2}$/i;
  const isItem =
    span.start - previous.end < 200 && lead.test(reading.text.slice(Math.max(0, span.start - 30), span.start));
  // "2. Inpatient stay 3 days; assistant surgeon; medical clearance": parts of one item.
  const isPart =
    ofItem.has(last.ruleId) && /^[^.\n]{0,60}[;,&+][^.\n]{0,24}$/.test(reading.text.slice(previous.end, span.start));
  // A plan refills what the item above it does not speak of.
  if (isItem && section === 'plan' && span.category === 'medication' && previous.category !== 'medication')
    return undefined;
  return isItem || isPart ? last.status : undefined;
};
