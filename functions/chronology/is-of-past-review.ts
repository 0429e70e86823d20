import type { DocumentFacts, TreatmentMention } from '../domain/facts.ts';
import { placeInPage, quoteOf } from '../domain/quote.ts';

/** "Decision of May 16: Norco denied" tells of this letter's items by their day. */
const toldOf = /\b(?:of|on|dated|from|for)\s+$/i;

/** "The earlier request (RFA of 9/17/15, Norco #120) was modified on 9/28/15" */
const ofEarlier = /\b(?:earlier|previous|prior)\s+(?:requests?|RFA|reviews?|decisions?|determinations?)\b/i;

/** `03/22/2017   PT 12 more   denied` in a table of past reviews: a day of its own, before that of the letter, opens the row. */
export const isOfPastReview = (document: DocumentFacts, treatment: TreatmentMention): boolean => {
  const { documentType, documentDate, pageTexts, mentions } = document;
  if (documentType !== 'ur_decision' || !documentDate) return false;
  if (ofEarlier.test(quoteOf(document, treatment))) return true;
  const at = placeInPage(document, treatment);
  const before = (pageTexts[treatment.page - 1] ?? '').slice(Math.max(0, at - 40), Math.max(0, at));
  const opensRow = (words: string): boolean => {
    const start = before.lastIndexOf(words);
    return start >= 0 && /^[\s:|–-]*$/.test(before.slice(start + words.length)) && !toldOf.test(before.slice(0, start));
  };
  return mentions.some(
    (mention) =>
      mention.type === 'date' &&
      mention.page === treatment.page &&
      mention.line === treatment.line &&
      mention.dateKind === 'full' &&
      mention.value < documentDate &&
      !mention.ruleId.endsWith('role.label') &&
      opensRow(mention.text.replace(/\s+/g, ' ')),
  );
};
