import type { TreatmentCategory } from '../domain/facts.ts';
import type { Reading } from './reading.ts';
import type { TreatmentSpan } from './treatments.ts';

/** What is done once, on its day. */
export const tookPlace = new Set<TreatmentCategory>([
  'surgery',
  'injection',
  'imaging',
  'diagnostic_test',
  'procedure',
]);

/** "the cervical MRI of 4-22-15": a study with its day has taken place. */
export const isDatedStudy = (reading: Reading, span: TreatmentSpan): boolean =>
  isStudyOfDay(reading, span) ||
  // "the cuff repair of May 16, 2017"
  (tookPlace.has(span.category) &&
    /^ of (?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d)/i.test(
      reading.text.slice(span.end, span.end + 20),
    ));

const isStudyOfDay = ({ text, documentType }: Reading, { category, start, end }: TreatmentSpan): boolean =>
  (category === 'imaging' || category === 'diagnostic_test') &&
  (category === 'imaging'
    ? documentType !== 'imaging'
    : documentType !== 'lab' && documentType !== 'electrodiagnostic') &&
  /^(?:,? ?(?:\(|of |dated |from |done |performed |taken )|[:,]? )(?:on )?(?:\d{1,2}[-/.]\d{1,2}[-/.]\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d)/i.test(
    text.slice(end, end + 36),
  ) &&
  !/\b(?:denied|denial|request\w*|certif\w*) (?:for |of )?(?:an? |the )?$/i.test(
    text.slice(Math.max(0, start - 24), start),
  );
