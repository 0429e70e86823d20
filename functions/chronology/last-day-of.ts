import { isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts } from '../domain/facts.ts';

const ofWriting = new Set<DateRole>([
  'date_of_service',
  'report_date',
  'signature_date',
  'transmission_date',
  'ur_decision_date',
]);

/** The last day on which a document says that it was written, or that it tells of. */
export const lastDayOf = ({ documentDate, mentions }: DocumentFacts): string | undefined =>
  mentions
    .flatMap((mention) => (mention.type === 'date' && ofWriting.has(mention.role) ? [mention.value] : []))
    .concat(documentDate ?? [])
    .filter(isDay)
    .sort()
    .at(-1);
