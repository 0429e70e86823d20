import type { DateMention, DocumentFacts } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';

const nearCharacters = 90;
const injuredWorker = /\binjured\s+(?:workers?|employees?|claimants?|person)\b/gi;
const injury = /\binjur|\bDOI\b|\bD\.O\.I|\baccident|\bincident|\bonset|\boccurr/i;

/**
 * "On 12-1-16 the injured worker complained of pain" tells of a visit: the only word of injury near the date is the
 * name of the person. Such a date is none of the injury.
 */
export const isAboutInjuredWorker = (document: DocumentFacts, mention: DateMention): boolean => {
  if (mention.role !== 'date_of_injury') return false;
  const at = placeInPage(document, mention);
  if (at < 0) return false;
  const pageText = document.pageTexts[mention.page - 1] ?? '';
  const near = pageText.slice(Math.max(0, at - nearCharacters), at + mention.text.length + nearCharacters);
  // The edge of the stretch may cut the name of the person in two.
  const without = near.replace(injuredWorker, '').replace(/\binjur\w*\s*\w{0,8}$/i, '');
  return without !== near && !injury.test(without);
};
