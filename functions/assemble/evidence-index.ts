import type { Chronology } from '../domain/chronology.ts';
import type { Determination, EvidenceIndex } from '../domain/determination.ts';
import type { Registration } from '../domain/document.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { letterSentences } from './letter-sentences.ts';
import { recordFacts, spacedWords, type RecordFact } from './record-facts.ts';
import { statementValues, type StatementValue } from './statement-values.ts';

/** Pages that are named for one value; those that carry most of the sentence come first. */
const maxPagesPerValue = 3;

/**
 * Each sentence of the summary and the rationales that states a date, a quantity, a diagnosis or a treatment, with the
 * pages of the record that carry the same value. A sentence whose values stand nowhere in the record has no sources.
 */
export const evidenceIndex = (input: {
  determination: Determination;
  chronology: Chronology;
  documents: readonly DocumentFacts[];
  registration: Registration;
}): EvidenceIndex => {
  const { determination, chronology, documents, registration } = input;
  const facts = recordFacts(documents, chronology);
  const fileNames = new Map<string, string>(registration.documents.map((d) => [d.documentId, d.fileName]));
  const letterYear = Number(determination.header.decisionDate.slice(0, 4));
  const parts = [
    { section: 'CLINICAL CASE SUMMARY', text: determination.clinicalCaseSummary },
    ...determination.items.map(({ item, rationale }) => ({ section: `Decision rationale: ${item}`, text: rationale })),
  ];
  return {
    caseId: determination.caseId,
    answered: determination.answered,
    statements: parts.flatMap(({ section, text }) =>
      letterSentences(text).flatMap((statement) => {
        const carriers = carriersOf(statement, facts, letterYear);
        if (carriers.length === 0) return [];
        const sources = best(carriers).map(({ citation }) => ({
          ...citation,
          fileName: fileNames.get(citation.documentId) ?? citation.documentId,
        }));
        return [{ section, statement, sources }];
      }),
    ),
  };
};

/** For each value of the sentence, the facts that carry it; an empty list is a value that the record does not have. */
const carriersOf = (statement: string, facts: readonly RecordFact[], letterYear: number): RecordFact[][] => {
  const named = namedFacts(statement, facts);
  const subjects = new Set([...named.values()].flat().flatMap(({ names }) => names.slice(1)));
  const stated = statementValues(statement, letterYear).map((value) =>
    facts.filter((fact) => fact.states && states(fact.states, value) && isAbout(fact, subjects)),
  );
  return [...stated, ...named.values()];
};

/** Treatments and diagnoses that the sentence names, the longest name first so that a part of it does not count again. */
const namedFacts = (statement: string, facts: readonly RecordFact[]): Map<string, RecordFact[]> => {
  let rest = spacedWords(statement);
  const byName = Map.groupBy(
    facts.flatMap((fact) => fact.names.map((name) => ({ name, fact }))),
    ({ name }) => name,
  );
  const found = new Map<string, RecordFact[]>();
  for (const name of [...byName.keys()].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))) {
    if (name.trim().length < 2 || !rest.includes(name)) continue;
    rest = rest.replaceAll(name, ' ; ');
    found.set(name, [...new Set((byName.get(name) ?? []).map(({ fact }) => fact))]);
  }
  return found;
};

const states = (fact: StatementValue, value: StatementValue): boolean =>
  fact.kind === value.kind &&
  (fact.value === value.value || (value.kind === 'date' && String(fact.value).startsWith(`${value.value}-`)));

/**
 * A dose or quantity counts only for a treatment that the sentence names, if it names any that the record knows; `massage`
 * names `physical therapy with massage` too.
 */
const isAbout = ({ of }: RecordFact, subjects: ReadonlySet<string>): boolean => {
  if (of === undefined || subjects.size === 0) return true;
  const words = spacedWords(of);
  return [...subjects].some((subject) => words.includes(subject) || subject.includes(words));
};

const pageKey = ({ citation }: RecordFact): string => `${citation.documentId} ${citation.page}`;

const best = (carriers: readonly RecordFact[][]): RecordFact[] => {
  const carried = new Map<string, number>();
  for (const facts of carriers) {
    for (const key of new Set(facts.map(pageKey))) carried.set(key, (carried.get(key) ?? 0) + 1);
  }
  const chosen = new Map<string, RecordFact>();
  for (const facts of carriers) {
    const pages = [...new Map(facts.toReversed().map((fact) => [pageKey(fact), fact])).values()].toReversed();
    pages.sort((a, b) => (carried.get(pageKey(b)) ?? 0) - (carried.get(pageKey(a)) ?? 0));
    for (const fact of pages.slice(0, maxPagesPerValue)) {
      chosen.set(`${pageKey(fact)} ${fact.citation.quote}`, fact);
    }
  }
  return [...chosen.values()];
};
