import { allMatches } from './all-matches.ts';
import type { Citation, DisputedItem } from '../domain/facts.ts';
import type { FoundAttribute } from './attribute-words.ts';
import type { Reading } from './reading.ts';
import type { FoundTreatment } from './treatments.ts';

type Cite = (start: number, end: number, ruleId: string) => Citation;

const decided = /^(.{3,900}?) ?:\s?(Upheld|Overturned)\b/gim;
const splitRequest =
  /(.{3,300}?) was the original request\.\s*(.{3,300}?) (?:was|were) (?:authorized|approved|certified)(?: by the claims administrator)?\.\s*(?:The )?remaining (?:IMR[- ]eligible )?(?:portion|items?)[^,]{0,60},\s*(.{3,300}?),? (?:is|are)\b/is;
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
  const items: DisputedItem[] = [];
  let next = 0;
  for (const match of allMatches(decided, reading.text)) {
    const words = match[1] ?? '';
    const start = match.index;
    const end = start + words.length;
    // Items and treatments both come in reading order: one walk over both.
    while (next < treatments.length && (treatments[next]?.start ?? 0) < start) next += 1;
    const inside = (treatments[next]?.start ?? end) < end ? next : -1;
    const split = splitRequest.exec(words);
    const item = tidy(split ? words : words.replace(/^(?:\d{1,2}[.)] ?)/, ''));
    const own = quantities(inside);
    const numbers = split ? splitQuantities(split) : {};
    items.push({
      ...named(item, inside >= 0 ? treatments[inside] : undefined),
      ...(own.requested !== undefined && !split ? { requestedQuantity: own.requested } : {}),
      ...numbers,
      imrOutcome: /overturned/i.test(match[0].slice(words.length)) ? 'overturned' : 'upheld',
      citation: cite(start, end, 'item.decided'),
    });
  }
  return items;
};

const firstNumber = (text: string): number | undefined => {
  const match =
    /(?:qty|quantity|#|x)[: ]{0,2}(\d{1,4})(?:\.\d+)?|(\d{1,4}) (?:sessions|visits|tablets|units|treatments)/i.exec(
      text,
    );
  const value = Number(match?.[1] ?? match?.[2]);
  return Number.isFinite(value) && match ? value : undefined;
};

const splitQuantities = (
  split: RegExpExecArray,
): Pick<DisputedItem, 'requestedQuantity' | 'authorizedQuantity' | 'remainingQuantity'> => {
  const [requestedQuantity, authorizedQuantity, told] = [split[1], split[2], split[3]].map((words) =>
    firstNumber(words ?? ''),
  );
  const remainingQuantity =
    told ??
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
    const same = items.find((known) => sameItem(known, treatment, own.requested));
    if (same) {
      if (own.requested !== undefined && same.requestedQuantity === undefined)
        Object.assign(same, { requestedQuantity: own.requested, item });
      if (treatment.status in outcomes && same.urOutcome === undefined)
        Object.assign(same, outcomeOf(treatment, own.requested, own.authorized));
      return;
    }
    lineOfLast = lineStart;
    items.push({
      ...named(item, treatment),
      ...(own.requested === undefined ? {} : { requestedQuantity: own.requested }),
      ...outcomeOf(treatment, own.requested, own.authorized),
      citation: cite(treatment.start, end, 'item.listed'),
    });
  });
  return items;
};

const sameItem = (known: DisputedItem, treatment: FoundTreatment, requested: number | undefined): boolean =>
  known.treatmentName === treatment.name &&
  (known.requestedQuantity === undefined || requested === undefined || known.requestedQuantity === requested);

const outcomeOf = (
  { status }: FoundTreatment,
  requested: number | undefined,
  authorized: number | undefined,
): Partial<DisputedItem> => {
  const urOutcome =
    status === 'denied' || status === 'modified' || status === 'approved' ? outcomes[status] : undefined;
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
): Pick<DisputedItem, 'item' | 'treatmentName' | 'category'> => ({
  item,
  treatmentName: treatment?.name ?? item.toLowerCase(),
  ...(treatment ? { category: treatment.category } : {}),
});

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim().replace(/[,;]$/, '');
