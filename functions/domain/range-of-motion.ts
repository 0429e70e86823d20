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
/** "Full and painless", "full cervical", "normal left shoulder". */
const between = String.raw`(?:(?:and|painless|pain-free|active|passive|left|right|spine|cervical|neck|thoracic|lumbar|back|shoulder|elbow|wrist|hip|knee|ankle)\s+)*`;
const full = new RegExp(
  String.raw`\b(?:full|normal|unrestricted)\s+${between}${motionWords}|${motionWords}[^.;,]{0,40}\b(?:is|was|are|were|:)\s*(?:full\b|normal\b|within normal limits|unrestricted|wnl\b)|${motionWords}\s+(?:full|normal|wnl)\b`,
  'i',
);
const limb = String.raw`(?=\s+(?:shoulder|elbow|wrist|hip|knee|ankle)s?\b)`;
const leftWords = new RegExp(String.raw`\b(?:left|lt|l${limb})\b`, 'i');
const rightWords = new RegExp(String.raw`\b(?:right|rt|r${limb})\b`, 'i');
const denied = /\b(?:no|not|without)\s+(?:\w+\s+){0,2}(?:limited|decreased|reduced|restricted|restriction|full)\b/i;

const parts = /(?:(?!,|\b(?:and|but|while|whereas)\b).)+/gis;
const fullWord = /\b(?:full|normal|unrestricted|wnl)\b/i;
const limitedWord = /\b(?:limited|decreased|reduced|restricted|diminished)\b/i;

const regionsIn = (words: string): MotionStatement['region'][] =>
  regions.filter(([, pattern]) => pattern.test(words)).map(([region]) => region);

const sideIn = (words: string): MotionStatement['side'] => {
  const [left, right] = [leftWords.test(words), rightWords.test(words)];
  return left === right ? undefined : left ? 'left' : 'right';
};

type Said = Omit<MotionStatement, 'quote'>;

/** "Wrist motion is full on the left and limited on the right": each part of the sentence speaks of its own side. */
const saidByParts = (sentence: string): Said[] => {
  const whole = regionsIn(sentence);
  return [...sentence.matchAll(parts)].flatMap(({ 0: part, index: start }): Said[] => {
    const isFull = fullWord.test(part);
    const own = regionsIn(part);
    const side = sideIn(part);
    if (isFull === limitedWord.test(part) || (own.length === 0 && (side === undefined || whole.length !== 1)))
      return [];
    const motion = isFull ? 'full' : 'limited';
    return (own.length > 0 ? own : whole).map((region) => ({ region, side, motion, start, end: start + part.length }));
  });
};

const saidBy = (sentence: string): Said[] => {
  const isLimited = limited.test(sentence);
  const isFull = full.test(sentence);
  if (denied.test(sentence)) return [];
  if (!isLimited && !isFull) return [];
  // "Right ankle motion is limited, left full" says both, too.
  const isTwofold = leftWords.test(sentence) && rightWords.test(sentence);
  if ((isLimited && isFull) || (isTwofold && fullWord.test(sentence) && limitedWord.test(sentence)))
    return saidByParts(sentence);
  const named = regionsIn(sentence);
  const motion = isLimited ? 'limited' : 'full';
  const place = { side: sideIn(sentence), motion, start: 0, end: sentence.length } as const;
  return (named.length > 0 ? named : (['unknown'] as const)).map((region) => ({ region, ...place }));
};

/** "Examination of the lumbar spine:", "R knee exam:": the part that what follows is about. */
const partHeading =
  /\b((?:(?:left|right|lt|rt|L|R)\s+)?(?:[CTL]-spine|[CTL]\/S|[a-z]+))(?:\s+(?:spine|region|joint|exam|examination)){0,3}\s*:/gi;
const reachOfHeading = 400;

/** The part of the last heading, where no other part has been named since. */
const headedBy = (before: string): Pick<Said, 'region' | 'side'> | undefined => {
  const heading = [...before.matchAll(partHeading)].findLast(({ 1: words = '' }) => regionsIn(words).length === 1);
  const words = heading?.[1] ?? '';
  const [region] = regionsIn(words);
  if (!heading || !region) return undefined;
  const isLast = regionsIn(before.slice(heading.index + heading[0].length)).every((other) => other === region);
  return isLast ? { region, side: sideIn(heading[0]) } : undefined;
};

const withHeading = (said: Said, before: string): Said => {
  if (said.region !== 'unknown') return said;
  const headed = headedBy(before);
  return headed ? { ...said, region: headed.region, side: said.side ?? headed.side } : said;
};

/**
 * Sentences that say motion is limited or full, with the regions they name. A sentence that says both of one side, or
 * denies one, says nothing here. A sentence that names none is about the part of its heading. Offsets are into `text`.
 */
export const readMotion = (text: string): MotionStatement[] =>
  [...text.matchAll(/[^.;]+(?:\.(?=\d)[^.;]*)*[.;]?/g)].flatMap(({ 0: sentence, index }) =>
    /motion|rom\b|flexion|rotation|extension/i.test(sentence)
      ? saidBy(sentence)
          .map((said) => withHeading(said, text.slice(Math.max(0, index - reachOfHeading), index)))
          .map((said) => ({
            ...said,
            start: index + said.start,
            end: index + said.end,
            quote: sentence.replace(/\s+/g, ' ').trim(),
          }))
      : [],
  );
