import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { wordsBeside } from './side-of.ts';

const parts: readonly (readonly [name: string, words: RegExp])[] = [
  ['neck', /\b(?:cervical|neck|c-spine)\b/i],
  ['mid-back', /\b(?:thoracic|mid[- ]?back)\b/i],
  ['low back', /\b(?:lumbar|lumbosacral|low(?:er)? back|l-spine)\b/i],
  ['shoulder', /\bshoulders?\b/i],
  ['elbow', /\belbows?\b/i],
  ['wrist', /\bwrists?\b/i],
  ['hand', /\b(?:hands?|thumbs?|fingers?)\b/i],
  ['hip', /\bhips?\b/i],
  ['knee', /\bknees?\b/i],
  ['ankle', /\bankles?\b/i],
  ['foot', /\b(?:foot|feet|heels?|toes?)\b/i],
];

/** The parts of the body that the words beside a treatment name. */
export const partsOf = (document: DocumentFacts, treatment: TreatmentMention): string[] => {
  const words = wordsBeside(document, treatment);
  return parts.flatMap(([name, part]) => (part.test(words) ? [name] : []));
};

/** "PT cervical x 6 - no. PT shoulder x 6 - yes": each is of a part of the body of its own. */
export const areOfOtherParts = (document: DocumentFacts, a: TreatmentMention, b: TreatmentMention): boolean => {
  const [left, right] = [partsOf(document, a), partsOf(document, b)];
  return left.length > 0 && right.length > 0 && !left.some((part) => right.includes(part));
};
