import { factsWithoutCopies } from '../copies/facts-without-copies.ts';
import type { CaseId } from '../domain/case-number.ts';
import { Chronology, type DuplicatePage } from '../domain/chronology.ts';
import type { Day, Instant } from '../domain/days.ts';
import type { Registration } from '../domain/document.ts';
import type { DocumentFacts, Mention, Party } from '../domain/facts.ts';
import type { PageSource } from '../domain/page.ts';
import type { Profile } from '../domain/profile.ts';
import { otherCaseNumber } from './case-numbers.ts';
import { cite, distinctCitations } from './cite.ts';
import { withDistinctIds } from './conflict-of.ts';
import { findConflicts } from './find-conflicts.ts';
import { findCareGaps } from './find-care-gaps.ts';
import { findSenselessRelief } from './find-senseless-relief.ts';
import { findUnansweredRequests } from './find-unanswered-requests.ts';
import { judgeEligibility } from './judge-eligibility.ts';
import { listEvents } from './list-events.ts';
import { listMissing, listRecords } from './list-records.ts';
import { mergeItems } from './merge-items.ts';
import { pickFacts } from './pick-facts.ts';
import { clockEvents } from './clock-events.ts';
import { choosePriority } from './choose-priority.ts';
import { ageDates } from './age-dates.ts';
import { conversion, runClocks } from './run-clocks.ts';

export type CaseRecord = {
  caseId: CaseId;
  registration: Registration;
  pageRows: readonly {
    documentId: string;
    page: number;
    source: PageSource;
    reason?: string;
    meanConfidence?: number | undefined;
  }[];
  documents: readonly DocumentFacts[];
  /** None when not given. */
  duplicatePages?: readonly DuplicatePage[];
  profile: Profile;
  today: Day;
  nowTime: Instant;
  lateFiles: readonly string[];
};

/** Below this mean confidence the words of a scanned page are not to be relied on: a person reads it. */
const leastMeanConfidence = 40;

/**
 * The whole case as one record. The same input gives the same chronology, apart from `madeAtTime`. Nothing is guessed:
 * what no document says stays undefined, and what documents say differently is a conflict, not a choice.
 */
export const buildChronology = (record: CaseRecord): Chronology => {
  const { caseId, registration, profile, duplicatePages = [] } = record;
  const documents = factsWithoutCopies(record.documents, duplicatePages);
  const facts = pickFacts(documents);
  const disputedItems = mergeItems(documents);
  const otherCase = otherCaseNumber(documents, caseId);
  const events = listEvents(documents);
  const missingDocuments = listMissing(documents, profile, facts.header.rfaDate);
  const dated = clockEvents({ documents, header: facts.header, registration, missingDocuments, today: record.today });
  const { priority, basis } = choosePriority({ documents, header: facts.header, disputedItems, events: dated });
  const isConverted = priority === 'expedited' && basis.sources.length === 0;
  const clocks = runClocks(profile, priority, isConverted ? dated : dated.filter(({ kind }) => kind !== conversion));
  return Chronology.parse({
    caseId,
    profile: { id: profile.id, version: profile.version },
    ...facts,
    priority,
    priorityBasis: basis,
    diagnoses: named(documents, (mention) =>
      mention.type === 'diagnosis' && mention.status === 'current' ? mention.name : undefined,
    ),
    treatments: named(documents, (mention) =>
      mention.type === 'treatment' && mention.status !== 'general' ? `${mention.name}\t${mention.status}` : undefined,
    ).map(({ name, sources }) => ({ name: name.split('\t')[0], status: name.split('\t')[1], sources })),
    events,
    conflicts: withDistinctIds([...findConflicts(documents), ...documents.flatMap(findSenselessRelief)]),
    ...(otherCase ? { otherCase } : {}),
    disputedItems,
    records: listRecords(registration, record.documents, duplicatePages),
    parties: distinctParties(documents.flatMap((document) => document.parties)),
    missingDocuments,
    unreadablePages: record.pageRows
      .filter(
        ({ source, meanConfidence }) =>
          source === 'unreadable' || (source === 'ocr' && (meanConfidence ?? 100) < leastMeanConfidence),
      )
      .map(({ documentId, page, reason }) => ({ documentId, page, ...(reason ? { reason } : {}) })),
    duplicatePages: [...duplicatePages],
    ...(profile.careGap ? { gaps: findCareGaps(events, profile.careGap.minDays) } : {}),
    unansweredRequests: findUnansweredRequests(documents),
    eligibility: judgeEligibility(documents, { ...facts, disputedItems, priority, caseId }, profile),
    clocks,
    ageDates: ageDates(dated),
    lateFiles: [...record.lateFiles],
    madeAtTime: record.nowTime,
  });
};

/** Each name once, with every place that says it, the most said first. */
const named = (documents: readonly DocumentFacts[], nameOf: (mention: Mention) => string | undefined) => {
  const names = new Map<string, ReturnType<typeof cite>[]>();
  for (const document of documents) {
    for (const mention of document.mentions) {
      const name = nameOf(mention);
      if (!name) continue;
      const sources = names.get(name);
      if (sources) sources.push(cite(document, mention));
      else names.set(name, [cite(document, mention)]);
    }
  }
  return [...names]
    .map(([name, sources]) => ({ name, sources: distinctCitations(sources) }))
    .sort((a, b) => b.sources.length - a.sources.length || a.name.localeCompare(b.name));
};

const distinctParties = (parties: readonly Party[]): Party[] => [
  ...new Map(
    parties.map((party) => [`${party.role}/${party.name.toLowerCase().replace(/\W+/g, ' ').trim()}`, party]),
  ).values(),
];
