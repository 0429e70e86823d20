import type { DocumentType, TreatmentStatus } from '../domain/facts.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { Reading } from './reading.ts';
import { outcomeNear } from './treatment-outcomes.ts';
import type { CueReading } from './treatment-status.ts';
import type { TreatmentSpan } from './treatments.ts';

/** Documents in which "Rx" asks; in others it is a prescription. */
export const asksByRx = new Set<DocumentType>([
  'rfa',
  'pr2',
  'ur_decision',
  'imr_application',
  'imr_determination',
  'noarfi',
]);

/** In a decision on review, "denied" and "upheld" speak of the item in dispute. */
export const inDocument = (
  reading: Reading,
  span: TreatmentSpan,
  cue: CueReading,
  type: DocumentType,
  section: SectionKind,
): TreatmentStatus => {
  const { status } = cue;
  if (tells.has(section) && (status === 'planned' || status === 'requested') && /^rx$/i.test(cue.words)) return 'prior';
  if (status === 'requested' && !asksByRx.has(type) && /^rx$/i.test(cue.words)) return 'planned';
  if (type === 'imr_determination' && status === 'denied') return 'requested';
  if (type === 'imr_determination' && status === 'approved' && /overturned|necessary/i.test(cue.words))
    return 'requested';
  if ((type === 'rfa' || type === 'imr_application') && status === 'approved' && section === 'header')
    return 'requested';
  // "Acupuncture   [X] Modified   [ ] Denied": the worker's list of what is in dispute.
  if (type === 'imr_application' && (status === 'modified' || status === 'denied') && isTicked(reading, span))
    return 'requested';
  // A reader of images asks for nothing: "Recommend thyroid ultrasound."
  if (type === 'imaging' || type === 'electrodiagnostic')
    if (status === 'requested' && /^recommend/i.test(cue.words)) return 'planned';
  if (type === 'ur_decision' && status === 'requested') return outcomeNear(reading, span) ?? 'requested';
  if (section === 'allergies' && isOnLineOf(reading, span)) return 'negated';
  // A history tells of what was dispensed then.
  if (
    status === 'current' &&
    tells.has(section) &&
    /dispensed|administered|injected|prescribed|given|was|were/i.test(cue.words)
  )
    return 'prior';
  return status;
};

const isTicked = ({ text, lineAt }: Reading, { start, end }: TreatmentSpan): boolean =>
  /\[ ?[xX] ?\] ?(?:modified|denied)/i.test(text.slice(end, lineAt(start).end));

const tells = new Set<SectionKind>(['history', 'records', 'past_treatment', 'case_summary']);

/** An allergy stands on the line of its heading, or on the one below. */
export const isOnLineOf = ({ text, sectionAt }: Reading, { start, end }: TreatmentSpan): boolean => {
  // "Allergies: amoxicillin. Tetanus 2019.": what was given in a year.
  if (/^ (?:19|20)\d{2}\b/.test(text.slice(end, end + 6))) return false;
  const section = sectionAt(start);
  const between = text.slice(section.start + section.name.length, start);
  return !/\S[^\n]*\n/.test(between.replace(/^[\s:.-]+/, ''));
};
