import type { DisputedItem } from '../domain/facts.ts';
import type { ItemDecision } from '../domain/review.ts';

/** The decisions in the order of the disputed items; what the reviewer added of their own comes last. */
export type MatchedDecisions = {
  items: ItemDecision[];
  /** Disputed items of the record that no decision names. */
  undecided: DisputedItem[];
};

/** A decision names an item when at least this share of the words of the shorter wording is in the longer one. */
const minSharedWords = 0.5;

/**
 * Pairs each decision with the disputed item that it decides. The wording may differ (a reviewer splits an item when
 * utilization review authorized a part of it), so several decisions may belong to one item.
 */
export const matchDecisions = (
  disputed: readonly DisputedItem[],
  decisions: readonly ItemDecision[],
): MatchedDecisions => {
  const homes = decisions.map((decision) => disputedItemOf(disputed, decision.item));
  const items = decisions
    .map((decision, order) => ({ decision, order, home: homes[order] ?? -1 }))
    .sort((a, b) => place(a.home, disputed.length) - place(b.home, disputed.length) || a.order - b.order)
    .map(({ decision }) => decision);
  return { items, undecided: disputed.filter((_, index) => !homes.includes(index)) };
};

const place = (home: number, last: number): number => (home === -1 ? last : home);

/** Index of the disputed item that a wording names, -1 when it names none. */
export const disputedItemOf = (disputed: readonly DisputedItem[], wording: string): number => {
  let best = -1;
  let bestScore = minSharedWords;
  disputed.forEach((item, index) => {
    const score = sameWords(item.item, wording) ? 2 : Math.max(sharedWords(item.item, wording), namedIn(item, wording));
    if (score > bestScore || (score === bestScore && best === -1)) {
      best = index;
      bestScore = score;
    }
  });
  return best;
};

const wordsOf = (text: string): string[] => text.toLowerCase().match(/\d+(?:\.\d+)?|\p{L}+/gu) ?? [];

const sameWords = (a: string, b: string): boolean => wordsOf(a).join(' ') === wordsOf(b).join(' ');

/** 0-1: how much of the shorter wording stands in the longer one. */
const sharedWords = (a: string, b: string): number => {
  const [left, right] = [new Set(wordsOf(a)), new Set(wordsOf(b))];
  const shared = [...left].filter((word) => right.has(word)).length;
  return shared / Math.max(1, Math.min(left.size, right.size));
};

const namedIn = (item: DisputedItem, wording: string): number => {
  const name = wordsOf(item.treatmentName).join(' ');
  return name !== '' && ` ${wordsOf(wording).join(' ')} `.includes(` ${name} `) ? minSharedWords : 0;
};
