import { daysBetween, isDay } from '../domain/calendar.ts';
import type { DateMention, DocumentFacts } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';
import { isNearMiss } from './near-miss.ts';

const overTime = /\b(?:CT|cumulative|continuous|continuing|repetitive)\b[^.]{0,60}$/i;
const until = /^\s*(?:-|–|to|through|thru|until)\s*$/i;
/** "02/08/2013 (specific); CT 06/01/2005": the next day of one field. */
const and =
  /^\s*(?:\([^)]{1,40}\)\s*)?(?:[,;&/|]\s*(?:and\s+)?|and\s+)(?:(?:CT|cumulative(?:\s+trauma)?|continuous(?:\s+trauma)?|specific|DOI|D\.O\.I\.?|date\s+of\s+injury)\s*:?\s*)*$/i;

type Placed = { mention: DateMention; start: number; end: number };

const placedOn = (document: DocumentFacts, page: number): Placed[] =>
  document.mentions
    .filter((mention): mention is DateMention => mention.type === 'date' && mention.page === page)
    .map((mention) => {
      const start = placeInPage(document, mention);
      return { mention, start, end: start + mention.text.replace(/\s+/g, ' ').trim().length };
    })
    .filter(({ start }) => start >= 0)
    .sort((a, b) => a.start - b.start);

const isInjury = ({ mention }: Placed): boolean => mention.role === 'date_of_injury';
const daysOf = ({ mention }: Placed): string[] => mention.value.split('/').filter(isDay);

/** The days of one page that are the ends of an injury over time, or that a field lists beside another injury. */
const daysOnPage = (text: string, placed: readonly Placed[]): string[] => {
  const periods = placed.flatMap((one, index): Placed[] => {
    const next = placed[index + 1];
    if (isInjury(one) && one.mention.value.includes('/')) return [one];
    if (!next || !until.test(text.slice(one.end, next.start))) return [];
    const isPeriod = overTime.test(text.slice(0, one.start)) || (isInjury(one) && isInjury(next));
    return isPeriod ? [one, next] : [];
  });
  const listed = placed.flatMap((one, index): Placed[] => {
    const next = placed[index + 1];
    if (!next || !and.test(text.slice(one.end, next.start))) return [];
    return isInjury(one) || [one, next].some((day) => periods.includes(day)) ? [one, next] : [];
  });
  return [...periods, ...listed].flatMap(daysOf);
};

/** Days farther apart than this, and no slip of the pen apart, are two injuries of which one page tells. */
const sameInjuryDays = 60;

/** A field for the day of injury, or words of another injury than that of the field. */
const isOfAnInjury = ({ role, ruleId }: DateMention): boolean =>
  (role === 'date_of_injury' && ruleId.endsWith('role.label')) || ruleId.endsWith('role.not-the-injury');

const daysInFields = (document: DocumentFacts): string[] =>
  document.pageTexts.flatMap((_text, index) => {
    const labelled = document.mentions.flatMap((mention) =>
      mention.type === 'date' && mention.page === index + 1 && isOfAnInjury(mention)
        ? mention.value.split('/').filter(isDay)
        : [],
    );
    return labelled.filter((day) =>
      labelled.some((other) => Math.abs(daysBetween(day, other)) > sameInjuryDays && !isNearMiss(day, other)),
    );
  });

/**
 * Days that are dates of injury beside another one: both ends of a cumulative trauma, and the injuries that one field
 * or one page names. A paper that names only one of them says nothing against the others.
 */
export const injuryDaysBeside = (documents: readonly DocumentFacts[]): ReadonlySet<string> =>
  new Set(
    documents.flatMap((document) => [
      ...daysInFields(document),
      ...document.pageTexts.flatMap((text, index) => daysOnPage(text, placedOn(document, index + 1))),
    ]),
  );
