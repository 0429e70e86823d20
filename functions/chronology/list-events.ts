import type { ChronologyEvent } from '../domain/chronology.ts';
import type { DateMention, DateRole, DocumentFacts } from '../domain/facts.ts';
import { quoteOf } from '../domain/quote.ts';
import { cite, distinctCitations } from './cite.ts';

/** Dates that tell nothing of the injured worker's course. */
const silentRoles: ReadonlySet<DateRole> = new Set(['form_date', 'transmission_date', 'date_of_birth', 'other']);

/** A visit is dated by the visit or by the report about it: one event when both are the same day. */
const eventRole = (role: DateRole): DateRole =>
  role === 'report_date' || role === 'signature_date' ? 'date_of_service' : role;

const labels: Partial<Record<DateRole, string>> = {
  date_of_injury: 'Date of injury',
  date_of_service: 'Visit or report',
  rfa_date: 'Request for authorization',
  rfa_received_date: 'Request for authorization received',
  ur_decision_date: 'Utilization review decision',
  imr_application_date: 'Application for independent medical review',
  imr_assigned_date: 'Assigned for independent medical review',
  imr_determination_date: 'Independent medical review determination',
  surgery_date: 'Surgery',
  procedure_date: 'Procedure',
  imaging_date: 'Imaging',
  test_date: 'Test',
  treatment_period: 'Course of treatment',
  medication_date: 'Medication',
  work_status_date: 'Work status',
  next_visit_date: 'Next visit',
  employment_date: 'Employment',
  deadline: 'Time limit',
  history_date: 'History',
};

type Found = { document: DocumentFacts; mention: DateMention };

/** The mention that says most: a date of service before a report date, then the most certain, then the earliest. */
const bestFirst = (a: Found, b: Found): number =>
  Number(b.mention.role === 'date_of_service') - Number(a.mention.role === 'date_of_service') ||
  b.mention.certainty - a.mention.certainty ||
  a.mention.page - b.mention.page ||
  a.mention.start - b.mention.start;

/**
 * One ordered list of dated events. The same day in the same role is one event, however often and in whatever format
 * it is written, with every place as a source. Dates keep the precision of the record.
 */
export const listEvents = (documents: readonly DocumentFacts[]): ChronologyEvent[] => {
  const groups = new Map<string, Found[]>();
  for (const document of documents) {
    for (const mention of document.mentions) {
      if (mention.type !== 'date' || silentRoles.has(mention.role)) continue;
      const key = `${mention.value} ${eventRole(mention.role)}`;
      const group = groups.get(key);
      if (group) group.push({ document, mention });
      else groups.set(key, [{ document, mention }]);
    }
  }
  const events = [...groups.entries()].flatMap(([key, found]) => {
    const best = found.toSorted(bestFirst)[0];
    if (!best) return [];
    const role = eventRole(best.mention.role);
    const sentence = quoteOf(best.document, best.mention);
    return [
      {
        id: `event-${key.replace(/[^0-9a-z]+/g, '-')}`,
        onDate: best.mention.value,
        role,
        summary: `${labels[role] ?? 'Dated'}: ${sentence}`,
        sources: distinctCitations(found.map(({ document, mention }) => cite(document, mention))),
      },
    ];
  });
  return events.sort((a, b) => a.onDate.localeCompare(b.onDate) || a.role.localeCompare(b.role));
};
