import type { DocumentFacts } from '../domain/facts.ts';

const unit = String.raw`(?:\s*(?:visits?|sessions?|treatments?|tablets?|tabs?|units?|more|additional))*`;
const allowed = String.raw`(?:certified|approved|authorized|allowed|granted)\b`;
const allowing = String.raw`\b(?:modif\w+|reduced|certify|approve|authorize|allow)(?:\s+(?:to|for|with))*`;
const allowedNumbers = new RegExp(
  String.raw`#?(\d{1,3})${unit}\s*(?:(?:is|are|was|were)\s+)?${allowed}|(?<!\b(?:not|non)[\s-]{0,2})(?:${allowed}|${allowing})[\s,:–-]*(?:for\s+|to\s+)?#?(\d{1,3})\b(?![/.-]\d)`,
  'gi',
);

/** "4 certified, 4 not certified", "modified to 6": the numbers that a decision allows of something. */
export const numbersAllowed = (document: DocumentFacts): number[] =>
  document.documentType === 'ur_decision'
    ? document.pageTexts.flatMap((text) =>
        [...text.matchAll(allowedNumbers)].map(([, before, after]) => Number(before ?? after)),
      )
    : [];
