import type { Citation, DateMention, DateRole, DocumentFacts, DocumentType } from '../domain/facts.ts';
import type { PartialDay } from '../domain/days.ts';
import { isDay } from '../domain/calendar.ts';
import { cite } from './cite.ts';
import { placeInPage } from '../domain/quote.ts';
import { isAboutInjuredWorker } from './is-about-injured-worker.ts';
import { isGuess } from './is-guess.ts';

/** A form's own date stands for the date of the act: where the form says nothing else, its signature or its heading. */
const ownDates: Partial<Record<DateRole, { documentType: DocumentType; roles: readonly DateRole[] }>> = {
  rfa_date: { documentType: 'rfa', roles: ['signature_date', 'report_date'] },
  ur_decision_date: { documentType: 'ur_decision', roles: ['report_date', 'signature_date'] },
  imr_application_date: { documentType: 'imr_application', roles: ['signature_date', 'report_date'] },
};

const leastCertainty = 0.3;

/** `mention` is missing where the date is known only as the document's own. */
export type StatedDate = { value: PartialDay; citation: Citation; mention?: DateMention };

const relative =
  /\b(?:daughter|son|wife|husband|spouse|partner|mother|father|brother|sister|child|children|dependents?|guardian|next\s+of\s+kin|emergency\s+contact)\b(?:[^.;]|\.(?=[,)])){0,60}$/i;

/** The words of its page before a mention. */
export const wordsBefore = (document: DocumentFacts, mention: DateMention, characters: number): string => {
  const at = placeInPage(document, mention);
  return (document.pageTexts[mention.page - 1] ?? '').slice(Math.max(0, at - characters), Math.max(0, at));
};

/** "CT of 5/16/17" is a scan, "DOI: CT 8/15/2013" a cumulative trauma. */
const isOfScan = (document: DocumentFacts, mention: DateMention): boolean =>
  mention.dateKind !== 'range' &&
  /(?<!injur[^.;]{0,40}|\bD\.?O\.?I\b[^.;]{0,40})\bCT\b[^.;:]{0,25}$/i.test(wordsBefore(document, mention, 70));

/** "Emergency contact: Gideon Marsh (husband), DOB 1/2/1968". */
const isOfRelative = (document: DocumentFacts, mention: DateMention): boolean =>
  relative.test(wordsBefore(document, mention, 90));

/** "7th visit (authorized 4/29/16)": the day on which somebody heard of a decision. */
const isNewsOfDecision = (document: DocumentFacts, mention: DateMention): boolean =>
  document.documentType !== 'ur_decision' &&
  document.documentType !== 'imr_determination' &&
  /\b(?:authori[sz]ed|approved)(?:\s+on)?\s*$/i.test(wordsBefore(document, mention, 16));

/** A date without words about it gets the role that its document makes likely: true of the document's own date alone. */
const isGuessed = (document: DocumentFacts, mention: DateMention): boolean =>
  isGuess(mention) && document.documentDate !== undefined && mention.value !== document.documentDate;

/** "Supporting: PR-2 5/27/15, AME report 4/20/15" */
const isOfReportNamed = (document: DocumentFacts, mention: DateMention): boolean =>
  /\b(?:PR-?2|DFR|AME|QME|reports?|notes?|consult\w*|support\w*|attach\w*|document\w*|basis|records?)\b[^.;]{0,24}$/i.test(
    wordsBefore(document, mention, 40),
  );

/** A decision names the reports that it goes by: only what heads it is its own. So does a request. */
const isOwnReport = (document: DocumentFacts, mention: DateMention): boolean => {
  if (mention.role !== 'report_date') return true;
  if (document.documentType === 'rfa') return !isOfReportNamed(document, mention);
  return document.documentType !== 'ur_decision' || isInHeading(document, mention);
};

/** "P. Ngata DC       02/20/2015": the day on which a request was signed, whatever other words make of it. */
const isSigned = (document: DocumentFacts, mention: DateMention): boolean =>
  !mention.ruleId.endsWith('role.label') &&
  /\b(?:M\.?D|D\.?O|D\.?C|D\.?P\.?M|PA-?C|N\.?P|L\.?Ac|Ph\.?D|Psy\.?D)\.?,?\s+$/i.test(
    wordsBefore(document, mention, 12),
  );

/** What one document says about a date role, each with its citation. */
export const datesOf = (document: DocumentFacts, role: DateRole): StatedDate[] => {
  const dates = document.mentions.filter(
    (mention): mention is DateMention =>
      mention.type === 'date' &&
      mention.certainty >= leastCertainty &&
      !isGuessed(document, mention) &&
      !(role === 'date_of_injury' && isAboutInjuredWorker(document, mention)) &&
      !(role === 'date_of_injury' && isOfScan(document, mention)) &&
      !(role === 'ur_decision_date' && isNewsOfDecision(document, mention)) &&
      !(role === 'date_of_birth' && isOfRelative(document, mention)),
  );
  const own = ownDates[role];
  const roles: readonly DateRole[] = own && own.documentType === document.documentType ? [role, ...own.roles] : [role];
  for (const wanted of roles) {
    const found = dates.filter((date) => date.role === wanted && (wanted === role || isOwnReport(document, date)));
    if (found.length > 0) {
      return found.map((mention) => ({ value: mention.value, citation: cite(document, mention), mention }));
    }
  }
  if (own?.documentType !== document.documentType || !document.documentDate) return [];
  const quoted = dates.find((date) => date.value === document.documentDate);
  // The visit or the report that it tells of is no day of a request or a decision.
  const isOfCare = quoted && ofCare.has(quoted.role) && !isGuess(quoted) && !isSigned(document, quoted);
  if (quoted && (isOfCare || !isOwnReport(document, quoted))) return [];
  const citation = quoted
    ? cite(document, quoted)
    : { documentId: document.documentId, page: 1, quote: document.title, ruleId: 'document-date', certainty: 0.5 };
  return [{ value: document.documentDate, citation, ...(quoted ? { mention: quoted } : {}) }];
};

/**
 * The dates that the document which makes an act gives to its own act; undefined when it is no such document. A decision
 * or a request tells of what was before it, so its own date is the last that it gives to such an act or to itself.
 */
export const ownDatesOf = (document: DocumentFacts, role: DateRole): StatedDate[] | undefined => {
  const own = ownDates[role];
  if (own?.documentType !== document.documentType) return undefined;
  const named: StatedDate[] = document.mentions.flatMap((mention) => {
    const isAct = mention.type === 'date' && mention.role === role && !isGuessed(document, mention);
    const isOwn =
      mention.type === 'date' &&
      mention.role === 'report_date' &&
      own.roles.includes('report_date') &&
      !isGuess(mention) &&
      isOwnReport(document, mention);
    return mention.type === 'date' && (isAct || isOwn) && isDay(mention.value) && mention.certainty >= leastCertainty
      ? [{ value: mention.value, citation: cite(document, mention), mention }]
      : [];
  });
  const stated = named.some(({ mention }) => mention?.role === role) ? named : datesOf(document, role);
  const last = stated
    .map(({ value }) => value)
    .sort()
    .at(-1);
  return stated.filter(({ value }) => value === last);
};

const ofCare: ReadonlySet<DateRole> = new Set(['date_of_service', 'surgery_date', 'procedure_date', 'imaging_date']);
const ofPerson: ReadonlySet<DateRole> = new Set(['date_of_birth', 'date_of_injury', 'transmission_date']);

/** No date of an act stands before it. */
const isInHeading = (document: DocumentFacts, mention: DateMention): boolean =>
  mention.page === 1 &&
  document.mentions.every((other) => other.type !== 'date' || other.start >= mention.start || ofPerson.has(other.role));

/** Whether words say what the date is of; the heading of a decision letter says it by its place. */
export const isFirm = (document: DocumentFacts, { mention, citation }: StatedDate): boolean =>
  citation.ruleId !== 'document-date' &&
  (mention === undefined ||
    !isGuess(mention) ||
    (document.documentType === 'ur_decision' && isInHeading(document, mention)));
