import type { DocumentType } from '../domain/facts.ts';
import type { TreatmentSpan } from './treatments.ts';

/** Letters that stand for a therapy as often as for the patient. */
export const patientOrTherapy = new Set(['pt', 'p.t.', 'ot', 'o.t.']);

const patientVerb =
  /^\s*(?:reports?|states?|denies|is|has|was|seen|name|presents?|c\/o|notes?(?! ?(?:[,;:.]|from\b|of\b|dated\b|\d|$))|here|feels?|doing|returns?|will|would|had|complains?|continues?|did|does|unable|able|can|also|ambulates|tolerated|instructed|remains|demonstrates|given|to\b(?! (?:begin|start|resume|continue|include|address|follow))|still|s\/p|with)\b/i;

/** What is said of therapy, not of a patient. */
const therapyVerb =
  /^ (?:is|was|has been|had been) (?:not |also )?(?:recommended|denied|authorized|approved|requested|helpful|helping|certified|non-?certified|medically|indicated|ordered|needed|supported|appropriate|documented|recorded|beneficial|completed|extended|modified|prescribed)\b/i;

/** Whether "PT" or "OT" is the therapy where it stands. */
export const isTherapy = (text: string, span: TreatmentSpan, documentType: DocumentType): boolean => {
  const words = text.slice(span.start, span.end);
  const isCapital = words === words.toUpperCase();
  const ahead = text.slice(Math.max(0, span.start - 22), span.start).toLowerCase();
  const after = text.slice(span.end, span.end + 32);
  // A pharmacy's list abbreviates names of places: "HARBOR PT".
  if (documentType === 'pharmacy' && /^\s*(?:\n|$)/.test(after)) return false;
  // "Called pt 6/9", "2-pt 7/5 mm"
  if ((!isCapital && /^ \d{1,2}\//.test(after)) || /\d-$/.test(text.slice(Math.max(0, span.start - 2), span.start)))
    return false;
  // "reviewed w/ pt 7-18-12", "d/w pt 6/9"
  if (!isCapital && /\b(?:w\/|with|told|informed|advised|asked|saw|tc|t\/c|d\/w) ?$/.test(ahead)) return false;
  if (!isCapital) return /^ ?(?:x ?\d|\(\d|\d|sessions|visits)/.test(after);
  if (
    /\b(?:skilled|additional|more|formal|outpatient|further|prior|previous|past|from|completed|attended|received|started|begin|began|requested|recent|initial|some) $/.test(
      ahead,
    ) ||
    therapyVerb.test(after)
  )
    return true;
  return (
    !patientVerb.test(after) &&
    !/\b(?:the|this|male|female|old) $/i.test(text.slice(Math.max(0, span.start - 8), span.start))
  );
};
