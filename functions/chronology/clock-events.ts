import { isDay } from '../domain/calendar.ts';
import type { Chronology } from '../domain/chronology.ts';
import type { Day } from '../domain/days.ts';
import type { Registration } from '../domain/document.ts';
import type { DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import type { ClockEvent } from './run-clock.ts';
import { conversion } from './run-clocks.ts';

type Known = Pick<Chronology, 'header' | 'missingDocuments'> & {
  documents: readonly DocumentFacts[];
  registration: Registration;
  today: Day;
};

/** What the record and the flow tell of the days that start, pause and end clocks. */
export const clockEvents = ({ documents, header, registration, missingDocuments, today }: Known): ClockEvent[] => {
  const registered = registration.registeredAtTime.slice(0, 10);
  const found: [kind: string, onDate: string | undefined][] = [
    ['rfa_received_date', latest(documents, 'rfa_received_date')],
    ['ur_decision_date', header.urDecisionDate],
    ['imr_application_date', header.applicationDate],
    // Only a notice says when this review was assigned; earlier determinations tell of other reviews.
    ['imr_assigned_date', latest(documents, 'imr_assigned_date', 'noarfi')],
    ['records_received', registered],
    ['records_missing', missingDocuments.length > 0 ? registered : undefined],
    ['eligibility_found', today],
    [conversion, documents.find((document) => certifiesThreat(document, header.applicationDate))?.documentDate],
  ];
  return found.flatMap(([kind, onDate]) => (onDate && isDay(onDate) ? [{ kind, onDate }] : []));
};

const latest = (documents: readonly DocumentFacts[], role: DateRole, type?: DocumentType): string | undefined =>
  documents
    .filter(({ documentType }) => type === undefined || documentType === type)
    .flatMap(({ mentions }) =>
      mentions.flatMap((mention) => (mention.type === 'date' && mention.role === role ? [mention.value] : [])),
    )
    .sort()
    .at(-1);

const physicianReports: ReadonlySet<DocumentType> = new Set([
  'pr2',
  'progress_note',
  'consult',
  'first_report',
  'other',
]);

/**
 * After the application the physician certifies, with documents, that the health is in imminent and serious danger: the
 * review becomes an expedited one. Source: 8 CCR 9792.10.4. Form text about such threats certifies nothing.
 */
const certifiesThreat = (document: DocumentFacts, applicationDate: string | undefined): boolean =>
  physicianReports.has(document.documentType) &&
  applicationDate !== undefined &&
  (document.documentDate ?? '') >= applicationDate &&
  document.pageTexts.some((text) =>
    /\bI\s+(?:hereby\s+)?certify\b[^.]{0,200}\bimminent\s+and\s+serious\s+threat\b/i.test(text),
  );
