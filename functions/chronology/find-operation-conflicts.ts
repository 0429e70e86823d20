import type { Conflict } from '../domain/chronology.ts';
import { isDay } from '../domain/calendar.ts';
import type { DateMention, DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import { cite } from './cite.ts';
import { conflictOf } from './conflict-of.ts';
import { wordsBefore } from './dates-of.ts';
import { isOneSlip } from './near-miss.ts';
import { isGuess } from './is-guess.ts';
import { limbIn, limbOfReport } from './limb-of.ts';

/** Words of an operation, whatever its name, in the sentence up to its day. */
const operated =
  /\b(?:operat(?:ion|ed)|surgery|underwent|repair(?:ed)?|release|reconstruction|replacement|fusion|fixation|\w+(?:ectomy|plasty|otomy|oscopy|odesis))\b[^.;]*$/i;
/** The day of something else, or of another operation; the "first dorsal compartment" is a part of the body. */
const notDone =
  /\b(?:before|prior|until|schedul\w*|plann?\w*|request\w*|report|consult\w*|visit|seen|exam\w*|(?:first|second|third)(?!\s+(?:dorsal|extensor|metacarp|metatars|carpo|CMC|MCP|MTP|toe|ray|web|rib|finger))|re-?operation|revision|again)\b[^.;]*$/i;

/** Words of an injection or another procedure, in the same place. */
const injected =
  /\b(?:inject(?:ion|ed)s?|ablation|rhizotomy|neurotomy|(?:nerve|branch|facet)\s+blocks?|epidurals?|ESI|procedure|discogram|aspiration)\b[^.;]*$/i;

/** Words of an electrodiagnostic study. */
const tested = /\b(?:EMG|NCV|NCS|electrodiagnos\w+|electromyogra\w+|nerve\s+conduction)\b[^.;]*$/i;

type Kind = { role: DateRole; done: RegExp; what: string };
const kinds: Partial<Record<DocumentType, Kind>> = {
  operative: { role: 'surgery_date', done: operated, what: 'The date of the operation' },
  procedure: { role: 'procedure_date', done: injected, what: 'The date of the procedure' },
  electrodiagnostic: { role: 'test_date', done: tested, what: 'The date of the electrodiagnostic study' },
};

type Act = Kind & { document: DocumentFacts; date: DateMention };

const datesIn = (document: DocumentFacts): DateMention[] =>
  document.mentions.filter((mention): mention is DateMention => mention.type === 'date' && isDay(mention.value));

/** The day of the operation, the procedure or the test that a report of its own tells of. */
const reportedAct = (document: DocumentFacts): Act[] => {
  const kind = kinds[document.documentType];
  const date = kind && datesIn(document).find(({ role }) => role === kind.role);
  return date ? [{ ...kind, document, date }] : [];
};

type Telling = { document: DocumentFacts; date: DateMention };

const isOfAct = ({ document, date }: Telling, { role, done, document: report }: Act): boolean => {
  if (date.role !== role && !isGuess(date)) return false;
  const words =
    wordsBefore(document, date, 100)
      .split(/[.;]\s|\d[/-]\d{1,2}[/-]\d{2,4}\s/)
      .at(-1) ?? '';
  // A study of the arms is none of the legs.
  const limb = role === 'test_date' ? limbIn(words) : undefined;
  const isOfOtherLimb = limb !== undefined && limb !== (limbOfReport(report) ?? limb);
  return done.test(words) && !notDone.test(words) && !isOfOtherLimb;
};

/** An injection is given and a test done again: who knows both days tells of two. */
const knowsBoth = ({ document }: Telling, { date, role }: Act): boolean =>
  role !== 'surgery_date' && datesIn(document).some(({ value }) => value === date.value);

/**
 * A day that the file gives an operation, an injection or a test and nothing else, one slip of the pen from the day of
 * its own report. It needs no name of it, which each paper calls otherwise. `found` are the conflicts known by name.
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
    return [conflictOf(act.role, act.what, [own, ...others])];
  });
