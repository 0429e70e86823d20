import type { Conflict } from '../domain/chronology.ts';
import { daysBetween, isDay } from '../domain/calendar.ts';
import type { DateMention, DateRole, DocumentFacts, TreatmentCategory, TreatmentMention } from '../domain/facts.ts';
import { placeInPage, quoteOf } from '../domain/quote.ts';
import { cite } from './cite.ts';
import { conflictOf, type Saying } from './conflict-of.ts';
import { wordsBefore } from './dates-of.ts';
import { fullNames } from './full-names.ts';
import { lastDayOf } from './last-day-of.ts';
import { limbIn, limbOfReport } from './limb-of.ts';
import { isNearMiss } from './near-miss.ts';
import { sideOf } from './side-of.ts';

type Kind = {
  role: DateRole;
  categories: readonly TreatmentCategory[];
  isSameAct: (a: string, b: string) => boolean;
  isRepeated: boolean;
};

/** An operation is done once; scans, tests and injections are done again, so only dates that look mistaken differ. */
const kinds: readonly Kind[] = [
  {
    role: 'surgery_date',
    categories: ['surgery'],
    isSameAct: (a, b) => isNearMiss(a, b) || (isDay(a) && isDay(b) && Math.abs(daysBetween(a, b)) <= 92),
    isRepeated: false,
  },
  { role: 'imaging_date', categories: ['imaging'], isSameAct: isNearMiss, isRepeated: true },
  { role: 'test_date', categories: ['diagnostic_test'], isSameAct: isNearMiss, isRepeated: true },
  { role: 'procedure_date', categories: ['injection', 'procedure'], isSameAct: isNearMiss, isRepeated: true },
];

/** How far apart, in characters of one page, a date and what it dates may stand. */
const reachCharacters = 120;

type Dated = Saying & {
  document: DocumentFacts;
  name: string;
  side: string | undefined;
  limb: string | undefined;
  sentence: string;
};

/** "Before surgery on 7/11/16 the test was positive": the day of something else. */
const isOnlyNearIt = (document: DocumentFacts, date: DateMention): boolean => {
  const at = placeInPage(document, date);
  const before = (document.pageTexts[date.page - 1] ?? '').slice(Math.max(0, at - 40), Math.max(0, at));
  return /\b(?:before|prior\s+to|awaiting|preceding|until)\s+(?:\w+\s+){0,2}?(?:surgery|operation|procedure|injection)\s+(?:on|of)\s+$/i.test(
    before,
  );
};

const ofPlan =
  /\b(?:plann\w+|(?:re-?)?schedul\w+|tentativ\w+|postpon\w+|cancel\w*|moved|delayed|set|booked)\b[^.;]{0,40}$/i;

/** "Surgery planned for 11/17": what a document tells of days to come is not done yet. */
const isPlanned = (document: DocumentFacts, date: DateMention): boolean =>
  date.value > (lastDayOf(document) ?? '9') || ofPlan.test(wordsBefore(document, date, 60));

/** "3/24: called for the MRI report": the day of something done with its paper. */
const ofPaper =
  /\b(?:call|fax|mail|sen[dt]|receiv|request|order|ask|discuss|review|schedul|report|cop(?:y|ies)|await|pending|author|deni|appro|certif)/i;

/** From the place of the date, which stands but once; the words for a treatment may stand in other places too. */
const wordsBetween = (document: DocumentFacts, date: DateMention, treatment: TreatmentMention): string => {
  const text = document.pageTexts[date.page - 1] ?? '';
  const at = placeInPage(document, date);
  if (treatment.start < date.start) {
    const gap = date.start - treatment.start - treatment.text.length;
    return text.slice(Math.max(0, at - gap), at);
  }
  const end = at + date.text.length;
  return text.slice(end, end + treatment.start - date.start - date.text.length);
};

/** "The second of three blocks": one of a series. */
const inSeries =
  /\b(?:first|second|third|fourth|1st|2nd|3rd|series)\b|#\s?[1-5]\s+(?:on|was|done|given)\b|\b(?:injection|block|epidural|ESI)s?\s+#\s?[1-5]\b/i;

const datedBy = (document: DocumentFacts, { role, categories }: Kind): Dated[] => {
  const treatments = document.mentions.filter(
    (mention): mention is TreatmentMention => mention.type === 'treatment' && categories.includes(mention.category),
  );
  return document.mentions
    .filter((mention): mention is DateMention => mention.type === 'date' && mention.role === role)
    .flatMap((date) => {
      const near = treatments
        .filter(({ page, start }) => page === date.page && Math.abs(start - date.start) <= reachCharacters)
        .sort((a, b) => Math.abs(a.start - date.start) - Math.abs(b.start - date.start))[0];
      if (
        !near ||
        isPlanned(document, date) ||
        isOnlyNearIt(document, date) ||
        ofPaper.test(wordsBetween(document, date, near))
      )
        return [];
      const side = sideOf(document, near);
      const sentence = quoteOf(document, date);
      if (role === 'procedure_date' && inSeries.test(sentence)) return [];
      const limb =
        limbIn(sentence) ?? (document.documentType === 'electrodiagnostic' ? limbOfReport(document) : undefined);
      return [{ value: date.value, citation: cite(document, date), document, name: near.name, side, limb, sentence }];
    });
};

/** What is done again is told of with each of its days. */
const knows = (document: DocumentFacts, day: string): boolean =>
  document.mentions.some((mention) => mention.type === 'date' && mention.value === day);

/** A record of its own for each: what was done twice, a week apart. */
const isOwnRecord = ({ document, value }: Dated): boolean => document.documentDate === value;

/** An injection told of in a decision and done some weeks apart is one; months apart it is another. */
const maxRetoldDays = 45;

/**
 * A decision that gives the one procedure of the file a day which no other paper has, while the report of it and another
 * paper have its own.
 */
const isToldWrongly = (told: Dated, done: Dated, documents: readonly DocumentFacts[]): boolean =>
  told.document.documentType === 'ur_decision' &&
  done.document.documentType === 'procedure' &&
  isOwnRecord(done) &&
  isDay(told.value) &&
  isDay(done.value) &&
  Math.abs(daysBetween(told.value, done.value)) <= maxRetoldDays &&
  documents.filter((document) => knows(document, told.value)).length === 1 &&
  documents.filter((document) => knows(document, done.value)).length > 1;

/**
 * The same operation, scan or test on different days. A year alone says nothing against a day of that year, the left
 * side nothing against the right, and a document that knows several days of it tells of several.
 */
export const findTreatmentDateConflicts = (documents: readonly DocumentFacts[]): Conflict[] =>
  kinds.flatMap((kind) => {
    const byName = Map.groupBy(fullNames(documents.flatMap((document) => datedBy(document, kind))), ({ name }) => name);
    return [...byName].flatMap(([name, all]) => {
      const perDocument = Map.groupBy(all, ({ document }) => document);
      const isSingle = [...perDocument.values()].every((own) => new Set(own.map(({ value }) => value)).size === 1);
      const disputed = all.filter((a) =>
        all.some(
          (b) =>
            a.document !== b.document &&
            (kind.isSameAct(a.value, b.value) ||
              (kind.role === 'procedure_date' && (isToldWrongly(a, b, documents) || isToldWrongly(b, a, documents)))) &&
            a.value !== b.value &&
            !(kind.isRepeated && (knows(a.document, b.value) || knows(b.document, a.value))) &&
            !(kind.isRepeated && isOwnRecord(a) && isOwnRecord(b)) &&
            (a.side ?? b.side) === (b.side ?? a.side) &&
            !(kind.role === 'test_date' && (a.limb ?? b.limb) !== (b.limb ?? a.limb)),
        ),
      );
      return isSingle && disputed.length > 0
        ? [conflictOf(`${kind.role}:${name}`, `The date of the ${name}`, disputed)]
        : [];
    });
  });
