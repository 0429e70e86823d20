import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DateMention, DocumentFacts } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { conflictOf } from './conflict-of.ts';
import { wordsBefore } from './dates-of.ts';
import { isOneSlip } from './near-miss.ts';
import { isGuess } from './is-guess.ts';

/** Words of an operation, whatever its name, in the sentence up to its day. */
const operated =
  /\b(?:operat(?:ion|ed)|surgery|underwent|repair(?:ed)?|release|reconstruction|replacement|fusion|fixation|\w+(?:ectomy|plasty|otomy|oscopy|odesis))\b[^.;]*$/i;
/** The day of something else, or of another operation; the "first dorsal compartment" is a part of the body. */
const notDone =
  /\b(?:before|prior|until|schedul\w*|plann?\w*|request\w*|report|consult\w*|visit|seen|exam\w*|(?:first|second|third)(?!\s+(?:dorsal|extensor|metacarp|metatars|carpo|CMC|MCP|MTP|toe|ray|web|rib|finger))|re-?operation|revision|again)\b[^.;]*$/i;

/** Words of an injection or another procedure, in the same place. */
const injected =
  /\b(?:inject(?:ion|ed)s?|ablation|rhizotomy|neurotomy|(?:nerve|branch|facet)\s+blocks?|epidurals?|ESI|procedure|discogram|aspiration)\b[^.;]*$/i;

type Act = { document: DocumentFacts; date: DateMention; role: 'surgery_date' | 'procedure_date'; done: RegExp };

const datesIn = (document: DocumentFacts): DateMention[] =>
  document.mentions.filter((mention): mention is DateMention => mention.type === 'date' && isDay(mention.value));

/** The day of the operation or the procedure that a report of its own tells of. */
const reportedAct = (document: DocumentFacts): Act[] => {
  const { documentType } = document;
  if (documentType !== 'operative' && documentType !== 'procedure') return [];
  const role = documentType === 'operative' ? 'surgery_date' : 'procedure_date';
  const date = datesIn(document).find((mention) => mention.role === role);
  return date ? [{ document, date, role, done: role === 'surgery_date' ? operated : injected }] : [];
};

type Telling = { document: DocumentFacts; date: DateMention };

const isOfAct = ({ document, date }: Telling, { role, done }: Act): boolean => {
  if (date.role !== role && !isGuess(date)) return false;
  const words =
    wordsBefore(document, date, 100)
      .split(/[.;]\s/)
      .at(-1) ?? '';
  return done.test(words) && !notDone.test(words);
};

/** An injection is given again: who knows both days tells of two. */
const knowsBoth = ({ document }: Telling, { date, role }: Act): boolean =>
  role === 'procedure_date' && datesIn(document).some(({ value }) => value === date.value);

/**
 * A day that the file gives an operation or an injection and nothing else, one slip of the pen from the day of its own
 * report. It needs no name of it, which each paper calls otherwise. `found` are the conflicts known by name.
 */
export const findOperationConflicts = (documents: readonly DocumentFacts[], found: readonly Conflict[]): Conflict[] =>
  documents.flatMap(reportedAct).flatMap((act) => {
    const tellings = documents
      .filter((document) => document !== act.document)
      .flatMap((document) => datesIn(document).map((date) => ({ document, date })))
      .filter(({ date }) => isOneSlip(date.value, act.date.value));
    const days = new Map(
      [...Map.groupBy(tellings, ({ date }) => date.value)].filter(
        ([day, same]) =>
          same.every((telling) => isOfAct(telling, act) && !knowsBoth(telling, act)) &&
          documents.every(({ documentDate }) => documentDate !== day),
      ),
    );
    const isKnown = found.some(({ values }) => values.some(({ value }) => days.has(value)));
    if (days.size === 0 || isKnown) return [];
    const own = { value: act.date.value, citation: cite(act.document, act.date) };
    const others = [...days.values()].flat().map(({ document, date }) => ({
      value: date.value,
      citation: cite(document, date),
    }));
    const what = act.role === 'surgery_date' ? 'The date of the operation' : 'The date of the procedure';
    return [conflictOf(act.role, what, [own, ...others])];
  });
