/** A sentence about how far a part of the body moves. */
export type MotionStatement = {
  region: 'cervical' | 'thoracic' | 'lumbar' | 'shoulder' | 'elbow' | 'wrist' | 'hip' | 'knee' | 'ankle' | 'unknown';
  side: 'left' | 'right' | undefined;
  motion: 'limited' | 'full';
  start: number;
  end: number;
  quote: string;
};

const regions: readonly (readonly [MotionStatement['region'], RegExp])[] = [
  ['cervical', /\b(?:cervical|neck|c-spine|c\/s|upper trapezi\w+)\b/i],
  ['thoracic', /\b(?:thoracic|mid[- ]?back|t-spine)\b/i],
  ['lumbar', /\b(?:lumbar|low(?:er)? back|lumbosacral|l-spine|l\/s|thoracolumbar)\b/i],
  ['shoulder', /\bshoulders?\b/i],
  ['elbow', /\belbows?\b/i],
  ['wrist', /\bwrists?\b/i],
  ['hip', /\bhips?\b/i],
  ['knee', /\bknees?\b/i],
  ['ankle', /\bankles?\b/i],
];

const motionWords = String.raw`(?:range[s]? of motion|\brom\b|\bmotions?\b|flexion|extension|rotation|abduction|lateral bend\w*)`;
const limited = new RegExp(
  String.raw`\b(?:limited|decreased|reduced|restricted|diminished|loss of)\b[^.;]{0,60}${motionWords}|${motionWords}[^.;]{0,80}\b(?:limited|decreased|reduced|restricted|diminished)\b`,
  'i',
);
const full = new RegExp(
  String.raw`\b(?:full|normal|unrestricted)\s+(?:(?:and|painless|pain-free|active|passive)\s+)*${motionWords}|${motionWords}[^.;,]{0,40}\b(?:is|was|are|were|:)\s*(?:full\b|normal\b|within normal limits|unrestricted|wnl\b)`,
  'i',
);
const limb = String.raw`(?=\s+(?:shoulder|elbow|wrist|hip|knee|ankle)s?\b)`;
const leftWords = new RegExp(String.raw`\b(?:left|lt|l${limb})\b`, 'i');
const rightWords = new RegExp(String.raw`\b(?:right|rt|r${limb})\b`, 'i');
const denied = /\b(?:no|not|without)\s+(?:\w+\s+){0,2}(?:limited|decreased|reduced|restricted|restriction|full)\b/i;

/**
 * Sentences that say motion is limited or full, with the regions they name. A sentence that says both, or denies one,
 * says nothing here. Offsets are into `text`.
 */
export const readMotion = (text: string): MotionStatement[] => {
  const statements: MotionStatement[] = [];
  for (const sentence of text.matchAll(/[^.;]+(?:\.(?=\d)[^.;]*)*[.;]?/g)) {
    const quote = sentence[0];
    if (!/motion|rom\b|flexion|rotation|extension/i.test(quote)) continue;
    const isLimited = limited.test(quote);
    const isFull = full.test(quote);
    if (isLimited === isFull || denied.test(quote)) continue;
    const named = regions.filter(([, pattern]) => pattern.test(quote)).map(([region]) => region);
    const left = leftWords.test(quote);
    const right = rightWords.test(quote);
    for (const region of named.length > 0 ? named : (['unknown'] as const)) {
      statements.push({
        region,
        side: left === right ? undefined : left ? 'left' : 'right',
        motion: isLimited ? 'limited' : 'full',
        start: sentence.index,
        end: sentence.index + quote.length,
        quote: quote.replace(/\s+/g, ' ').trim(),
      });
    }
  }
  return statements;
};
