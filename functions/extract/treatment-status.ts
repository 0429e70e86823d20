import type { TreatmentCategory, TreatmentStatus } from '../domain/facts.ts';
import type { PhraseHit } from './lexicon/phrases.ts';
import type { SectionKind } from './lexicon/read-lexicon.ts';
import type { Reading } from './reading.ts';
import { defaultStatus } from './treatment-status-defaults.ts';
import { indexAt } from './sentences.ts';
import { isUnticked } from './tick-boxes.ts';
import type { TreatmentSpan } from './treatments.ts';

type Cue = PhraseHit<'statusBefore' | 'statusAfter'>;
export type StatusReading = { status: TreatmentStatus; ruleId: string };

/** Words that end the reach of a cue before them (ConText's termination). */
const contrast = /\b(?:but|however|although|though|except|whereas|otherwise|then|which|who|instead)\b/i;
const shortReach = 6;

/**
 * The status of each treatment: the cue that speaks most strongly in its sentence, else its section, else the
 * document's type. Cues before a treatment reach along a list; cues after it ("X and Y were denied") reach back.
 */
/** Behind these a treatment is one that is asked for again, not one that was given. */
const asksAgain = new Set(['after', 'following', 'post', 'first', 'second', 'initial', 'last']);

export const treatmentStatuses = (reading: Reading, spans: readonly TreatmentSpan[]): StatusReading[] => {
  const before = cuesOf(reading, 'statusBefore');
  const after = cuesOf(reading, 'statusAfter');
  const beforeEnds = before.map((cue) => cue.end);
  const afterStarts = after.map((cue) => cue.start);
  const asked = lastAsked(before);
  const readings: StatusReading[] = [];
  spans.forEach((span, index) => {
    const best = bestCue(reading, spans, index, before, beforeEnds, after, afterStarts, asked);
    readings.push(defaultStatus(reading, spans, readings, index, best));
  });
  return readings;
};

/** The month of May is not a "may". */
const isMonth = (text: string, { start, end }: Cue) =>
  end - start === 3 &&
  /^may$/i.test(text.slice(start, end)) &&
  (/^[ -]{1,2}'?\d/.test(text.slice(end, end + 4)) || /\d[ -]$/.test(text.slice(Math.max(0, start - 2), start)));

const cuesOf = (reading: Reading, list: 'statusBefore' | 'statusAfter'): Cue[] =>
  reading.hits(list).filter((cue) => !isMonth(reading.text, cue));

export type CueReading = { status: TreatmentStatus; score: number; side: 'before' | 'after'; words: string };

const bestCue = (
  reading: Reading,
  spans: readonly TreatmentSpan[],
  index: number,
  before: readonly Cue[],
  beforeEnds: readonly number[],
  after: readonly Cue[],
  afterStarts: readonly number[],
  asked: readonly number[],
): CueReading | undefined => {
  const { text } = reading;
  const span = spans[index];
  if (!span) return undefined;
  const sentence = reading.sentenceAt(span.start);
  let best: CueReading | undefined;
  const offer = (status: TreatmentStatus, score: number, side: 'before' | 'after', cue: Cue) => {
    if (!best || score > best.score) best = { status, score, side, words: text.slice(cue.start, cue.end) };
  };
  let stronger = 0;
  for (let at = indexAt(beforeEnds, span.start); at >= 0; at -= 1) {
    const cue = before[at];
    if (!cue || cue.start < sentence.start) break;
    if (cue.end > span.start) continue;
    const words = span.from - cue.to;
    if (words > 60) break;
    const gap = text.slice(cue.end, span.start);
    if (gap.length > 2 && contrast.test(gap)) break;
    const isList = isTreatmentList(spans, index, cue.end);
    const said = text.slice(cue.start, cue.end).toLowerCase();
    // "treated on 11/5/09 with Flexeril" is no "on Flexeril"; "no lasting benefit, chiropractic" denies the benefit.
    if (said === 'on' && /\d/.test(gap)) continue;
    if (cue.entry.status === 'negated' && (deniedThing.test(gap) || boxBetween.test(gap))) continue;
    // "In the holding area"
    if (said === 'holding' && gap.startsWith(' area')) continue;
    // "Flexeril discontinued, Zoloft", "brace approved, MRI", "Ambien refill, a brace": it is told of the one before.
    if (
      gap.startsWith(',') &&
      (saidBehind.has(cue.entry.status) || /^refills?$/.test(said)) &&
      endsRightBefore(text, spans, index, cue.start)
    )
      continue;
    // "has included oral medications, physical therapy"
    if (said === 'medications' && gap.startsWith(',') && span.category !== 'medication') continue;
    // "no dermatomal deficit, and the MRI shows": another statement.
    if (cue.entry.status === 'negated' && /, and (?:the|his|her|there)\b/i.test(gap)) continue;
    // "If he declines surgery" tells of no refusal.
    if (
      /^(?:declines|refuses)$/.test(said) &&
      /\bif (?:he|she|the patient|they) $/i.test(text.slice(Math.max(0, cue.start - 16), cue.start))
    )
      continue;
    // "Order      Dose": the head of a column.
    if (/^orders?$/.test(said) && gap.startsWith('   ')) continue;
    // "Rx 660182   IBUPROFEN": the number of a prescription.
    if (said === 'rx' && /^ ?#?\d{4}/.test(gap)) continue;
    if (asksAgain.has(said) && (asked[at] ?? -1) >= sentence.start) continue;
    // "No GI upset with naproxen", "no change on gabapentin": what it did is denied.
    if (cue.entry.status === 'negated' && words > 1 && besideIt.test(gap)) continue;
    // "no instability on flexion-extension films", "not enough relief to go on; caudal ESI"
    if (said === 'on' && !takenOn.has(span.category) && !(span.category === 'dme' && words === 0)) continue;
    if (said === 'on' && gap.includes(';')) continue;
    // "AAROM start per protocol, TE": in a row of a log.
    if (said === 'start' && gap.startsWith(' per ') && gap.includes(',')) continue;
    // "3 out of 10 with Norco", "out of work": only "out of sling since 8/6" tells of what is worn no more.
    if (said === 'out of' && (words > 1 || span.category !== 'dme')) continue;
    // "ran out of MS Contin three days early": it is taken.
    if (said === 'ran out of' && /^[^.;\n]{0,24}\bearly\b/i.test(text.slice(span.end, span.end + 34))) continue;
    // "which he could not do before the operation"
    if (cue.entry.status === 'negated' && words > 1 && /\b(?:before|since|until|prior to)\b/i.test(gap)) continue;
    if (cue.entry.status === 'negated' && (words > (isList ? 24 : shortReach) || gap.includes(';'))) continue;
    if (cue.entry.status === 'discontinued' && cue.end - cue.start <= 3 && (words > 0 || gap.startsWith('work')))
      continue;
    const isLabel = gap.startsWith(':');
    if (cue.entry.status === 'discontinued' && words > (isLabel ? 40 : isList ? 20 : shortReach)) continue;
    if (cue.entry.status === 'discontinued' && gap.includes(';') && !isLabel) continue;
    if (said === 'including' && asksFor.has(reading.sectionAt(span.start).kind)) continue;
    if (cue.entry.status === 'general' && words > 16) continue;
    const score =
      cue.entry.weight +
      (cue.to - cue.from) * 0.3 -
      words * (isList ? 0.08 : 0.3) -
      stronger * 2.5 -
      (gap.includes(';') ? 1.5 : 0) +
      (cue.entry.status === 'negated' && words <= 1 ? 3 : 0);
    offer(cue.entry.status, score, 'before', cue);
    if (cue.entry.status !== 'general') stronger += 1;
  }
  for (let at = Math.max(0, indexAt(afterStarts, span.end - 1)); at < after.length; at += 1) {
    const cue = after[at];
    if (!cue || cue.start >= sentence.end) break;
    if (cue.start < span.end) continue;
    const words = cue.from - span.to;
    if (words > 14) break;
    const gap = text.slice(span.end, cue.start);
    if (/[;\n]/.test(gap) || contrast.test(gap) || (gap.includes('(') && !gap.includes(')'))) break;
    // "1. Acupuncture   [ ] Modified   [X] Denied": a box that nobody ticked says nothing.
    if (isUnticked(text, cue.start)) continue;
    // "Consider injection or hand surgery referral": a word of the next item.
    const next = spans[index + 1];
    if (next && next.start < cue.start && cue.start < next.end && cue.entry.status === 'requested') continue;
    // "Soma: MTUS Chronic Pain Guidelines" names an item, then what is said on it.
    if (gap.startsWith(':') && (cue.entry.status === 'general' || (cue.entry.status === 'prior' && words > 4)))
      continue;
    // "The RFA request of 2/14/17 was denied": what became of the request is told behind it.
    if (cue.entry.status === 'requested' && decidedBehind.test(text.slice(cue.end, cue.end + 60))) continue;
    // "takes Tylenol only, stopped Norco", "non-certified the arthroscopy, modified Ultram": the verb of the next one.
    const following = spans[index + 1];
    if (
      /,|\band\b/.test(gap) &&
      following &&
      following.from >= cue.to &&
      following.from - cue.to <= 1 &&
      !/[.\n:]/.test(text.slice(cue.end, following.start))
    )
      break;
    // "an injection on 3/15/16 stopped the locking": what it did; "A, B, traction - d/c'd visit 5": the last one alone.
    if (
      cue.entry.status === 'discontinued' &&
      /^ (?:the|his|her|all|most of|much of) (?!\w+ (?:medication|drug))/i.test(text.slice(cue.end, cue.end + 24))
    )
      break;
    if (gap.includes(' - ') && spansBetween(spans, index, cue.start) > 0) break;
    // "Norco cut from #90 to #60" is the prescriber's own doing.
    if (
      cue.entry.status === 'modified' &&
      span.category === 'medication' &&
      /^cut\b/i.test(text.slice(cue.start, cue.end))
    )
      break;
    // "ES 15 min, MT, TE held": only the last.
    if (
      notMany.test(text.slice(cue.start, cue.end)) &&
      spansBetween(spans, index, cue.start) > 0 &&
      !/\b(?:and|or)\b|&/.test(gap)
    )
      break;
    // "MRI denied, PT cut from 12 to 4": the nearer verb has spoken.
    if (best?.side === 'after' && gap.includes(',')) break;
    if (words > 1 && /^none$/i.test(text.slice(cue.start, cue.end))) break;
    const between = spansBetween(spans, index, cue.start);
    if (between > 0 && !/^[^.;]*(?:,|\band\b|\bor\b|\bwith\b|\bplus\b|\/|&)[^.;]*$/i.test(gap)) break;
    const score =
      cue.entry.weight +
      0.5 +
      (cue.to - cue.from) * 0.3 -
      (words - between * 2) * 0.55 -
      (cue.to - cue.from === 1 && between > 0 ? 2 : 0);
    offer(cue.entry.status, score, 'after', cue);
  }
  return best;
};

const takenOn = new Set<TreatmentCategory>(['medication', 'program']);
const boxBetween = /\[ ?[xX]? ?\]/;
const saidBehind = new Set<TreatmentStatus>(['discontinued', 'approved', 'denied', 'modified']);
const decidedBehind =
  /^(?: (?:of|dated|on|from|for)? ?[\d/. -]{4,12})? (?:was|were|has been|had been) (?:\w+ )?(?:denied|approved|certified|authorized|modified|non-?certified|overturned|upheld)\b/i;
const besideIt = /\b(?:with|from|on|while|despite|after|due to|because of|taking)\b[^,;]{0,12}$/i;
const asksFor = new Set<SectionKind>(['request', 'plan', 'imr_issues']);
const notMany = /^(?:held|deferred|declined|refused|withheld)$/i;
const deniedThing =
  /\b(?:benefit|relief|improvement|change|help|evidence|documentation|complications?|side effects?|reactions?|effects?|success|response|better|improved|relieved|helped|controlled|responsive|responding)\b/i;

/**
 * For each cue, where the last one before it stands that asks, -1 when there is none. "Recommend a trial after
 * psychological clearance": what comes after is as little done as what is asked for.
 */
const lastAsked = (before: readonly Cue[]): number[] => {
  let last = -1;
  return before.map(({ entry, start }) => {
    const asked = last;
    if (entry.status === 'requested' || entry.status === 'planned') last = start;
    return asked;
  });
};

/** A treatment ends where a cue begins. */
const endsRightBefore = (text: string, spans: readonly TreatmentSpan[], index: number, at: number): boolean => {
  for (let earlier = index - 1; earlier >= 0; earlier -= 1) {
    const end = spans[earlier]?.end ?? 0;
    if (end <= at)
      return at - end < 16 && /^ (?:(?:x ?|#)?\d{1,3} (?:visits |sessions )?)?(?:was |is )?$/.test(text.slice(end, at));
  }
  return false;
};

/** Other treatments stand between a cue and this one: the cue introduces a list. */
const isTreatmentList = (spans: readonly TreatmentSpan[], index: number, from: number): boolean => {
  const previous = spans[index - 1];
  return previous !== undefined && previous.start >= from;
};

const spansBetween = (spans: readonly TreatmentSpan[], index: number, to: number): number => {
  let count = 0;
  for (let at = index + 1; at < spans.length && (spans[at]?.start ?? 0) < to; at += 1) count += 1;
  return count;
};
