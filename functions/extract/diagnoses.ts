import type { DiagnosisStatus } from '../domain/facts.ts';
import { joinedRule } from './certainty.ts';
import { isInside } from './numbers.ts';
import { isUnticked } from './tick-boxes.ts';
import { oneLine } from './one-line.ts';
import type { Reading } from './reading.ts';
import { indexAt } from './sentences.ts';
import type { PhraseHit } from './lexicon/phrases.ts';

export type FoundDiagnosis = { start: number; end: number; name: string; status: DiagnosisStatus; ruleId: string };

/** What may stand between a body part and the diagnosis that it belongs to. */
const partGap =
  /^[ ,/-]*(?:(?:and|or|&|spine|spinal|with|multilevel|multi-level|level|chronic|mild|moderate|severe|acute|joint|disc|disk|left|right|bilateral|the|sided)[ ,/-]*){0,4}$/i;
const sideBefore = /\b(?:left|right|bilateral|l|r|lt|rt|b\/l|bil)\.? $/i;
/** Short words that are diagnoses only in capitals. */
const capitalsOnly = new Set(
  'ibs dm oa cts tos gad sle aids cad cva tia fai osa pud ddd djd rct hnp htn mdd tmj ckd uti'.split(' '),
);
const commonWords =
  /^(?:ulcers?|tear|reflux|bulge|cyst|tension|stress|protrusion|extrusion|rupture|reflex|ganglion|obese|diabetic|hypertensive|overweight|fractured|tmj|impingement|instability|subluxation|effusion|strain|sprain|edema|herniation|hernia|atrophy|rash|stenosis|infection|hematoma|spurring|amputation|carpal tunnel|cubital tunnel|addiction|tumor|abscess|cancer|seizures?|depression|anxiety|insomnia|pain disorder)$/i;
const treatmentWord =
  /^ (?:injections?|release|surgery|repair|precautions|screen(?:ing)?|risk|prophylaxis|sign|test|signs|maneuver|tests|block|brace|splint|counseling|education|clinic|program|unit|supplies|medication|stockings|inventory|scale|index|score|questionnaire|severity)\b/i;

const codeBehind = /^[\s|(,:-]{1,24}[A-Z]\d\d\.?[\dA-Z]{0,4}\b/;

export const findDiagnoses = (
  reading: Reading,
  treatments: readonly { start: number; end: number }[],
  citations: readonly { start: number; end: number }[],
): FoundDiagnosis[] => {
  const { text } = reading;
  const before = reading.hits('diagnosisBefore');
  const after = reading.hits('diagnosisAfter');
  const beforeEnds = before.map((cue) => cue.end);
  const afterStarts = after.map((cue) => cue.start);
  const treatmentEnds = treatments.map((treatment) => treatment.end);
  const found: FoundDiagnosis[] = [];
  const candidates = [...reading.hits('diagnosis'), ...reading.hits('symptom')].sort(
    (a, b) => a.from - b.from || b.to - a.to,
  );
  for (const { entry, from, to, start: nameStart, end } of candidates) {
    let start = nameStart;
    const section = reading.sectionAt(start).kind;
    const isListed = section === 'diagnosis' || section === 'impression';
    if (entry.list === 'symptom' && !isListed && !codeBehind.test(text.slice(end, end + 34))) continue;
    const words = text.slice(start, end);
    if (capitalsOnly.has(words.toLowerCase()) && words !== words.toUpperCase()) continue;
    // "Fx 559-555-0152" is a fax.
    if (/^fx$/i.test(words) && /^[:.]? ?\(?\d{3}[)-]/.test(text.slice(end, end + 8))) continue;
    // "GAD-7 = 11" is a questionnaire.
    if (words.length === 3 && /^gad$/i.test(words) && /^-?\d/.test(text.slice(end, end + 2))) continue;
    if (isUnticked(text, start)) continue;
    if (treatmentWord.test(text.slice(end, end + 16)) && commonWords.test(words)) continue;
    if (isInside(treatments, start, end) || isInside(citations, start, end)) continue;
    if (isSideEffect(text, treatmentEnds, start, end)) continue;
    if (isNoIllness(text, start, end, section)) continue;
    // What the hands and eyes find at an examination is a sign, not yet a diagnosis.
    if (section === 'objective' && /^(?:(?:joint )?effusion|edema|swelling|atrophy)$/i.test(words)) continue;
    const last = found.at(-1);
    if (last && start < last.end) continue;
    // "lumbar spondylosis without myelopathy" is the name of one illness.
    if (last && isWithoutOf.test(text.slice(last.end, end))) continue;
    start = withPartsBefore(reading, from, start, last?.end ?? 0, entry.name);
    const { status, ruleId } = statusOf(reading, start, end, from, to, before, beforeEnds, after, afterStarts);
    found.push({
      start,
      end,
      name: nameOf(text.slice(start, nameStart), entry.name),
      status,
      ruleId,
    });
  }
  return found;
};

const isWithoutOf = /^ (?:without|w\/o) (?:myelopathy|radiculopathy|mention of myelopathy)$/i;
/** "Risks including infection and nerve injury were discussed", "a delay risks an irreparable tear" */
const isRisk = /\brisks?\b(?: \w+){0,2}? (?:including|includes?|of|are|such as|an?\b|\w+ atrophy$)[^.;\n]*$|\brisks $/i;
const copesWith = /\b(?:coping|cope|living|live|deal|dealing) with $|\b(?:financial|emotional|marital|eye) $/i;

/** What may come of a treatment, a burden that is no illness, and what an examination looks for. */
const isNoIllness = (text: string, start: number, end: number, section: string): boolean => {
  const before = text.slice(Math.max(0, start - 130), start);
  if (isRisk.test(before) || copesWith.test(before.slice(-12))) return true;
  const words = text.slice(start, end);
  if (/^(?:joint )?effusion$/i.test(words) && /^:? ?(?:trace|none|neg\w*|absent|\d\+)/i.test(text.slice(end, end + 10)))
    return true;
  const isDenied = /\b(?:no|without|denies) $/i.test(before.slice(-8));
  return (
    isDenied &&
    ((section === 'procedure' && /^(?:gross )?instability$/i.test(words)) ||
      (/^constipation$/i.test(words) && /^ (?:with|on|from)\b/i.test(text.slice(end, end + 6))))
  );
};

const stoppedFor = /\b(?:stopped|discontinued|d\/c'?d)\b[^.;\n]{0,24}\b(?:due to|because of|for) $/i;

/** "gabapentin (rash)": why it was given up. */
const isSideEffect = (text: string, treatmentEnds: readonly number[], start: number, end: number): boolean => {
  // "Ultram, stopped in June due to nausea"
  if (stoppedFor.test(text.slice(Math.max(0, start - 60), start))) return true;
  const dash = /^ ?[-–] $/.test(text.slice(Math.max(0, start - 3), start));
  if (dash && treatmentEnds[indexAt(treatmentEnds, start - 1)] === start - 3) return true;
  if (text.charCodeAt(start - 1) !== 40 || text.charCodeAt(end) !== 41) return false;
  const nearest = treatmentEnds[indexAt(treatmentEnds, start - 1)];
  return nearest !== undefined && start - nearest <= 3;
};

const nameOf = (lead: string, name: string): string => {
  if (!lead) return name;
  const part = oneLine(lead.toLowerCase())
    .replace(/ ?(?:\band\b|&) ?/g, ', ')
    .replace(/\b(?:left|right|bilateral|l|r|the) ?\b/g, '')
    .trim();
  if (!part) return name;
  // "cervical and lumbar degenerative disc disease" is two diseases said once.
  const parts = part.split(/\s*[,/]\s*|\s{2,}/).filter((one) => /[a-z]/.test(one));
  return parts.map((one) => `${one} ${name}`.replace(/\s+/g, ' ')).join('; ');
};

/** A shoulder has no discs: the words before belong to another column. */
const spinal = /\bdis[ck]\b|radicul|spondyl|facet|myelopathy/;
const spineRegion = /cervical|lumbar|thoracic|spine|neck|back|sacr|trunk/;

/** "cervical and lumbar degenerative disc disease", "L shoulder sprain": the parts named right before belong to it. */
const withPartsBefore = (reading: Reading, from: number, start: number, limit: number, name: string): number => {
  const { text } = reading;
  let first = start;
  for (const hit of reading.bodyBetween(from - 6, from - 1).reverse()) {
    const { start: partStart, end: partEnd } = hit;
    if (!spineRegion.test(hit.entry.region) && spinal.test(name)) break;
    if (partStart < limit || partEnd > first || !partGap.test(text.slice(partEnd, first))) continue;
    first = partStart;
  }
  const side = sideBefore.exec(text.slice(Math.max(limit, first - 11), first));
  return side ? first - side[0].length : first;
};

type Cue = PhraseHit<'diagnosisBefore' | 'diagnosisAfter'>;

const contrast =
  /\b(?:but|however|although|except|which|who|with(?! (?:a )?history)|secondary|due|presents?|reports?|complains?|is on|takes|currently)\b/i;
const isPostOp = /^(?:s\/p|status[- ]post)$/i;
/** "no prior history of", "denies any past" */
const denial =
  /\b(?:no|denies|denied|without|negative for)(?: (?:any|prior|past|known|significant|previous|personal))* $/i;
const reachOf: Record<DiagnosisStatus, number> = {
  negated: 12,
  suspected: 7,
  historical: 12,
  family: 14,
  general: 8,
  current: 0,
};

const statusOf = (
  reading: Reading,
  start: number,
  end: number,
  from: number,
  to: number,
  before: readonly Cue[],
  beforeEnds: readonly number[],
  after: readonly Cue[],
  afterStarts: readonly number[],
): { status: DiagnosisStatus; ruleId: string } => {
  const { text } = reading;
  const sentence = reading.sentenceAt(start);
  const section = reading.sectionAt(start).kind;
  for (let at = indexAt(beforeEnds, start); at >= 0; at -= 1) {
    const cue = before[at];
    if (!cue || cue.start < sentence.start) break;
    if (cue.end > start) continue;
    const words = from - cue.to;
    const gap = text.slice(cue.end, start);
    const status = cue.entry.diagnosisStatus;
    if (words > 16 || /[;\n]/.test(gap)) break;
    if (contrast.test(gap) && !(status === 'family' && /^ (?:with|who has|who had|has|had) /.test(gap))) break;
    // "No NSAIDs (on Eliquis for DVT)": what stands in brackets is told for itself.
    if (gap.includes('(') && !gap.includes(')')) break;
    // "displacement without myelopathy (722.10), radiculitis (724.4)": a code ends its diagnosis.
    if (status === 'negated' && /\([A-Z]?\d{2,3}\.?\w*\)/.test(gap)) break;
    if (words > reachOf[status]) continue;
    // "s/p release, weakness": the operation lies behind, not the weakness.
    if (isPostOp.test(text.slice(cue.start, cue.end)) && (words > 3 || gap.includes(','))) continue;
    // A list after "no" goes on over commas; a new statement after a comma does not.
    if (status !== 'family' && words > 6 && !/,|\bor\b|\band\b/.test(gap)) continue;
    if (section === 'family_history') break;
    if (status === 'historical' && denial.test(text.slice(Math.max(sentence.start, cue.start - 24), cue.start)))
      return { status: 'negated', ruleId: 'diagnosis.negated' };
    return { status, ruleId: joinedRule('diagnosis', '.', status) };
  }
  for (let at = Math.max(0, indexAt(afterStarts, end - 1)); at < after.length; at += 1) {
    const cue = after[at];
    if (!cue || cue.start >= sentence.end || cue.from - to > 5) break;
    if (cue.start < end) continue;
    const status = cue.entry.diagnosisStatus;
    if (
      /[;\n]/.test(text.slice(end, cue.start)) ||
      (text.slice(end, cue.start).includes(',') &&
        (status !== 'suspected' || /^ [a-z]/i.test(text.slice(cue.end, cue.end + 2))))
    )
      break;
    return { status, ruleId: `diagnosis.${status}-after` };
  }
  // "AC joint arthrosis, not confirmed"
  if (/^,? not (?:confirmed|found|present|borne out)\b/i.test(text.slice(end, end + 16)))
    return { status: 'negated', ruleId: 'diagnosis.negated-after' };
  if (
    text.charAt(start - 1) === '?' ||
    /(?:^|[\s(])\? $/.test(text.slice(Math.max(0, start - 3), start)) ||
    text.charAt(end) === '?' ||
    text.startsWith('(?)', end) ||
    text.startsWith(' (?)', end)
  )
    return { status: 'suspected', ruleId: 'diagnosis.question' };
  if (section === 'family_history') return { status: 'family', ruleId: 'diagnosis.section' };
  if (section === 'past_history' || section === 'surgical_history')
    return { status: 'historical', ruleId: 'diagnosis.section' };
  // "She has hypertension", in a letter whose last heading was a guideline's.
  if (section === 'guideline' && /\b(?:he|she|patient|worker) has $/i.test(text.slice(Math.max(0, start - 14), start)))
    return { status: 'current', ruleId: 'diagnosis.text' };
  if (section === 'guideline') return { status: 'general', ruleId: 'diagnosis.section' };
  return {
    status: 'current',
    ruleId: section === 'diagnosis' || section === 'impression' ? 'diagnosis.list' : 'diagnosis.text',
  };
};
