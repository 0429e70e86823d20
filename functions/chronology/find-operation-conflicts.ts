import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DateMention, DocumentFacts } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { conflictOf } from './conflict-of.ts';
import { wordsBefore } from './dates-of.ts';
import { isOneSlip } from './near-miss.ts';

/** Words of an operation, whatever its name, in the sentence up to its day. */
const operated =
  /\b(?:operat(?:ion|ed)|surgery|underwent|repair(?:ed)?|release|reconstruction|replacement|fusion|fixation|\w+(?:ectomy|plasty|otomy|oscopy|odesis))\b[^.;]*$/i;
/** The day of something else, or of another operation; the "first dorsal compartment" is a part of the body. */
const notDone =
  /\b(?:before|prior|until|schedul\w*|plann?\w*|request\w*|report|consult\w*|visit|seen|exam\w*|(?:first|second|third)(?!\s+(?:dorsal|extensor|metacarp|metatars|carpo|CMC|MCP|MTP|toe|ray|web|rib|finger))|re-?operation|revision|again)\b[^.;]*$/i;

const datesIn = (document: DocumentFacts): DateMention[] =>
  document.mentions.filter((mention): mention is DateMention => mention.type === 'date' && isDay(mention.value));

const operationDay = (document: DocumentFacts): DateMention | undefined =>
  document.documentType === 'operative' ? datesIn(document).find(({ role }) => role === 'surgery_date') : undefined;

type Telling = { document: DocumentFacts; date: DateMention };

const isOfOperation = ({ document, date }: Telling): boolean => {
  if (date.role !== 'surgery_date' && !date.ruleId.endsWith('role.default')) return false;
  const words =
    wordsBefore(document, date, 100)
      .split(/[.;]\s/)
      .at(-1) ?? '';
  return operated.test(words) && !notDone.test(words);
};

/**
 * A day that the file gives an operation and nothing else, one slip of the pen from the day of the operative report. It
 * needs no name of the operation, which each paper calls otherwise. `found` are the conflicts known by name.
 */
export const findOperationConflicts = (documents: readonly DocumentFacts[], found: readonly Conflict[]): Conflict[] =>
  documents.flatMap((report) => {
    const operation = operationDay(report);
    if (!operation) return [];
    const tellings = documents
      .filter((document) => document !== report)
      .flatMap((document) => datesIn(document).map((date) => ({ document, date })))
      .filter(({ date }) => isOneSlip(date.value, operation.value));
    const days = new Map(
      [...Map.groupBy(tellings, ({ date }) => date.value)].filter(([, same]) => same.every(isOfOperation)),
    );
    const isKnown = found.some(({ values }) => values.some(({ value }) => days.has(value)));
    if (days.size === 0 || isKnown) return [];
    const own = { value: operation.value, citation: cite(report, operation) };
    const others = [...days.values()].flat().map(({ document, date }) => ({
      value: date.value,
      citation: cite(document, date),
    }));
    return [conflictOf('surgery_date', 'The date of the operation', [own, ...others])];
  });
