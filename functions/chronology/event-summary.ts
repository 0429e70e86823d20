import type { PartialDay } from '../domain/days.ts';
import { documentTypeName } from '../domain/document-type-name.ts';
import type {
  DateMention,
  DateRole,
  DocumentFacts,
  DocumentType,
  Mention,
  TreatmentCategory,
  WorkStatus,
} from '../domain/facts.ts';

export type DatedMention = { document: DocumentFacts; mention: DateMention };

const maxNames = 3;

const nameOfType = (type: DocumentType): string =>
  type === 'pr2' ? 'Progress report (PR-2) of the treating physician' : documentTypeName(type);

const lowerFirst = (words: string): string =>
  /^\p{Lu}\p{Ll}/u.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;

const listOf = (names: readonly string[]): string => {
  const distinct = [...new Set(names)];
  if (distinct.length > maxNames) {
    return `${distinct.slice(0, maxNames).join(', ')} and ${distinct.length - maxNames} more`;
  }
  return distinct.length < 2 ? (distinct[0] ?? '') : `${distinct.slice(0, -1).join(', ')} and ${distinct.at(-1) ?? ''}`;
};

/** What a document asks for or decides, by the names that the lexicon gives the treatments. */
const itemsOf = (document: DocumentFacts, statuses: readonly string[]): string => {
  const named = document.mentions.flatMap((mention) =>
    mention.type === 'treatment' && statuses.includes(mention.status) ? [mention.name] : [],
  );
  return listOf(document.disputedItems.length > 0 ? document.disputedItems.map((item) => item.treatmentName) : named);
};

/** Farther off, the words are about something else. */
const nearCharacters = 160;

/** The nearest mention that the test lets through, on the same page. */
const nearest = <Value>({ document, mention }: DatedMention, valueOf: (other: Mention) => Value | undefined) => {
  let best: { distance: number; value: Value } | undefined;
  for (const other of document.mentions) {
    const value = other.page === mention.page ? valueOf(other) : undefined;
    if (value === undefined) continue;
    const distance = Math.max(other.start - mention.end, mention.start - other.end, 0);
    if (distance <= nearCharacters && distance < (best?.distance ?? Number.POSITIVE_INFINITY))
      best = { distance, value };
  }
  return best?.value;
};

const treatmentNear = (
  found: readonly DatedMention[],
  categories: readonly TreatmentCategory[],
): string | undefined => {
  for (const dated of found) {
    const name = nearest(dated, (other) =>
      other.type === 'treatment' && other.status !== 'general' && categories.includes(other.category)
        ? other.name
        : undefined,
    );
    if (name) return name;
  }
  return undefined;
};

/** Acts with something done: what, and the kinds of treatment that can have been it. */
const deeds: Partial<Record<DateRole, readonly [what: string, categories: readonly TreatmentCategory[]]>> = {
  surgery_date: ['Surgery', ['surgery']],
  procedure_date: ['Procedure', ['injection', 'procedure', 'surgery']],
  imaging_date: ['Imaging', ['imaging', 'diagnostic_test']],
  test_date: ['Test', ['diagnostic_test', 'imaging']],
  treatment_period: ['Course of treatment', ['therapy', 'program', 'medication', 'dme']],
  medication_date: ['Medication', ['medication']],
};

const workWords: Record<WorkStatus, string> = {
  off_work: 'off work',
  modified_duty: 'modified duty',
  full_duty: 'full duty',
  not_working: 'not working',
  permanent_stationary: 'permanent and stationary',
};

/** Acts that need no more words. */
const plainWords: Partial<Record<DateRole, string>> = {
  date_of_injury: 'Industrial injury',
  rfa_received_date: 'Request for authorization received',
  imr_assigned_date: 'Assigned for independent medical review',
  imr_determination_date: 'Earlier determination of independent medical review',
  next_visit_date: 'Next visit planned',
  employment_date: 'Employment',
  deadline: 'Time limit',
  history_date: 'Earlier event of the medical history',
};

/** The forms that make an act by being it. */
const forms: Partial<Record<DateRole, DocumentType>> = {
  rfa_date: 'rfa',
  ur_decision_date: 'ur_decision',
  imr_application_date: 'imr_application',
};

/** A form may tell of earlier acts: its own is on its own date, where that is one of the dates of the act. */
const isOwnDate = ({ documentDate, mentions }: DocumentFacts, { value }: DateMention, role: DateRole): boolean =>
  documentDate === undefined ||
  value === documentDate ||
  !mentions.some((other) => other.type === 'date' && other.role === role && other.value === documentDate);

const outcomeWords = { denied: 'denied', modified: 'modified', approved: 'approved' };

const act = (role: DateRole, own: DocumentFacts | undefined): string => {
  if (role === 'rfa_date') {
    const items = own ? itemsOf(own, ['requested']) : '';
    return `Request for authorization${items ? ` of ${items}` : ''}`;
  }
  if (role === 'imr_application_date') {
    const items = own ? itemsOf(own, ['requested', 'denied']) : '';
    return `Application for independent medical review${items ? `, disputing ${items}` : ''}`;
  }
  if (!own?.urOutcome) return 'Utilization review decision';
  const items = itemsOf(own, ['requested', 'denied', 'modified', 'approved']);
  return `Utilization review ${outcomeWords[own.urOutcome.outcome]} ${items || 'the request'}`;
};

/** A note of a visit, and what it asks for; a visit that only other documents speak of is said to be that. */
const visit = (found: readonly DatedMention[], onDate: PartialDay): string => {
  const own = found.filter(({ document }) => document.documentDate === onDate).map(({ document }) => document);
  const signed = found.filter(({ mention }) => mention.role === 'signature_date');
  if (own.length === 0 && signed.length === found.length) {
    return `${listOf(signed.map(({ document }) => nameOfType(document.documentType)))}, signed`;
  }
  if (own.length === 0) {
    const told = [...new Set(found.map(({ document }) => lowerFirst(nameOfType(document.documentType))))];
    return `Visit or report, mentioned in: ${listOf(told)}`;
  }
  const asked = listOf(
    own.flatMap((document) =>
      document.mentions.flatMap((mention) =>
        mention.type === 'treatment' && mention.status === 'requested' ? [mention.name] : [],
      ),
    ),
  );
  return `${listOf(own.map(({ documentType }) => nameOfType(documentType)))}${asked ? `, asking for ${asked}` : ''}`;
};

/**
 * One plain sentence from the role of the date, the kind of document and what it says there. Only fixed words and the
 * lexicon's names of treatments: no words of the page, so nobody's name.
 */
export const eventSummary = (role: DateRole, onDate: PartialDay, found: readonly DatedMention[]): string => {
  const form = forms[role];
  if (form) {
    const own = found.find(
      ({ document, mention }) => document.documentType === form && isOwnDate(document, mention, role),
    )?.document;
    const told = [...new Set(found.map(({ document }) => lowerFirst(nameOfType(document.documentType))))];
    return own ? act(role, own) : `${act(role, undefined)}, mentioned in: ${listOf(told)}`;
  }
  const deed = deeds[role];
  if (deed) {
    const name = treatmentNear(found, deed[1]);
    return name ? `${deed[0]}: ${name}` : deed[0];
  }
  if (role === 'work_status_date') {
    const status = found
      .map((dated) => nearest(dated, (other) => (other.type === 'work_status' ? other.value : undefined)))
      .find((value) => value !== undefined);
    return status ? `Work status: ${workWords[status]}` : 'Work status';
  }
  return plainWords[role] ?? visit(found, onDate);
};
