import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';

const unit = String.raw`(?:\s*(?:visits?|sessions?|treatments?|tablets?|tabs?|units?|more|additional))*`;
const allowed = String.raw`(?:certified|approved|authorized|allowed|granted)\b`;
const allowing = String.raw`\b(?:modif\w+|reduced|certify|approve|authorize|allow)(?:\s+(?:to|for|with))*`;
const allowedNumbers = new RegExp(
  String.raw`#?(\d{1,3})${unit}\s*(?:(?:is|are|was|were)\s+)?${allowed}|(?<!\b(?:not|non)[\s-]{0,2})(?:${allowed}|${allowing})[\s,:–-]*(?:for\s+|to\s+)?#?(\d{1,3})\b(?![/.-]\d)`,
  'gi',
);

const reach = 250;
/** "Certified: 6 visits of therapy" */
const lead = 40;

/** `m0dified` and `certif1ed` as they were printed. */
const inLetters = (words: string): string =>
  words.replace(/(?<=[a-z])0(?=[a-z])/gi, 'o').replace(/(?<=[a-z])1(?=[a-z])/gi, 'i');

/** The words about each mention of a treatment: up to the next treatment that is called otherwise. */
const wordsAbout = (document: DocumentFacts, name: string): string[] => {
  const treatments = document.mentions
    .filter((mention) => mention.type === 'treatment')
    .map((mention) => ({ mention, at: placeInPage(document, mention) }));
  return treatments
    .filter(({ mention, at }) => mention.name === name && at >= 0)
    .map(({ mention, at }) => {
      const next = treatments
        .filter((other) => other.mention.page === mention.page && other.mention.name !== name && other.at > at)
        .map((other) => other.at);
      const end = Math.min(at + reach, ...next);
      return inLetters((document.pageTexts[mention.page - 1] ?? '').slice(Math.max(0, at - lead), end));
    });
};

const granted =
  /\b(\d{1,3})\s+(?:visits|sessions|treatments)\b[\s.,:–-]*(?:is|are|was|were)?\s*(?:certified|approved|authorized)\b[\s,:–-]*(?:for\s+)?(\d{1,3})\b/i;

/** "8 visits   Approved, 8 visits": the number asked for, as the letter has it, and all of it allowed. */
export const numberGrantedWhole = (document: DocumentFacts, treatment: TreatmentMention): number | undefined => {
  if (document.documentType !== 'ur_decision' || treatment.category !== 'therapy') return undefined;
  const at = placeInPage(document, treatment);
  const next = document.mentions.find(
    ({ type, page, start }) => type === 'treatment' && page === treatment.page && start > treatment.start,
  );
  const end = Math.min(at + reach, next ? Math.max(at, placeInPage(document, next)) : at + reach);
  const row = at < 0 ? '' : (document.pageTexts[treatment.page - 1] ?? '').slice(at, end);
  const [, asked, allowed] = granted.exec(row) ?? [];
  return asked !== undefined && asked === allowed ? Number(asked) : undefined;
};

/** "4 certified, 4 not certified", "modified to 6": the numbers that a decision allows of one treatment. */
export const numbersAllowed = (document: DocumentFacts, name: string): number[] =>
  document.documentType === 'ur_decision'
    ? wordsAbout(document, name).flatMap((words) =>
        [...words.matchAll(allowedNumbers)].map(([, before, after]) => Number(before ?? after)),
      )
    : [];
