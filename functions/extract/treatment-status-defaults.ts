import type { DocumentType, TreatmentCategory, TreatmentStatus } from '../domain/facts.ts';
import { statusOfDrug } from './drug-status.ts';
import { joinedRule } from './certainty.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { Reading } from './reading.ts';
import { listStatus } from './list-status.ts';
import { asksByRx, inDocument, isOnLineOf } from './status-in-document.ts';
import { decidedBefore, outcomeAhead, outcomeOfLead } from './treatment-outcomes.ts';
import type { CueReading, StatusReading } from './treatment-status.ts';
import { isOldFill } from './fill-rows.ts';
import { isUnticked } from './tick-boxes.ts';
import { isDatedStudy, tookPlace } from './dated-studies.ts';
import { itemStatus } from './treatment-items.ts';
import { planStatus } from './plan-status.ts';
import { isTitle } from './treatment-titles.ts';
import type { TreatmentSpan } from './treatments.ts';

const sectionStatus: Partial<Record<SectionKind, TreatmentStatus>> = {
  current_medications: 'current',
  past_medications: 'prior',
  past_treatment: 'prior',
  past_history: 'prior',
  surgical_history: 'prior',
  allergies: 'negated',
  diagnostics: 'prior',
  findings: 'prior',
  records: 'prior',
  procedure: 'current',
  medications_dispensed: 'current',
  request: 'requested',
  denied: 'denied',
  approved: 'approved',
  modified: 'modified',
  guideline: 'general',
  imr_issues: 'requested',
  history: 'prior',
  case_summary: 'prior',
};

const typeStatus: Partial<Record<DocumentType, TreatmentStatus>> = {
  rfa: 'requested',
  imr_application: 'requested',
  noarfi: 'requested',
  ur_decision: 'denied',
  imr_determination: 'requested',
  operative: 'current',
  procedure: 'current',
  therapy: 'current',
  chiropractic: 'current',
  acupuncture: 'current',
  pharmacy: 'current',
  fax_cover: 'requested',
  imaging: 'current',
  electrodiagnostic: 'current',
};

/** A therapist's note tells of operations and studies that others did. */
const treats = new Set<DocumentType>(['therapy', 'chiropractic', 'acupuncture']);

const ofDrugs = new Set<SectionKind>(['current_medications', 'medications_dispensed', 'past_medications']);

/** "3/12    7/13": a row of a log of visits. */
const isRowOfVisit =
  /^(?:\d{1,2}(?:\/\d{1,2})? {2,}|--? {2,}|visit \d{1,2} {1,4})?\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})? {2,}/i;

const itemHead = /(?:^|\n)(?:item )?\(?(?:\d{1,2}|[A-H])[.):] {1,3}$/i;

const toCome = new Set<TreatmentCategory>(['imaging', 'diagnostic_test', 'consult']);
const ofFuture = new Set<TreatmentCategory>([...toCome, 'injection', 'surgery', 'procedure']);
const inMonths =
  /^ in (?:\d{1,2}(?:-\d{1,2})?|an?|one|two|three|four|six|eight|twelve) (?:days?|weeks?|wks?|months?|mos?|years?)\b/i;

/** At the head of its line, behind its number at most. */
const opensItem = /(?:^|\n) ?(?:\(?\d{1,2}[.)] {0,3})?$/;

/** How strongly a cue must speak to stand against the section. */
const strongScore = 4.2;

/** The cue when it is strong enough, else what the section and the type of the document say. */
export const defaultStatus = (
  reading: Reading,
  spans: readonly TreatmentSpan[],
  done: readonly StatusReading[],
  index: number,
  cue: CueReading | undefined,
): StatusReading => {
  const span = spans[index];
  if (!span) return { status: 'current', ruleId: 'status.default' };
  if (isTitle(reading, span)) return { status: 'general', ruleId: 'status.title' };
  if (isUnticked(reading.text, span.start)) return { status: 'general', ruleId: 'status.unticked' };
  const { kind: section, name: heading } = reading.sectionAt(span.start);
  const type = reading.documentType;
  // "Auth: chiro 12 visits" on a card of visits.
  if (
    treats.has(type) &&
    /\bauth(?:orized|orization)?\.?: ?$/i.test(reading.text.slice(Math.max(0, span.start - 16), span.start))
  )
    return { status: 'approved', ruleId: 'status.authorized' };
  // "2. MRI lumbar spine: meets ACOEM ...": an item of a decision that its table decided.
  if (type === 'ur_decision' && itemHead.test(reading.text.slice(Math.max(0, span.start - 8), span.start))) {
    const decided = decidedBefore(spans, done, index);
    if (decided && /^[^\n:.]{0,40}[:.]/.test(reading.text.slice(span.end, span.end + 42)))
      return { status: decided, ruleId: 'status.decided' };
  }
  // "PT discharge note 2/28/14": what has notes has taken place.
  if (span.category === 'therapy' && hasNotes.test(reading.text.slice(span.end, span.end + 30)))
    return { status: 'prior', ruleId: 'status.notes' };
  // "Beck Depression Inventory of 27": it has a result.
  if (
    span.category === 'diagnostic_test' &&
    /^(?: score)?(?: of| was|:| =)? \d(?!\d? ?(?:x\b|times\b|per\b))/.test(reading.text.slice(span.end, span.end + 14))
  )
    return { status: 'prior', ruleId: 'status.result' };
  const taken =
    span.category === 'medication' ? statusOfDrug(reading.text, span, spans[index - 1]?.end ?? 0) : undefined;
  if (taken) return taken;
  if (isDatedStudy(reading, span)) return { status: 'prior', ruleId: 'status.dated' };
  // "Cyclobenzaprine is recommended for a short course only": what a guideline says of an item that was decided.
  if (
    type === 'ur_decision' &&
    cue?.status === 'general' &&
    opensItem.test(reading.text.slice(Math.max(0, span.start - 8), span.start))
  ) {
    const decided = decidedBefore(spans, done, index);
    if (decided) return { status: decided, ruleId: 'status.decided' };
  }
  // "Repeat NCS in 6 months", "renal ultrasound in six months"
  if (!cue && toCome.has(span.category) && inMonths.test(reading.text.slice(span.end, span.end + 30)))
    return { status: 'planned', ruleId: 'status.in-months' };
  // "MRI R shoulder if drop arm still positive in 2 wks"
  if (
    (!cue || cue.score < strongScore) &&
    ofFuture.has(span.category) &&
    /^ if (?!he\b|she\b|his\b|her\b|the (?:patient|worker)\b)/i.test(reading.text.slice(span.end, span.end + 18))
  )
    return { status: 'planned', ruleId: 'status.if' };
  // "OT x 8 (Jan - Feb 2017) and an injection 2/21/17": on a request what has its day has taken place.
  if (type === 'rfa' && !cue && ofPast.test(reading.text.slice(span.end, span.end + 32)))
    return { status: 'prior', ruleId: 'status.dated' };
  const inItem =
    type === 'ur_decision' || type === 'imr_determination'
      ? undefined
      : itemStatus(reading, span, spans[index - 1], done[index - 1]);
  // "and possible distal clavicle excision" is asked for with the rest.
  const isWeaker =
    inItem?.status === 'requested' && cue?.status === 'planned' && cue.score < 6 && !isOfPlan.test(cue.words);
  // "A one-month trial of TENS is appropriate": said of an item that the letter has decided.
  if (type === 'ur_decision' && cue?.status === 'requested' && section === 'rationale') {
    const decided = decidedBefore(spans, done, index);
    if (decided) return { status: decided, ruleId: 'status.decided' };
  }
  if (cue && cue.score >= strongScore && !isWeaker)
    return { status: inDocument(reading, span, cue, type, section), ruleId: joinedRule('status', '.', cue.side) };
  if (inItem) return inItem;
  const led = type === 'ur_decision' ? outcomeOfLead(reading, span) : undefined;
  if (led) return { status: led, ruleId: 'status.lead' };
  const listed = listStatus(reading, spans, done, index, section);
  if (listed) return { status: listed, ruleId: 'status.list' };
  if (
    type === 'ur_decision' &&
    !['records', 'history', 'current_medications', 'past_treatment', 'procedure'].includes(section)
  ) {
    const outcome = outcomeAhead(reading, spans, index);
    if (outcome) return { status: outcome, ruleId: 'status.outcome' };
    const told = decidedBefore(spans, done, index);
    if (told && (section === 'decision' || section === 'rationale' || section === 'impression'))
      return { status: told, ruleId: 'status.decided' };
  }
  if (cue && cue.score >= 2)
    return { status: inDocument(reading, span, cue, type, section), ruleId: joinedRule('status', '.', cue.side) };
  const line = reading.lineAt(span.start);
  if (treats.has(type) && section === 'plan' && isRowOfVisit.test(reading.text.slice(line.start, line.start + 26)))
    return { status: 'current', ruleId: 'status.visit' };
  if (section === 'plan') return planStatus(reading, span);
  if (section === 'rationale' && type !== 'ur_decision' && span.category !== 'medication')
    return { status: 'requested', ruleId: 'status.default' };
  // Outside a request "Rx:" is a prescription.
  if (section === 'request' && /^rx$/i.test(heading) && !asksByRx.has(type))
    return { status: 'planned', ruleId: 'status.section' };
  const bySection = section === 'allergies' && !isOnLineOf(reading, span) ? undefined : sectionStatus[section];
  if (
    bySection === 'prior' &&
    (section === 'history' || section === 'past_history') &&
    (span.category === 'medication' || span.category === 'dme') &&
    (takenNow.test(reading.text.slice(span.end, span.end + 40)) ||
      helpsNow.test(reading.text.slice(span.end, span.end + 30)))
  )
    return { status: 'current', ruleId: 'status.regimen' };
  // "Procedure: R knee ACL reconstruction 10/29/2015" at the head of another's report.
  if (section === 'procedure' && span.category === 'surgery' && type !== 'operative' && type !== 'procedure')
    return { status: 'prior', ruleId: 'status.section' };
  const isOffTopic = tookPlace.has(span.category) && ofDrugs.has(section);
  if (bySection && /discontinued|stopped/i.test(heading)) return { status: 'discontinued', ruleId: 'status.section' };
  if (bySection && !isOffTopic && !(section === 'procedure' && span.category === 'imaging' && type !== 'procedure'))
    return { status: bySection, ruleId: 'status.section' };
  if (
    tookPlace.has(span.category) &&
    /^ ?(?:#\d{1,2} )?(?:on|of|dated) \d{1,2}[/-]/.test(reading.text.slice(span.end, span.end + 16))
  )
    return { status: 'prior', ruleId: 'status.dated' };
  // A row of a list of fills tells what was dispensed then.
  if (type === 'pharmacy' && span.category === 'medication' && isOldFill(reading, span.start))
    return { status: 'prior', ruleId: 'status.fill' };
  const byType = typeStatus[type];
  // A visit's note that is sent with a request tells of what was done.
  const tells = type === 'rfa' && (section === 'subjective' || section === 'objective');
  if (byType && !tells && !((treats.has(type) || type === 'pharmacy') && tookPlace.has(span.category)))
    return { status: byType, ruleId: 'status.default' };
  if (helpsNow.test(reading.text.slice(span.end, span.end + 30))) return { status: 'current', ruleId: 'status.helps' };
  return { status: byCategory(span), ruleId: 'status.default' };
};

/** "would be a candidate for", "I would taper": these ask for nothing. */
const isOfPlan = /candidate|taper|wean|reduce|decrease/i;
const ofPast =
  /^(?: x ?\d{1,2}| \d{1,2} (?:visits|sessions))?,? (?:since |in |on |\()?(?:\d{1,2}\/\d{1,2}\/\d{2}|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? (?:- [a-z]+\.? )?\d{4})/i;
const hasNotes =
  /^(?: (?:discharge|progress|daily|initial|treatment|final))? (?:notes?|records?|reports?|summary),? (?:dated |of |from |for )?\(?\d{1,2}\//i;

/** "tramadol takes the edge off": what helps is taken. */
const helpsNow =
  /^(?: (?:also|still|usually))? (?:takes|helps|help some|help|keeps|relieves|reduces|allows|provides|gives|makes|works|eases|controls|helping|is (?:helpful|effective|helping|working))\b/i;

/** "Advil prn": a regimen is told of what is taken. */
const takenNow = /^[^.;,\n]{0,25}\b(?:prn|daily|b\.?i\.?d|t\.?i\.?d|q\.?i\.?d|qhs|qd|as needed|full[- ]time|q\d)\b/i;

const byCategory = ({ category }: TreatmentSpan): TreatmentStatus => {
  if (category === 'medication' || category === 'dme') return 'current';
  return 'prior';
};
