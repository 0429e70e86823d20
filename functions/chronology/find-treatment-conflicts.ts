import type { Conflict } from '../domain/chronology.ts';
import { daysBetween, isDay } from '../domain/calendar.ts';
import type { AttributeMention, DocumentFacts, TreatmentMention, TreatmentStatus } from '../domain/facts.ts';
import { placeInPage } from '../domain/quote.ts';
import { cite } from './cite.ts';
import { conflictOf, type Saying } from './conflict-of.ts';
import { datesOf } from './dates-of.ts';

/** What was asked for: a utilization review repeats it as denied or modified. */
const askedFor: ReadonlySet<TreatmentStatus> = new Set(['requested', 'denied', 'modified']);

/** What a report means to ask for or has the patient on: counts when the report goes with the request. */
const meant: ReadonlySet<TreatmentStatus> = new Set(['planned', 'current']);

/** Documents farther than this from the request speak of another request. */
const windowDays = 60;
/** A report this near to the request is the report that goes with it. */
const reportDays = 14;

const number = (value: string): string => {
  const found = /\d+(?:\.\d+)?/.exec(value.replace(/,(?=\d{3}\b)/g, ''));
  return found ? String(Number(found[0])) : value.trim().toLowerCase();
};

/** `10/325mg` is `10-325 mg`. */
const dose = (value: string): string =>
  value
    .toLowerCase()
    .replace(/\s+/g, '')
    .replace(/\.0+(?=\D|$)/g, '')
    .replace(/(?<=\d)\/(?=\d)/g, '-')
    .replace(/(?<=\d)(?=[a-z])/, ' ');

const side = (words: string): string | undefined => {
  if (/\b(?:bilateral|bilat|b\/l|both)\b/i.test(words)) return 'bilateral';
  const left = /\b(?:left|lt|l(?=\s+(?:shoulder|knee|wrist|elbow|hip|ankle|foot|hand|upper|lower)))\b/i.test(words);
  const right = /\b(?:right|rt|r(?=\s+(?:shoulder|knee|wrist|elbow|hip|ankle|foot|hand|upper|lower)))\b/i.test(words);
  return left === right ? undefined : left ? 'left' : 'right';
};

type Kind = {
  field: 'quantity' | 'dose' | 'laterality';
  what: string;
  read: (document: DocumentFacts, treatment: TreatmentMention, attributes: readonly AttributeMention[]) => string[];
};

const kinds: readonly Kind[] = [
  {
    field: 'quantity',
    what: 'The quantity asked for',
    read: (_document, _treatment, attributes) =>
      attributes.filter(({ kind }) => kind === 'quantity').map(({ value }) => number(value)),
  },
  {
    field: 'dose',
    what: 'The dose',
    read: (_document, treatment, attributes) =>
      treatment.category === 'medication'
        ? attributes.filter(({ kind }) => kind === 'dose').map(({ value }) => dose(value))
        : [],
  },
  {
    field: 'laterality',
    what: 'The side',
    read: (document, treatment, attributes) => {
      const stated = attributes.filter(({ kind }) => kind === 'laterality').map(({ value }) => side(value));
      const found = stated.length > 0 ? stated : [side(wordsBeside(document, treatment))];
      return found.filter((value) => value !== undefined);
    },
  },
];

/** The words of the line beside the treatment: where the side stands when nobody has read it as an attribute. */
const wordsBeside = (document: DocumentFacts, treatment: TreatmentMention): string => {
  const pageText = document.pageTexts[treatment.page - 1] ?? '';
  const at = placeInPage(document, treatment);
  if (at < 0) return '';
  const end = at + treatment.text.replace(/\s+/g, ' ').trim().length;
  const before =
    pageText
      .slice(Math.max(0, at - 24), at)
      .split(/[\n,;.:]/)
      .at(-1) ?? '';
  const after = pageText.slice(end, end + 32).split(/[\n,;.:]/)[0] ?? '';
  return `${before} ${pageText.slice(at, end)} ${after}`;
};

const isNearRequest = (document: DocumentFacts, rfaDates: readonly string[], days: number): boolean => {
  const { documentDate } = document;
  if (!documentDate || !isDay(documentDate) || rfaDates.length === 0) return days === windowDays;
  return rfaDates.some((rfaDate) => Math.abs(daysBetween(rfaDate, documentDate)) <= days);
};

/**
 * Quantity, dose or side of the same requested treatment that differs from document to document. A document that
 * gives several values itself (two refills, two regions) contradicts another only when they share none.
 */
export const findTreatmentConflicts = (documents: readonly DocumentFacts[]): Conflict[] => {
  const rfaDates = documents
    .flatMap((document) => datesOf(document, 'rfa_date'))
    .map(({ value }) => value)
    .filter(isDay);
  const related = documents.filter((document) => isNearRequest(document, rfaDates, windowDays));
  return kinds.flatMap(({ field, what, read }) => {
    const byTreatment = new Map<string, Saying[][]>();
    for (const document of related) {
      const own = new Map<string, Saying[]>();
      const attributesOf = byTreatmentId(document);
      const goesWithRequest = isNearRequest(document, rfaDates, reportDays) && rfaDates.length > 0;
      for (const treatment of document.mentions) {
        if (treatment.type !== 'treatment') continue;
        const counts = askedFor.has(treatment.status) || (goesWithRequest && meant.has(treatment.status));
        if (!counts || (field === 'laterality' && treatment.status === 'current')) continue;
        const attributes = attributesOf.get(treatment.id) ?? [];
        const sayings = read(document, treatment, attributes).map((value) => ({
          value,
          citation: cite(document, attributes.find((attribute) => attribute.kind === field) ?? treatment),
        }));
        const known = own.get(treatment.name);
        if (known) known.push(...sayings);
        else own.set(treatment.name, sayings);
      }
      for (const [name, sayings] of own) {
        if (sayings.length > 0) byTreatment.set(name, [...(byTreatment.get(name) ?? []), sayings]);
      }
    }
    return [...byTreatment].flatMap(([name, all]) => {
      const lists = field === 'quantity' ? withoutRemaining(all, authorizedOf(related, name)) : all;
      return disagree(lists) ? [conflictOf(`${field}:${name}`, `${what} of ${name}`, lists.flat())] : [];
    });
  });
};

/** How much of a treatment utilization review allowed, wherever a document says so. */
const authorizedOf = (documents: readonly DocumentFacts[], name: string): number[] =>
  documents.flatMap((document) => [
    ...document.disputedItems.flatMap((item) =>
      item.treatmentName === name && item.authorizedQuantity ? [item.authorizedQuantity] : [],
    ),
    ...document.mentions
      .filter((mention) => mention.type === 'treatment' && mention.name === name)
      .flatMap(({ id }) => byTreatmentId(document).get(id) ?? [])
      .flatMap(({ kind, value }) => (kind === 'quantity_approved' ? [Number(number(value))] : [])),
  ]);

/** An application for the 6 of 12 visits that were not allowed asks for what is left, not for another number. */
const withoutRemaining = (lists: readonly Saying[][], authorized: readonly number[]): Saying[][] => {
  const asked = lists.flat().map(({ value }) => Number(value));
  const remaining = new Set(asked.flatMap((whole) => authorized.map((allowed) => String(whole - allowed))));
  return lists.filter((list) => !list.every(({ value }) => remaining.has(value)));
};

const byTreatmentId = (document: DocumentFacts): Map<string, AttributeMention[]> => {
  const groups = new Map<string, AttributeMention[]>();
  for (const mention of document.mentions) {
    if (mention.type !== 'attribute') continue;
    const group = groups.get(mention.of);
    if (group) group.push(mention);
    else groups.set(mention.of, [mention]);
  }
  return groups;
};

/** Whether two lists have no value in common. */
const disagree = (lists: readonly Saying[][]): boolean =>
  lists.some((a, index) =>
    lists.slice(index + 1).some((b) => !a.some((saying) => b.some(({ value }) => value === saying.value))),
  );
