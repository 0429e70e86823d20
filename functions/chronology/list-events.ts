import type { ChronologyEvent } from '../domain/chronology.ts';
import type { DateMention, DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import { personNames } from '../domain/person-names.ts';
import { cite, distinctCitations } from './cite.ts';
import { isAboutInjuredWorker } from './is-about-injured-worker.ts';
import { eventSummary, type DatedMention } from './event-summary.ts';

/** Dates that tell nothing of the injured worker's course. */
const silentRoles: ReadonlySet<DateRole> = new Set(['form_date', 'transmission_date', 'date_of_birth', 'other']);

/** The act that a form dates by its signature, where it says nothing else. */
const formActs: Partial<Record<DocumentType, DateRole>> = {
  rfa: 'rfa_date',
  ur_decision: 'ur_decision_date',
  imr_application: 'imr_application_date',
};

/** Papers about the dispute: their signatures are no visits. */
const isPaper = (type: DocumentType): boolean =>
  type in formActs || ['noarfi', 'fax_cover', 'proof_of_service', 'imr_determination'].includes(type);

/** A visit is dated by the visit or by the report about it: one event when both are the same day. */
const eventRole = (mention: DateMention, document: DocumentFacts): DateRole | undefined => {
  const { role, value } = mention;
  if (isAboutInjuredWorker(document, mention)) return 'date_of_service';
  if (silentRoles.has(role)) return undefined;
  if (role !== 'report_date' && role !== 'signature_date') return role;
  if (!isPaper(document.documentType) || (role === 'report_date' && value !== document.documentDate)) {
    return 'date_of_service';
  }
  const act = formActs[document.documentType];
  const isSaid = document.mentions.some((other) => other.type === 'date' && other.role === act);
  return isSaid ? undefined : act;
};

/**
 * One ordered list of dated events. The same day in the same role is one event, however often and in whatever format
 * it is written, with every place as a source. Dates keep the precision of the record. Summaries name nobody.
 */
export const listEvents = (documents: readonly DocumentFacts[]): ChronologyEvent[] => {
  const groups = new Map<string, { role: DateRole; found: DatedMention[] }>();
  for (const document of documents) {
    for (const mention of document.mentions) {
      const role = mention.type === 'date' ? eventRole(mention, document) : undefined;
      if (mention.type !== 'date' || !role) continue;
      const key = `${mention.value} ${role}`;
      const group = groups.get(key);
      if (group) group.found.push({ document, mention });
      else groups.set(key, { role, found: [{ document, mention }] });
    }
  }
  const names = personNames(documents.flatMap(({ parties }) => parties));
  const events = [...groups.entries()].map(([key, { role, found }]) => {
    const onDate = key.split(' ')[0] ?? '';
    return {
      id: `event-${key.replace(/[^0-9a-z]+/g, '-')}`,
      onDate,
      role,
      summary: names.takenOutOf(eventSummary(role, onDate, found)),
      sources: distinctCitations(found.map(({ document, mention }) => cite(document, mention))),
    };
  });
  return events.sort((a, b) => a.onDate.localeCompare(b.onDate) || a.role.localeCompare(b.role));
};
