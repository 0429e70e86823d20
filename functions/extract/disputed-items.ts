import { countWords } from '../domain/count-words.ts';
import { decidedItems } from '../domain/decided-items.ts';
import type { Citation, DisputedItem } from '../domain/facts.ts';
import { withoutLetterFurniture } from '../domain/letter-furniture.ts';
import { smooth } from '../domain/smooth.ts';
import { splitItem, type SplitItem } from '../domain/split-item.ts';
import type { FoundAttribute } from './attribute-words.ts';
import { oneLine } from './one-line.ts';
import type { Reading } from './reading.ts';
import type { FoundTreatment } from './treatments.ts';

type Cite = (start: number, end: number, ruleId: string) => Citation;

/** Codes of services stand between a request and its quantity in the form's table. */
const serviceCodes = /\(?\b(?:\d{5}|[A-Z]\d{4})\b\)?,?/g;
const outcomes = { denied: 'denied', modified: 'modified', approved: 'approved' } as const;

/**
 * The treatments in dispute, in the words of the request. Requested - authorized = remaining: all three are kept when
 * the document tells them.
 */
export const disputedItemsOf = (
  reading: Reading,
  treatments: readonly FoundTreatment[],
  attributes: readonly FoundAttribute[],
  cite: Cite,
): DisputedItem[] => {
  const quantities = quantityTable(attributes);
  if (reading.documentType === 'imr_determination') return ofDetermination(reading, treatments, quantities, cite);
  if (!['imr_application', 'rfa', 'ur_decision', 'noarfi'].includes(reading.documentType)) return [];
  return ofList(reading, treatments, quantities, cite);
};

type Quantities = (treatment: number) => { requested?: number; authorized?: number; end: number };

const quantityTable = (attributes: readonly FoundAttribute[]): Quantities => {
  const byTreatment = new Map<number, FoundAttribute[]>();
  for (const attribute of attributes) {
    const known = byTreatment.get(attribute.of);
    if (known) known.push(attribute);
    else byTreatment.set(attribute.of, [attribute]);
  }
  return (treatment) => {
    const own = byTreatment.get(treatment) ?? [];
    const number = (kind: string) => {
      const value = Number(own.find((attribute) => attribute.kind === kind)?.value);
      return Number.isFinite(value) ? value : undefined;
    };
    const requested = number('quantity') ?? fromCourse(own);
    const authorized = number('quantity_approved');
    const end = Math.max(0, ...own.map((attribute) => attribute.end));
    return {
      ...(requested === undefined ? {} : { requested }),
      ...(authorized === undefined ? {} : { authorized }),
      end,
    };
  };
};

/** Twice a week for four weeks is eight. */
const fromCourse = (own: readonly FoundAttribute[]): number | undefined => {
  const frequency = own.find(({ kind }) => kind === 'frequency')?.value ?? '';
  const duration = own.find(({ kind }) => kind === 'duration')?.value ?? '';
  const perWeek = /^(\d+) per week(?: for (\d+) weeks)?$/.exec(frequency);
  const weeks = perWeek?.[2] ?? /^(\d+) weeks?$/.exec(duration)?.[1];
  return perWeek && weeks ? Number(perWeek[1]) * Number(weeks) : undefined;
};

const ofDetermination = (
  reading: Reading,
  treatments: readonly FoundTreatment[],
  quantities: Quantities,
  cite: Cite,
): DisputedItem[] => {
  let next = 0;
  // Lines part the items from each other, and only the text as given has them all.
  const source = withoutLetterFurniture(reading.source);
  return decidedItems(source).map(({ nameStart, nameEnd, decision }) => {
    const start = flowOffset(reading, nameStart);
    const end = flowOffset(reading, nameEnd);
    // Items and treatments both come in reading order: one walk over both.
    while (next < treatments.length && (treatments[next]?.start ?? 0) < start) next += 1;
    const inside = (treatments[next]?.start ?? end) < end ? next : -1;
    const item = smooth(source.slice(nameStart, nameEnd)).replace(/^\d{1,2}[.)] /, '');
    const split = splitItem(item);
    const own = quantities(inside);
    return {
      ...named(item, inside >= 0 ? treatments[inside] : undefined, split?.requested),
      ...(own.requested !== undefined && !split ? { requestedQuantity: own.requested } : {}),
      ...(split ? splitQuantities(split) : {}),
      ...(imrOutcomes[decision] ? { imrOutcome: imrOutcomes[decision] } : {}),
      citation: cite(start, end, 'item.decided'),
    };
  });
};

const imrOutcomes: Partial<Record<string, 'upheld' | 'overturned'>> = { Upheld: 'upheld', Overturned: 'overturned' };

/** The offset in the repaired text of an offset in the text as given. Binary search. */
const flowOffset = ({ flow }: Reading, sourceOffset: number): number => {
  let low = 0;
  let high = flow.text.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((flow.sourceAt[middle] ?? 0) < sourceOffset) low = middle + 1;
    else high = middle;
  }
  return low;
};

const numeral = String.raw`\d{1,4}|${countWords.slice(1).join('|')}`;
const pieces = new RegExp(
  String.raw`(?:qty|quantity|#)[.: ]{0,2}(\d{1,4})|\b(${numeral})\)? (?:sessions|visits|tablets|units|treatments)`,
  'i',
);
const refills = new RegExp(String.raw`\b(${numeral})(?: \(\d{1,2}\))? (?:more )?refills?( of)?\b`, 'i');

const numberOf = (words: string): number => {
  const index = countWords.indexOf(words.toLowerCase());
  return index >= 0 ? index : Number(words);
};

/** `#60 with 3 refills` is 240, `three refills of #60` is 180. */
const quantityOf = (words: string): number | undefined => {
  const found = pieces.exec(words);
  if (!found) return undefined;
  const once = numberOf(found[1] ?? found[2] ?? '');
  const more = refills.exec(words);
  if (!more) return once;
  return once * (numberOf(more[1] ?? '') + (more[2] === undefined ? 1 : 0));
};

const splitQuantities = (
  split: SplitItem,
): Pick<DisputedItem, 'requestedQuantity' | 'authorizedQuantity' | 'remainingQuantity'> => {
  const requestedQuantity = quantityOf(split.requested);
  const authorizedQuantity = quantityOf(split.authorized);
  const remainingQuantity =
    quantityOf(split.remaining) ??
    (requestedQuantity !== undefined && authorizedQuantity !== undefined
      ? requestedQuantity - authorizedQuantity
      : undefined);
  return {
    ...(requestedQuantity === undefined ? {} : { requestedQuantity }),
    ...(authorizedQuantity === undefined ? {} : { authorizedQuantity }),
    ...(remainingQuantity === undefined ? {} : { remainingQuantity }),
  };
};

const ofList = (
  reading: Reading,
  treatments: readonly FoundTreatment[],
  quantities: Quantities,
  cite: Cite,
): DisputedItem[] => {
  const { text } = reading;
  const items: DisputedItem[] = [];
  // An item is the same as one of its name when either tells no quantity, or both tell the same.
  const firstOfName = new Map<string, DisputedItem>();
  const ofQuantity = new Map<string, DisputedItem>();
  let lineOfLast = -1;
  treatments.forEach((treatment, index) => {
    if (!['requested', 'denied', 'modified', 'approved'].includes(treatment.status)) return;
    const { start: lineStart, end: lineEnd } = reading.lineAt(treatment.start);
    const { kind } = reading.sectionAt(treatment.start);
    if (['records', 'rationale', 'guideline', 'history', 'past_treatment', 'subjective', 'case_summary'].includes(kind))
      return;
    const lead = text.slice(Math.max(lineStart, treatment.start - 200), treatment.start);
    // Guidance for an injection, a second name of the same row: one item a row.
    if (lineOfLast === lineStart && (treatment.category === 'imaging' || /\([^)]*$/.test(lead))) return;
    const own = quantities(index);
    const end = Math.min(lineEnd, Math.max(treatment.end, own.end));
    const after = text.slice(treatment.end, end).replace(serviceCodes, ' ');
    const item = tidy(`${treatment.words ?? text.slice(treatment.start, treatment.end)}${after}`);
    const first = firstOfName.get(treatment.name);
    const isOpen = own.requested === undefined || (first && first.requestedQuantity === undefined);
    const key = `${treatment.name} ${own.requested}`;
    const same = isOpen ? first : ofQuantity.get(key);
    if (same) {
      if (own.requested !== undefined && same.requestedQuantity === undefined) {
        Object.assign(same, { requestedQuantity: own.requested, item });
        ofQuantity.set(key, same);
      }
      if (treatment.status in outcomes && same.urOutcome === undefined)
        Object.assign(same, outcomeOf(treatment, own.requested, own.authorized));
      return;
    }
    lineOfLast = lineStart;
    const listed: DisputedItem = {
      ...named(item, treatment),
      ...(own.requested === undefined ? {} : { requestedQuantity: own.requested }),
      ...outcomeOf(treatment, own.requested, own.authorized),
      citation: cite(treatment.start, end, 'item.listed'),
    };
    items.push(listed);
    if (!first) firstOfName.set(treatment.name, listed);
    if (own.requested !== undefined) ofQuantity.set(key, listed);
  });
  return items;
};

const outcomeOf = (
  { status }: FoundTreatment,
  requested: number | undefined,
  authorized: number | undefined,
): Partial<DisputedItem> => {
  const told = status === 'denied' || status === 'modified' || status === 'approved' ? outcomes[status] : undefined;
  const isPart = requested !== undefined && authorized !== undefined && authorized < requested;
  const urOutcome = told === 'approved' && isPart ? 'modified' : told;
  return {
    ...(urOutcome ? { urOutcome } : {}),
    ...(authorized === undefined ? {} : { authorizedQuantity: authorized }),
    ...(requested !== undefined && authorized !== undefined && requested >= authorized
      ? { remainingQuantity: requested - authorized }
      : {}),
  };
};

const named = (
  item: string,
  treatment: FoundTreatment | undefined,
  /** What the item is called where the lexicon does not know it. */
  short = item,
): Pick<DisputedItem, 'item' | 'treatmentName' | 'category'> => ({
  item,
  treatmentName: treatment?.name ?? short.toLowerCase(),
  ...(treatment ? { category: treatment.category } : {}),
});

const tidy = (text: string) => oneLine(text).trim().replace(/[,;]$/, '');
