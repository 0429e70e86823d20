import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { wordsBeside } from './side-of.ts';

const parts: readonly RegExp[] = [
  /\b(?:cervical|neck|c-spine)\b/i,
  /\b(?:thoracic|mid[- ]?back)\b/i,
  /\b(?:lumbar|lumbosacral|low(?:er)? back|l-spine)\b/i,
  /\bshoulders?\b/i,
  /\belbows?\b/i,
  /\bwrists?\b/i,
  /\b(?:hands?|thumbs?|fingers?)\b/i,
  /\bhips?\b/i,
  /\bknees?\b/i,
  /\bankles?\b/i,
  /\b(?:foot|feet|heels?|toes?)\b/i,
];

const partsOf = (document: DocumentFacts, treatment: TreatmentMention): number[] => {
  const words = wordsBeside(document, treatment);
  return parts.flatMap((part, index) => (part.test(words) ? [index] : []));
};

/** "PT cervical x 6 - no. PT shoulder x 6 - yes": each is of a part of the body of its own. */
export const areOfOtherParts = (document: DocumentFacts, a: TreatmentMention, b: TreatmentMention): boolean => {
  const [left, right] = [partsOf(document, a), partsOf(document, b)];
  return left.length > 0 && right.length > 0 && !left.some((part) => right.includes(part));
};
