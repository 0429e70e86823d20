import type { Conflict } from '../domain/chronology.ts';
import { daysBetween } from '../domain/calendar.ts';
import type { DateMention, DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import { conflictOf } from './conflict-of.ts';
import { wordsBefore } from './dates-of.ts';
import { statedBy, type Stated } from './stated-by.ts';
import { withoutMisreadings } from './without-misreadings.ts';
import { isNearMiss } from './near-miss.ts';
import { isGuess } from './is-guess.ts';

type Act = { role: 'rfa_date' | 'ur_decision_date'; what: string; madeBy: DocumentType };

/** The acts of a dispute. A file may hold several of each; the document that makes an act dates it. */
const acts: readonly Act[] = [
  { role: 'rfa_date', what: 'The date of the request for authorization', madeBy: 'rfa' },
  { role: 'ur_decision_date', what: 'The date of the utilization review decision', madeBy: 'ur_decision' },
];

/** Two dates farther apart, and no slip of the pen, are those of two acts. */
const sameActDays = 14;

/** Papers of this dispute. What a medical report tells of requests and decisions may be of another one. */
const papers: ReadonlySet<DocumentType> = new Set([
  'rfa',
  'ur_decision',
  'imr_application',
  'noarfi',
  'imr_determination',
]);

/** Records of what was given, tested or seen: a day in them is none of a request or a decision. */
const records: ReadonlySet<DocumentType> = new Set(['pharmacy', 'lab', 'imaging', 'electrodiagnostic', 'operative']);

/** "03/26 UR physician called": the day of a log's entry, whatever its words name. */
const isOfEntry = ({ citation }: Stated): boolean => citation.ruleId.endsWith('-after');

const ofEntries: ReadonlySet<DateRole> = new Set(['date_of_service', 'medication_date', 'treatment_period']);

/** A record that has the day for an entry of its own, too: "9/24 paid (UR modified)". */
const isOfAnEntry = ({ document, value, mention }: Stated): boolean =>
  document.mentions.some(
    (other) => other.type === 'date' && other !== mention && other.value === value && ofEntries.has(other.role),
  );

const valuesOf = (stated: readonly Stated[]): string[] => [...new Set(stated.map(({ value }) => value))];

const isSameAct = (a: string, b: string): boolean => Math.abs(daysBetween(a, b)) <= sameActDays || isNearMiss(a, b);

/** A decision about another request: the request of this date is the one that another decision in the file names. */
const isOfOtherDispute = (stated: Stated, anchor: string, all: readonly Stated[]): boolean => {
  const others = all.filter(({ document }) => document.documentType === 'ur_decision' && document !== stated.document);
  return (
    stated.document.documentType === 'ur_decision' &&
    stated.mention?.role === 'rfa_date' &&
    others.some(({ value }) => value === anchor)
  );
};

const isNamedAsAct = (document: DocumentFacts, mention: DateMention): boolean =>
  !isGuess(mention) ||
  /\b(?:decision|determination|denial|request)\s*(?:of|dated|date)?\s*:?\s*$/i.test(wordsBefore(document, mention, 30));

/** A letter that holds two decisions, one on what was done and one on what is to come, dates both. */
const isOwnOfMaker = (stated: Stated, all: readonly Stated[], act: Act): boolean =>
  all.some(
    ({ document }) =>
      document.documentType === act.madeBy &&
      document !== stated.document &&
      document.mentions.some(
        (mention) =>
          mention.type === 'date' &&
          mention.role === act.role &&
          mention.value === stated.value &&
          isNamedAsAct(document, mention),
      ) &&
      !all.some((other) => other.document === document && other.value === stated.value),
  );

/** What is said of each act that the file holds the document of. */
const aroundAnchors = (all: readonly Stated[], anchors: readonly string[]): Stated[][] => {
  const groups = new Map<string, Stated[]>(anchors.map((anchor) => [anchor, []]));
  for (const stated of all) {
    const nearest = anchors
      .filter((anchor) => isSameAct(anchor, stated.value) && !isOfOtherDispute(stated, anchor, all))
      .sort((a, b) => Math.abs(daysBetween(a, stated.value)) - Math.abs(daysBetween(b, stated.value)))[0];
    const isTold = papers.has(stated.document.documentType) || isNearMiss(nearest ?? '', stated.value);
    const anchor = anchors.includes(stated.value) ? stated.value : isTold ? nearest : undefined;
    if (anchor) groups.get(anchor)?.push(stated);
  }
  return [...groups.values()];
};

/** Without the document itself, dates that are likely mistaken for each other are those of one act. */
const amongThemselves = (all: readonly Stated[]): Stated[][] => {
  const groups: Stated[][] = [];
  for (const stated of all.toSorted((a, b) => a.value.localeCompare(b.value))) {
    const home = groups.find((group) =>
      group.some(({ value }) => value === stated.value || isNearMiss(value, stated.value)),
    );
    if (home) home.push(stated);
    else groups.push([stated]);
  }
  return groups;
};

/**
 * One act, two dates. Where the file has the document that makes the act, its date is compared with what the others
 * say; two such documents are two acts. Where it has none, what the papers of the dispute say is compared.
 */
export const findActConflicts = (documents: readonly DocumentFacts[]): Conflict[] =>
  acts.flatMap((act) => {
    const told = documents
      .flatMap((document) => statedBy(document, act.role))
      .filter(({ document }) => !records.has(document.documentType))
      .filter((stated) => papers.has(stated.document.documentType) || !(isOfEntry(stated) || isOfAnEntry(stated)));
    const all = told.filter((stated) => !isOwnOfMaker(stated, told, act));
    const anchors = all.filter(({ document }) => document.documentType === act.madeBy).map(({ value }) => value);
    const groups = anchors.length > 0 ? aroundAnchors(all, [...new Set(anchors)]) : amongThemselves(all);
    return groups
      .map(withoutMisreadings)
      .filter((group) => valuesOf(group).length > 1)
      .map((group) => conflictOf(act.role, act.what, group));
  });
