import type { Reading } from './reading.ts';
import type { TreatmentSpan } from './treatments.ts';

const imaged = new Set([
  'mri',
  'x-ray',
  'ct scan',
  'mr arthrogram',
  'bone scan',
  'diagnostic ultrasound',
  'ct myelogram',
]);
const regional = new Set([
  'epidural steroid injection',
  'medial branch block',
  'facet joint injection',
  'radiofrequency ablation',
  'spinal fusion',
]);
const betweenWords =
  /^(?:[ ,-]*(?:[o0]f|the|left|right|bilateral|l|r|bil|lt|rt|both|scan|to|for|without|with|contrast|his|her|scans|w\/o|an?)\b)*[ .-]*$/i;
const kindBefore =
  /\b(?:[CTLS]\d{1,2}(?: ?[-/–] ?(?:[CTLS])?\d{1,2})? (?:and )?)?(?:interlaminar|transforaminal|caudal|translaminar|fluoroscopic(?:ally)?(?: guided)?|diagnostic|repeat|lumbar|cervical|thoracic) $/i;

/**
 * The canonical name with what belongs to it: imaging with its body part ("mri cervical spine"), spinal injections
 * with their region. The span grows with the words that were used.
 */
export const nameTreatment = (reading: Reading, span: TreatmentSpan): TreatmentSpan => {
  if (imaged.has(span.name)) return withBodyPart(reading, span);
  if (regional.has(span.name)) return withRegion(reading, span);
  return span;
};

const regionOfName = /^(?:cervical|lumbar|thoracic)\b/;

/** A text that speaks of one region of the spine means it with "fusion" or "epidural" alone as well. */
export const withOnlyRegion = (spans: readonly TreatmentSpan[]): TreatmentSpan[] => {
  const regions = new Set(
    spans.flatMap(
      ({ name }) => regionOfName.exec(name)?.[0] ?? /(cervical|lumbar|thoracic) spine$/.exec(name)?.[1] ?? [],
    ),
  );
  const [only] = regions;
  if (only === undefined || regions.size > 1) return [...spans];
  return spans.map((span) => (regional.has(span.name) ? { ...span, name: `${only} ${span.name}` } : span));
};

/** In a text whose studies are all of one part "MRI" alone is of that part too. */
export const withOnlyPart = (spans: readonly TreatmentSpan[]): TreatmentSpan[] => {
  const parts = new Set(spans.flatMap(({ name }) => partOfStudy.exec(name)?.[1] ?? []));
  const [only] = parts;
  if (only === undefined || parts.size > 1) return [...spans];
  return spans.map((span) => (span.name === 'mri' ? { ...span, name: `mri ${only}` } : span));
};
const partOfStudy = /^(?:mri|x-ray|ct scan) (?:left |right |bilateral )?(\w+)/;

const again = /\b(?:another|repeat|second|third|fourth|last|previous|that) injection$/i;
const emgAndNerves = 'electromyography and nerve conduction study';
const wornName = / (?:splint|brace)$/;

/** "Continue splint" is the splint that was named before. */
export const withNameBefore = ({ text, documentType }: Reading, spans: readonly TreatmentSpan[]): TreatmentSpan[] => {
  let last: string | undefined;
  const hasBoth = documentType !== 'electrodiagnostic' && spans.some(({ name }) => name === emgAndNerves);
  let injected: string | undefined;
  return spans.map((span) => {
    // "Repeat injection may be considered", "declined a third injection": the one that was named.
    if (span.name === 'injection') {
      const words = text.slice(Math.max(0, span.start - 10), span.end);
      return injected !== undefined && again.test(words) ? { ...span, name: injected } : span;
    }
    // "EMG" of a text that names the "EMG/NCS" is that study.
    if (hasBoth && span.name === 'electromyography') return { ...span, name: emgAndNerves };
    if (span.category === 'injection') injected = span.name;
    if (span.name === 'night splint' && /carpal tunnel|\bwrists?\b/i.test(text) && !/plantar|\bankle\b/i.test(text))
      return { ...span, name: 'wrist night splint' };
    if (wornName.test(span.name)) last = span.name;
    return (span.name === 'splint' || span.name === 'brace') && last !== undefined ? { ...span, name: last } : span;
  });
};

/** "MRI LS", "X-ray CS": letters for a region that mean it behind a study only. */
const regionLetters = /^ (LS|L-S|CS|C-S|TS)(?= \d|[.,:;)\n]|$)/;
const spineOf: Record<string, string> = { L: 'lumbar spine', C: 'cervical spine', T: 'thoracic spine' };

const withBodyPart = (reading: Reading, span: TreatmentSpan): TreatmentSpan => {
  const { text } = reading;
  const letters = regionLetters.exec(text.slice(span.end, span.end + 6))?.[1];
  const spine = letters && spineOf[letters.charAt(0)];
  if (spine)
    return {
      ...span,
      name: `${span.name} ${spine}`,
      end: span.end + 1 + letters.length,
      to: reading.tokenAt(span.end + 1 + letters.length),
    };
  for (const near of bodyNear(reading, span, 6)) {
    const { start, end } = near;
    const gap = start >= span.end ? text.slice(span.end, start) : end <= span.start ? text.slice(end, span.start) : '';
    if (gap.length > 40 || !betweenWords.test(gap)) continue;
    const name = `${span.name} ${near.entry.name}`;
    if (start >= span.end) return { ...span, name, end, to: near.to };
    return { ...span, name, start, from: near.from };
  }
  return span;
};

const regionOfLetter: Record<string, string> = { C: 'cervical', T: 'thoracic', L: 'lumbar', S: 'lumbar' };
const levelPattern = /\b([CTLS])\d{1,2}\b/;

const withRegion = (reading: Reading, span: TreatmentSpan): TreatmentSpan => {
  const { text } = reading;
  const sentence = reading.sentenceAt(span.start);
  const before = text.slice(Math.max(sentence.start, span.start - 70), span.start);
  const lead = kindBefore.exec(before);
  let start = lead ? span.start - before.length + lead.index : span.start;
  // A level right before the kind: "C7-T1 interlaminar epidural".
  const level = /(?:^|[^\w])([CTLS]\d{1,2}(?: ?[-/–] ?(?:[CTLS])?\d{1,2})?) $/.exec(
    text.slice(Math.max(sentence.start, start - 12), start),
  );
  if (level?.[1]) start -= level[1].length + 1;
  const after = text.slice(span.end, Math.min(sentence.end, span.end + 50));
  const letter =
    levelPattern.exec(text.slice(start, span.start))?.[1] ??
    levelPattern.exec(after)?.[1] ??
    levelPattern.exec(before)?.[1];
  const region =
    (letter && regionOfLetter[letter]) ??
    bodyNear(reading, span, 12).find(({ entry }) => /cervical|lumbar|thoracic/.test(entry.region))?.entry.region;
  return { ...span, start, name: region ? `${region} ${span.name}` : span.name };
};

/** Body parts within so many words, nearest first, those after the treatment before those ahead of it. */
const bodyNear = (reading: Reading, span: TreatmentSpan, words: number) => {
  const sentence = reading.sentenceAt(span.start);
  const hits = reading.bodyBetween(span.from - words, span.to + words);
  return hits
    .filter((hit) => {
      return hit.start >= sentence.start && hit.start < sentence.end && (hit.from >= span.to || hit.to <= span.from);
    })
    .map((hit) => ({ hit, away: hit.from >= span.to ? hit.from - span.to : span.from - hit.to + 1.5 }))
    .sort((a, b) => a.away - b.away)
    .map(({ hit }) => hit);
};
