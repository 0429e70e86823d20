import type { Conflict } from '../domain/chronology.ts';
import type { AttributeMention, DocumentFacts, TreatmentMention, TreatmentStatus } from '../domain/facts.ts';
import { numberGrantedWhole } from './allowed-numbers.ts';
import { allowedAboveAsked, askedQuantities } from './asked-quantities.ts';
import { attributesByTreatment, numberIn } from './attributes-by-treatment.ts';
import { changedDose } from './changed-dose.ts';
import { cite } from './cite.ts';
import { conflictOf, type Saying } from './conflict-of.ts';
import { isOfPastReview } from './is-of-past-review.ts';
import { isRetold } from './is-retold.ts';
import { relatedDocuments, type Related } from './related-documents.ts';
import { findSideConflicts } from './find-side-conflicts.ts';
import { quoteOf } from '../domain/quote.ts';
import { sideIn, sideOf } from './side-of.ts';

/** What was asked for: a utilization review repeats it as denied or modified. */
const askedFor: ReadonlySet<TreatmentStatus> = new Set(['requested', 'denied', 'modified']);

/** The dose and side of what was allowed are those of what was asked for; its quantity may be a part of it. */
const decided: ReadonlySet<TreatmentStatus> = new Set(['approved']);

/** What a report means to ask for or has the patient on: counts when the report goes with the request. */
const meant: ReadonlySet<TreatmentStatus> = new Set(['planned', 'current']);

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

const done =
  /\b(?:had|has|have|did|done|completed|finished|attended|received|underwent|failed|tried|helped?|given|prior|previous(?:ly)?|past|date|after|since|so\s+far|visit\s+\d)\b/i;

/** "I recommend a fusion. Hard collar. Therapy, 12 visits." goes on with what is asked for. */
const isListedOn = (document: DocumentFacts, treatment: TreatmentMention): boolean => {
  const sentence = quoteOf(document, treatment);
  return (
    isGuessedPrior(treatment) &&
    sentence.indexOf(treatment.text) <= 12 &&
    !done.test(sentence) &&
    document.mentions.some(
      (mention) =>
        mention.type === 'treatment' &&
        mention.start < treatment.start &&
        (askedFor.has(mention.status) || mention.status === 'planned'),
    )
  );
};

/** "The guideline allows 3 to 6 treatments": nobody asks for these. */
const ofGuideline =
  /\b(?:guidelines?|MTUS|ODG|ACOEM)\b[^.;]{0,60}\b(?:allow|recommend|support|permit|suggest|advise|up\s+to)/i;

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
      const stated = attributes.filter(({ kind }) => kind === 'quantity').map(({ value }) => numberIn(value));
      const reckoned = treatment.category === 'therapy' && stated.length === 0 ? visitsOf(attributes) : undefined;
      return reckoned === undefined ? stated : [String(reckoned)];
    },
  },
  {
    field: 'dose',
    what: 'The dose',
    read: (document, treatment, attributes) => {
      if (treatment.category !== 'medication') return [];
      const stated = attributes.filter(({ kind }) => kind === 'dose').map(({ value }) => value);
      const changed = stated.length > 0 ? changedDose(document, treatment) : undefined;
      return [...new Set([...stated, ...(changed ? [changed] : [])].map(dose))];
    },
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
    const attributesOf = attributesByTreatment(document);
    for (const treatment of document.mentions) {
      if (treatment.type !== 'treatment' || isOfPastReview(document, treatment)) continue;
      const counts =
        (askedFor.has(treatment.status) && (goesWithRequest || document.documentType !== 'qme_ame')) ||
        (decided.has(treatment.status) &&
          (field !== 'quantity' || numberGrantedWhole(document, treatment) !== undefined)) ||
        (goesWithRequest &&
          (meant.has(treatment.status) ||
            (field === 'laterality' && isGuessedPrior(treatment)) ||
            (field === 'quantity' && isListedOn(document, treatment))));
      if (!counts || (field === 'laterality' && treatment.status === 'current')) continue;
      if (field === 'quantity' && (isRetold(document, treatment) || ofGuideline.test(quoteOf(document, treatment))))
        continue;
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
        const asked = kind.field === 'quantity' ? askedQuantities(all, about, name) : all;
        const lists = kind.field === 'quantity' ? [...asked, ...allowedAboveAsked(asked, about, name)] : asked;
        if (kind.field === 'laterality' && lists.some(hasBothSides)) return [];
        const comparable = kind.field === 'dose' ? strengthsIn(lists) : lists;
        return disagree(comparable)
          ? [conflictOf(`${kind.field}:${name}`, `${kind.what} of ${name}`, lists.flat())]
          : [];
      }),
    );
    // The side of the part says no more than the side of its treatment.
    const isSideTold = found.some(({ field }) => field.startsWith('laterality'));
    const ofRequest = related.filter(({ goesWithRequest }) => goesWithRequest).map(({ document }) => document);
    return [...found, ...(isSideTold ? [] : findSideConflicts(ofRequest))];
  });

/** One side after the other: the papers on each name one of them. */
const hasBothSides = (list: readonly Saying[]): boolean =>
  ['left', 'right'].every((side) => list.some(({ value }) => value === side));

/** What a tube holds is no strength: "1%, 100 g". */
const isAmount = (value: string): boolean => /\d (?:g|gm|grams?|oz|ml|cc)$/.test(value);

/** The strengths of lists that tell them in one way: `1%` says nothing against `10 mg`. */
const strengthsIn = (lists: readonly Saying[][]): Saying[][] => {
  const strengths = lists.map((list) => list.filter(({ value }) => !isAmount(value))).filter((list) => list.length > 0);
  const ways = new Set(strengths.flat().map(({ value }) => value.endsWith('%')));
  return ways.size > 1 ? [] : strengths;
};

/** Whether two lists have no value in common. */
const disagree = (lists: readonly Saying[][]): boolean =>
  lists.some((a, index) =>
    lists.slice(index + 1).some((b) => !a.some((saying) => b.some(({ value }) => value === saying.value))),
  );
