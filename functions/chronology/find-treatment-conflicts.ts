import type { Conflict } from '../domain/chronology.ts';
import type { AttributeMention, DocumentFacts, TreatmentMention, TreatmentStatus } from '../domain/facts.ts';
import { numbersAllowed } from './allowed-numbers.ts';
import { cite } from './cite.ts';
import { conflictOf, type Saying } from './conflict-of.ts';
import { relatedDocuments, type Related } from './related-documents.ts';
import { findSideConflicts } from './find-side-conflicts.ts';
import { sideIn, sideOf } from './side-of.ts';

/** What was asked for: a utilization review repeats it as denied or modified. */
const askedFor: ReadonlySet<TreatmentStatus> = new Set(['requested', 'denied', 'modified']);

/** The dose of what was allowed is that of what was asked for; its quantity may be a part of it. */
const decided: ReadonlySet<TreatmentStatus> = new Set(['approved']);

/** What a report means to ask for or has the patient on: counts when the report goes with the request. */
const meant: ReadonlySet<TreatmentStatus> = new Set(['planned', 'current']);

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

/** `2 per week` for `6 weeks` are 12 visits. */
const visitsOf = (attributes: readonly AttributeMention[]): number | undefined => {
  const frequency = attributes.find(({ kind }) => kind === 'frequency');
  const duration = attributes.find(({ kind }) => kind === 'duration');
  const perWeek = /^(\d+) per week(?: for (\d+) weeks)?$/.exec(frequency?.value ?? '');
  const weeks = perWeek?.[2] ?? /^(\d+) weeks?$/.exec(duration?.value ?? '')?.[1];
  return perWeek && weeks ? Number(perWeek[1]) * Number(weeks) : undefined;
};

/** No word says that it was: in the report that goes with a request it may be what is asked for. */
const isGuessedPrior = ({ status, ruleId }: TreatmentMention): boolean =>
  status === 'prior' && ruleId.endsWith('status.default');

type Kind = {
  field: 'quantity' | 'dose' | 'laterality';
  what: string;
  read: (document: DocumentFacts, treatment: TreatmentMention, attributes: readonly AttributeMention[]) => string[];
};

const kinds: readonly Kind[] = [
  {
    field: 'quantity',
    what: 'The quantity asked for',
    read: (_document, treatment, attributes) => {
      const stated = attributes.filter(({ kind }) => kind === 'quantity').map(({ value }) => number(value));
      const reckoned = treatment.category === 'therapy' && stated.length === 0 ? visitsOf(attributes) : undefined;
      return reckoned === undefined ? stated : [String(reckoned)];
    },
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
      const stated = attributes.filter(({ kind }) => kind === 'laterality').map(({ value }) => sideIn(value));
      const found = stated.length > 0 ? stated : [sideOf(document, treatment)];
      return found.filter((value) => value !== undefined);
    },
  },
];

type Treatments = Map<string, Saying[][]>;

/** What each document says of one kind about each treatment that was asked for. */
const sayingsOf = (related: readonly Related[], { field, read }: Kind): Treatments => {
  const byTreatment: Treatments = new Map();
  for (const { document, goesWithRequest } of related) {
    const own = new Map<string, Saying[]>();
    const attributesOf = byTreatmentId(document);
    for (const treatment of document.mentions) {
      if (treatment.type !== 'treatment') continue;
      const counts =
        askedFor.has(treatment.status) ||
        (field === 'dose' && decided.has(treatment.status)) ||
        (goesWithRequest && (meant.has(treatment.status) || (field === 'laterality' && isGuessedPrior(treatment))));
      if (!counts || (field === 'laterality' && treatment.status === 'current')) continue;
      const attributes = attributesOf.get(treatment.id) ?? [];
      const sayings = read(document, treatment, attributes).map((value) => ({
        value,
        citation: cite(document, attributes.find((attribute) => attribute.kind === field) ?? treatment),
      }));
      own.set(treatment.name, [...(own.get(treatment.name) ?? []), ...sayings]);
    }
    for (const [name, sayings] of own) {
      if (sayings.length > 0) byTreatment.set(name, [...(byTreatment.get(name) ?? []), sayings]);
    }
  }
  return byTreatment;
};

/**
 * Quantity, dose or side of the same requested treatment that differs from document to document. A document that
 * gives several values itself (two refills, two regions) contradicts another only when they share none.
 */
export const findTreatmentConflicts = (documents: readonly DocumentFacts[]): Conflict[] =>
  relatedDocuments(documents).flatMap((related) => {
    const found = kinds.flatMap((kind) =>
      [...sayingsOf(related, kind)].flatMap(([name, all]) => {
        const about = related.map(({ document }) => document);
        const lists =
          kind.field === 'quantity' ? withoutRemaining(withoutAllowed(all, about), authorizedOf(about, name)) : all;
        if (kind.field === 'laterality' && lists.some(hasBothSides)) return [];
        return disagree(lists) ? [conflictOf(`${kind.field}:${name}`, `${kind.what} of ${name}`, lists.flat())] : [];
      }),
    );
    // The side of the part says no more than the side of its treatment.
    const isSideTold = found.some(({ field }) => field.startsWith('laterality'));
    return [...found, ...(isSideTold ? [] : findSideConflicts(related.map(({ document }) => document)))];
  });

/** How much of a treatment utilization review allowed, wherever a document says so. */
const authorizedOf = (documents: readonly DocumentFacts[], name: string): number[] =>
  documents.flatMap((document) => [
    ...numbersAllowed(document),
    ...document.disputedItems.flatMap((item) =>
      item.treatmentName === name && item.authorizedQuantity ? [item.authorizedQuantity] : [],
    ),
    ...document.mentions
      .filter((mention) => mention.type === 'treatment' && mention.name === name)
      .flatMap(({ id }) => byTreatmentId(document).get(id) ?? [])
      .flatMap(({ kind, value }) => (kind === 'quantity_approved' ? [Number(number(value))] : [])),
  ]);

/** What a decision says it allows is no other number asked for: "Acupuncture 8 - modified: 6 visits". */
const withoutAllowed = (lists: readonly Saying[][], documents: readonly DocumentFacts[]): Saying[][] => {
  const allowedBy = new Map(
    documents.map((document) => [String(document.documentId), new Set(numbersAllowed(document).map(String))]),
  );
  return lists.filter((list) => !list.every(({ value, citation }) => allowedBy.get(citation.documentId)?.has(value)));
};

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

/** One side after the other: the papers on each name one of them. */
const hasBothSides = (list: readonly Saying[]): boolean =>
  ['left', 'right'].every((side) => list.some(({ value }) => value === side));

/** Whether two lists have no value in common. */
const disagree = (lists: readonly Saying[][]): boolean =>
  lists.some((a, index) =>
    lists.slice(index + 1).some((b) => !a.some((saying) => b.some(({ value }) => value === saying.value))),
  );
