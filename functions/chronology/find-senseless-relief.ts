import type { Conflict } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { conflictOf } from './conflict-of.ts';

/** "Medication reduces pain to 9 to 3": a range runs upwards, so nobody can say whether 9, 3 or a fall is meant. */
export const findSenselessRelief = (document: DocumentFacts): Conflict[] =>
  document.mentions.flatMap((mention) => {
    if (mention.type !== 'pain_score') return [];
    const [, from, to] = /(\d+(?:\.\d+)?)\s*(?:-|–|to)\s*(\d+(?:\.\d+)?)/.exec(mention.text) ?? [];
    if (!from || !to || Number(from) <= Number(to)) return [];
    const pageText = document.pageTexts[mention.page - 1] ?? '';
    const words = mention.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, String.raw`\s+`);
    const isFall = new RegExp(String.raw`\bfrom\s+(?:a\s+)?${words}`, 'i').test(pageText);
    if (isFall) return [];
    const citation = cite(document, mention);
    const conflict = conflictOf('pain_range', 'A range of pain', [
      { value: from, citation },
      { value: to, citation },
    ]);
    return [{ ...conflict, message: `A range of pain runs downwards: "${citation.quote}".` }];
  });
