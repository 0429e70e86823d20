import type { DocumentType, TreatmentCategory, TreatmentStatus } from '../domain/facts.ts';
import { isTreatment } from './is-treatment.ts';
import { isInside } from './numbers.ts';
import type { Reading } from './reading.ts';
import { oneLine } from './one-line.ts';
import { indexAt } from './sentences.ts';
import { spellings } from './spellings.ts';
import { nameTreatment, withNameBefore, withOnlyPart, withOnlyRegion } from './treatment-names.ts';
import { treatmentStatuses } from './treatment-status.ts';
import { joinWrappedCells } from './wrapped-cells.ts';

/** A treatment as found, before it is given its id. Offsets are into the repaired text; `from`, `to` are tokens. */
export type FoundTreatment = {
  start: number;
  end: number;
  from: number;
  to: number;
  name: string;
  category: TreatmentCategory;
  /** The name as written, when its words do not stand together. */
  words?: string;
  status: TreatmentStatus;
  ruleId: string;
  /** What the rules say, where a learned status overruled them. */
  ruledStatus?: TreatmentStatus;
};

export type TreatmentSpan = Omit<FoundTreatment, 'status' | 'ruleId' | 'ruledStatus'>;

/** Words that name a person or a visit as often as a treatment: they count when somebody asks for them. */
const askedForOnly = new Set(
  spellings(
    'pain management|psychiatrist|psychologist|neurologist|internist|podiatrist|rheumatologist|cardiologist|orthopedist|physiatrist|spine surgeon|spine specialist|pain specialist|follow{-| }up visit{|s}|office visit{|s}|re{-|}evaluation|follow{-| }up {evaluation|appointment|consultation|office visit}|medical follow-up|{monthly|weekly|routine} follow{-| }up|q{.|}m{.|}e{.|}|a{.|}m{.|}e{.|}|transportation|interpreter{| services}|consult{|ation}|referral|surgical assistant|pain clinic|hand specialist|panel q{.|}m{.|}e{.|}|hospital stay|length of stay|scooter|glasses|gym|treadmill|nurse case manager|job analysis|pain consult|stimulator|splint{|s}|brace|braces|electrodes|batteries|counseling|second opinion|surger{y|ies}|injection{|s}|operation|surgical procedure|decompression|debridement|fusion|reaching|consult{|s}|mattress|inr|grabber|general anesthesia|sedation|echo|desensitization',
  ),
);
const asked = new Set<TreatmentStatus>([
  'requested',
  'denied',
  'approved',
  'modified',
  'planned',
  'negated',
  'prior',
  'discontinued',
]);
const clearlyAsked = new Set<TreatmentStatus>(['requested', 'denied', 'approved', 'modified', 'planned', 'negated']);
const asksItems = new Set<DocumentType>(['rfa', 'imr_application', 'noarfi', 'ur_decision']);
const sectionAsks = new Set<TreatmentStatus>(['requested', 'denied', 'approved', 'modified', 'planned']);
/** "after surgery she will be off work": when, not what. */
const whenOnly = /\b(?:after|following|before|prior to|until|since) (?:the |her |his |this )?$/i;
const surgeryWord = /^(?:surger|injection|operation|decompression|debridement|fusion|brace|splint|stimulator)/i;
export const findTreatments = (
  reading: Reading,
  citations: readonly { start: number; end: number }[],
): FoundTreatment[] => {
  const { text } = reading;
  const named = reading
    .hits('treatment')
    .map(({ entry, from, to, start, end }) => ({
      start,
      end,
      from,
      to,
      name: entry.name,
      category: entry.category,
    }))
    .filter((span) => isTreatment(reading, span) && !isInside(citations, span.start, span.end));
  const spans = joinWrappedCells(
    text,
    mergeRepeated(
      text,
      named.map((span) => withoutStrength(text, span)),
    ),
  );
  const longer = withNameBefore(
    reading,
    withOnlyRegion(withOnlyPart(withoutDiagnoses(reading, spans).map((span) => nameTreatment(reading, span)))),
  );
  const statuses = treatmentStatuses(reading, longer);
  return longer.flatMap((span, index) => {
    const found = statuses[index];
    if (!found) return [];
    const words = oneLine(text.slice(span.start, span.end));
    if (askedForOnly.has(words.toLowerCase())) {
      const enough =
        found.ruleId !== 'status.default' &&
        (found.ruleId !== 'status.section' || (sectionAsks.has(found.status) && !/^[qa]\.?m\.?e/i.test(words))) &&
        !(surgeryWord.test(words) && whenOnly.test(text.slice(Math.max(0, span.start - 18), span.start))) &&
        (surgeryWord.test(words) ? asked : clearlyAsked).has(found.status);
      // "6. Transportation to and from visits" in an application: each item of its list is asked for.
      const isListed =
        asksItems.has(reading.documentType) &&
        /\n {0,4}\(?\d{1,2}[.)] {1,3}$/.test(reading.text.slice(Math.max(0, span.start - 9), span.start));
      const isCoded =
        reading.documentType === 'rfa' &&
        /^[^\n]{0,50} (?:\d{5}|[A-Z]\d{4})\b/.test(reading.text.slice(span.end, span.end + 60));
      const isWorn =
        found.status === 'current' && /^(?:splint|brace)/i.test(words) && /status\.(?:before|item)/.test(found.ruleId);
      // "C/S fusion C5-6 on 05/02/2012": with its level or its day.
      const isPlaced =
        surgeryWord.test(words) &&
        /^fusion|^decompression/i.test(words) &&
        /^ (?:[CTLS]\d|(?:of|on|in) (?:\d|[JFMASOND][a-z]+ ))/.test(reading.text.slice(span.end, span.end + 14));
      const isOperation =
        reading.documentType === 'operative' &&
        surgeryWord.test(words) &&
        reading.sectionAt(span.start).kind === 'procedure';
      if (!enough && !isOperation && !isListed && !isCoded && !isWorn && !isPlaced) return [];
    }
    // "failed conservative care" names no treatment.
    if (span.name === 'conservative treatment')
      return [{ ...span, ...found, status: 'general', ruleId: 'status.general' }];
    return [{ ...span, ...found }];
  });
};

/** "Kenalog 40 mg": the number is the dose, not part of the name. */
const withoutStrength = (text: string, span: TreatmentSpan): TreatmentSpan => {
  if (!/\d/.test(text.charAt(span.end - 1))) return span;
  const number = /[ -]\d{1,3}$/.exec(text.slice(span.start, span.end));
  if (!number || !/^ ?(?:mg|mcg|ml|cc)\b/i.test(text.slice(span.end, span.end + 5))) return span;
  return { ...span, end: span.end - number[0].length, to: span.to - 1 };
};

/** "physical therapy (PT)", "TENS (transcutaneous electrical nerve stimulation)": one treatment said twice. */
const mergeRepeated = (text: string, spans: readonly TreatmentSpan[]): TreatmentSpan[] => {
  const merged: TreatmentSpan[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (
      last &&
      last.category === span.category &&
      span.start - last.end <= 2 &&
      /^ ?\($/.test(text.slice(last.end, span.start)) &&
      (last.category !== 'medication' || last.name === span.name || text.charAt(span.end) === ')')
    ) {
      const close = text.charAt(span.end) === ')' ? 1 : 0;
      last.end = span.end + close;
      last.to = span.to;
    } else merged.push({ ...span });
  }
  return merged;
};

/** "carpal tunnel syndrome" is a diagnosis though "carpal tunnel" may open a treatment: the longer phrase stands. */
const withoutDiagnoses = (reading: Reading, spans: readonly TreatmentSpan[]): TreatmentSpan[] => {
  const diagnoses = reading.hits('diagnosis');
  const starts = diagnoses.map(({ from }) => from);
  return spans.filter((span) => {
    const diagnosis = diagnoses[indexAt(starts, span.from)];
    return !diagnosis || diagnosis.to <= span.from || diagnosis.to - diagnosis.from <= span.to - span.from;
  });
};
