import type { Chronology, Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { conflictOf, type Saying } from './conflict-of.ts';
import { datesOf } from './dates-of.ts';

const order = [
  ['date_of_injury', 'rfa_date', 'The request for authorization is before the injury'],
  ['date_of_injury', 'ur_decision_date', 'The utilization review decision is before the injury'],
  ['rfa_date', 'ur_decision_date', 'The utilization review decision is before the request for authorization'],
  ['ur_decision_date', 'imr_application_date', 'The application is before the utilization review decision'],
] as const;

type Facts = Pick<Chronology, 'patient' | 'header'>;

/** Values that cannot be as they stand, in one document already: acts out of order, a relief of pain that is none. */
export const findOddities = (documents: readonly DocumentFacts[], facts: Facts): Conflict[] => {
  const dates = {
    date_of_injury: facts.patient.injuryDate,
    rfa_date: facts.header.rfaDate,
    ur_decision_date: facts.header.urDecisionDate,
    imr_application_date: facts.header.applicationDate,
  };
  const outOfOrder = order.flatMap(([first, second, message]) => {
    const before = dates[first];
    const after = dates[second];
    if (!before || !after || !isDay(before) || !isDay(after) || after >= before) return [];
    const sayings = ([first, second] as const).flatMap((role): Saying[] =>
      documents.flatMap((document) => datesOf(document, role)).filter(({ value }) => value === dates[role]),
    );
    return sayings.length > 1
      ? [{ ...conflictOf('date_order', message, sayings), message: `${message}: ${after}, ${before}.` }]
      : [];
  });
  return [...outOfOrder, ...documents.flatMap(senselessRelief)];
};

/** "Medication reduces pain to 9 to 3": a range runs upwards, so nobody can say whether 9, 3 or a fall is meant. */
const senselessRelief = (document: DocumentFacts): Conflict[] =>
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
