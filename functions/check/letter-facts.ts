import { splitItem, type SplitItem } from '../domain/split-item.ts';
import type { Credentials, Letter, LetterHeader, LetterItem } from './letter.ts';
import { readGuideline, type Guideline } from './read-guideline.ts';

type CitedGuideline = Guideline & { text: string };

/** What a determination letter states, without its prose. */
export type LetterFacts = {
  header: LetterHeader;
  credentials?: Credentials;
  items: {
    item: string;
    /** `Upheld`, `Overturned` or the letter's own words. */
    decision?: string;
    /** Where utilization review authorized a part: what was asked for, authorized, and is decided here. */
    split?: SplitItem;
    claimsAdministratorGuideline?: CitedGuideline;
    reviewerGuideline?: CitedGuideline;
  }[];
};

/** The facts of a letter that was read: header, reviewer, and each item with its decision and its guidelines. */
export const letterFacts = ({ header, credentials, items }: Letter): LetterFacts => ({
  header,
  ...(credentials ? { credentials } : {}),
  items: items.map(factsOfItem),
});

const factsOfItem = (decided: LetterItem): LetterFacts['items'][number] => {
  const { item, claimsAdministratorGuideline: claims, reviewerGuideline: reviewer } = decided;
  const decision = decided.decision ?? decided.decidedAs;
  const split = splitItem(item.text);
  return {
    item: item.text,
    ...(decision === undefined ? {} : { decision }),
    ...(split ? { split } : {}),
    ...(claims ? { claimsAdministratorGuideline: { text: claims.text, ...readGuideline(claims.text) } } : {}),
    ...(reviewer ? { reviewerGuideline: { text: reviewer.text, ...readGuideline(reviewer.text) } } : {}),
  };
};
