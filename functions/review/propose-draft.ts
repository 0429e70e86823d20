import type { ReviewDraft } from '../domain/api.ts';
import type { Chronology } from '../domain/chronology.ts';
import type { DocumentFacts, Mention } from '../domain/facts.ts';
import { inWords, letterDate } from './letter-words.ts';

/**
 * A first draft in the manner of a clinical case summary, from extracted facts only: what no document says is not
 * mentioned, and nothing is concluded. Decisions, the reviewer's guideline and the rationale are the person's.
 */
export const proposeDraft = (chronology: Chronology, documents: readonly DocumentFacts[] = []): ReviewDraft => ({
  clinicalCaseSummary: [
    ...whoAndWhen(chronology),
    ...conditions(chronology),
    ...treatmentToDate(chronology),
    ...visits(chronology),
    ...workStatus(documents),
    ...request(chronology),
    ...utilizationReview(chronology, documents),
  ].join(' '),
  items: chronology.disputedItems.map(({ item }) => ({
    item,
    claimsAdministratorGuideline: citedGuideline(documents),
    reviewerGuideline: '',
    rationale: '',
  })),
  answers: [],
});

/** Guidelines that the utilization review decision cites, in the letter's grammar; empty when it is not in the file. */
const citedGuideline = (documents: readonly DocumentFacts[]): string => {
  const decisions = documents.filter((document) => document.documentType === 'ur_decision');
  if (decisions.length === 0) return '';
  const cited = decisions
    .flatMap((document) => document.mentions)
    .flatMap((mention) => (mention.type === 'guideline' ? [mention] : []));
  const phrases = (isMtus: boolean) => [
    ...new Set(
      cited
        .filter(({ system }) => (system === 'MTUS') === isMtus)
        .map(({ system, section, year }) =>
          [isMtus ? '' : system, section ?? '', year ?? ''].filter(Boolean).join(' '),
        ),
    ),
  ];
  const mtus = phrases(true);
  const others = phrases(false);
  const sentences = [
    ...(mtus.length > 0 ? [`Decision based on MTUS ${mtus.filter(Boolean).join(' and ')}`.trim()] : []),
    ...(others.length > 0 ? [`Decision based on Non-MTUS Citation ${others.join('; ')}`] : []),
  ];
  return sentences.length > 0
    ? `${sentences.join('. ')}.`
    : 'The Claims Administrator did not cite any medical evidence for its decision.';
};

const whoAndWhen = ({ patient }: Chronology): string[] => {
  const person = [patient.ageYears === undefined ? '' : `${patient.ageYears} year old`, patient.sex ?? '']
    .filter(Boolean)
    .join(' ');
  const injury = patient.injuryDate ? `sustained an industrial injury on ${letterDate(patient.injuryDate)}` : '';
  if (person && injury) return [`The injured worker is a ${person}, who ${injury}.`];
  if (person) return [`The injured worker is a ${person}.`];
  return injury ? [`The injured worker ${injury}.`] : [];
};

const conditions = ({ diagnoses }: Chronology): string[] => {
  const names = diagnoses.slice(0, 8).map(({ name }) => name);
  return names.length > 0 ? [`The injured worker was diagnosed as having ${inWords(names)}.`] : [];
};

const treatmentToDate = ({ treatments }: Chronology): string[] => {
  const namesOf = (...statuses: string[]) => [
    ...new Set(treatments.filter(({ status }) => statuses.includes(status)).map(({ name }) => name)),
  ];
  const prior = namesOf('prior', 'discontinued').slice(0, 10);
  const current = namesOf('current')
    .filter((name) => !prior.includes(name))
    .slice(0, 10);
  return [
    ...(prior.length > 0 ? [`Treatment to date has included ${inWords(prior)}.`] : []),
    ...(current.length > 0 ? [`Current treatment includes ${inWords(current)}.`] : []),
  ];
};

/** The latest visits, each with the words of its source. */
const visits = ({ events }: Chronology): string[] =>
  events
    .filter((event) => event.role === 'date_of_service' && /^\d{4}-\d{2}-\d{2}$/.test(event.onDate))
    .slice(-3)
    .map((event) => {
      const words = event.summary.replace(/^[^:]+:\s*/, '').replace(/[.\s]+$/, '');
      return `Per the record of ${letterDate(event.onDate)}: "${words}."`;
    });

const workStatusWords = {
  off_work: 'is off work',
  modified_duty: 'is working with modified duties',
  full_duty: 'is working full duty',
  not_working: 'is not working',
  permanent_stationary: 'is permanent and stationary',
};

/** As the latest document that speaks of it has it. */
const workStatus = (documents: readonly DocumentFacts[]): string[] => {
  const isWorkStatus = (mention: Mention) => mention.type === 'work_status';
  const latest = documents
    .filter((document) => document.mentions.some(isWorkStatus))
    .sort((a, b) => (a.documentDate ?? '').localeCompare(b.documentDate ?? ''))
    .at(-1);
  const mention = latest?.mentions.findLast(isWorkStatus);
  return mention?.type === 'work_status' ? [`The injured worker ${workStatusWords[mention.value]}.`] : [];
};

const request = ({ header, disputedItems }: Chronology): string[] => {
  const items = disputedItems.map(({ item }) => item);
  const included = items.length > 0 ? inWords(items) : '';
  if (header.rfaDate) {
    const date = `The Request for Authorization date was ${letterDate(header.rfaDate)}`;
    return [included ? `${date} and requested service included ${included}.` : `${date}.`];
  }
  return included ? [`Requested service included ${included}.`] : [];
};

const outcomeWords = { denied: 'denied', modified: 'modified', approved: 'approved' };

const utilizationReview = ({ header, disputedItems }: Chronology, documents: readonly DocumentFacts[]): string[] => {
  const decision = documents.find(
    (document) => document.documentType === 'ur_decision' && document.urOutcome,
  )?.urOutcome;
  const outcome = decision?.outcome ?? disputedItems.find((item) => item.urOutcome)?.urOutcome;
  const on = header.urDecisionDate ? ` on ${letterDate(header.urDecisionDate)}` : '';
  if (!outcome && !on) return [];
  const verb = outcome ? ` ${outcomeWords[outcome]} the request` : '';
  const reason = decision?.reason.trim().replace(/[.\s]+$/, '');
  return outcome
    ? [`The Utilization Review${on}${verb}${reason ? `: "${reason}"` : ''}.`]
    : [`The Utilization Review decision was made${on}.`];
};
