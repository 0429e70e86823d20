import type { ReviewDraft } from '../domain/api.ts';
import type { Chronology } from '../domain/chronology.ts';
import type { DocumentFacts, Mention } from '../domain/facts.ts';
import { personNames, type PersonNames } from '../domain/person-names.ts';
import { citedGuideline } from './cited-guideline.ts';
import { inWords, letterDate } from './letter-words.ts';
import { visitSentences } from './visit-sentences.ts';
import { wordsOf } from '../domain/same-words.ts';

/**
 * A first draft in the manner of a clinical case summary, from extracted facts only: what no document says is not
 * mentioned, and nothing is concluded. Decisions, the reviewer's guideline and the rationale are the person's. Nobody
 * is named: sentences of the record that name a person are not quoted.
 */
export const proposeDraft = (chronology: Chronology, documents: readonly DocumentFacts[] = []): ReviewDraft => {
  const names = personNames([...chronology.parties, ...documents.flatMap(({ parties }) => parties)]);
  const items = chronology.disputedItems.map(({ item }) => names.takenOutOf(item));
  return {
    clinicalCaseSummary: [
      ...whoAndWhen(chronology),
      ...conditions(chronology, names),
      ...treatmentToDate(chronology, documents),
      ...(documents.length > 0 ? visitSentences(documents, names) : visits(chronology)),
      ...workStatus(documents),
      ...request(chronology, items),
      ...utilizationReview(chronology, documents, names),
    ].join(' '),
    items: items.map((item) => ({
      item,
      claimsAdministratorGuideline: citedGuideline(documents),
      reviewerGuideline: '',
      rationale: '',
    })),
    answers: [],
  };
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

const maxDiagnoses = 8;

const conditions = ({ diagnoses }: Chronology, people: PersonNames): string[] => {
  const unnamed = diagnoses.map(({ name }) => name).filter((name) => !people.isIn(name));
  const names = withoutJoined(unnamed).slice(0, maxDiagnoses);
  return names.length > 0 ? [`The injured worker was diagnosed as having ${inWords(names)}.`] : [];
};

/** `cervical lumbar disc disease` says nothing beside `cervical disc disease` and `lumbar disc disease`. */
const withoutJoined = (names: readonly string[]): string[] =>
  names.filter((name) => {
    const own = wordsOf(name);
    const parts = names.filter((other) => other !== name && wordsOf(other).every((word) => own.includes(word)));
    const covered = new Set(parts.flatMap(wordsOf));
    return parts.length < 2 || !own.every((word) => covered.has(word));
  });

const maxTreatments = 10;

/** What was given until now, and the medications of today: only what a document says was given. */
const treatmentToDate = ({ treatments }: Chronology, documents: readonly DocumentFacts[]): string[] => {
  const medications = new Set(
    documents.flatMap(({ mentions }) =>
      mentions.flatMap((mention) =>
        mention.type === 'treatment' && mention.category === 'medication' ? [mention.name] : [],
      ),
    ),
  );
  const namesOf = (...statuses: string[]) => [
    ...new Set(treatments.filter(({ status }) => statuses.includes(status)).map(({ name }) => name)),
  ];
  const taken = namesOf('current')
    .filter((name) => medications.has(name))
    .slice(0, maxTreatments);
  const given = namesOf('prior', 'discontinued', 'current')
    .filter((name) => !taken.includes(name))
    .slice(0, maxTreatments);
  return [
    ...(given.length > 0 ? [`Treatment to date has included ${inWords(given)}.`] : []),
    ...(taken.length > 0 ? [`Medications include ${inWords(taken)}.`] : []),
  ];
};

/** The latest visits, without what was found at them. */
const visits = ({ events }: Chronology): string[] =>
  events
    .filter((event) => event.role === 'date_of_service' && /^\d{4}-\d{2}-\d{2}$/.test(event.onDate))
    .slice(-3)
    .map((event) => `The record has on ${letterDate(event.onDate)}: ${event.summary.replace(/[.\s]+$/, '')}.`);

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

const request = ({ header }: Chronology, items: readonly string[]): string[] => {
  const included = items.length > 0 ? inWords(items) : '';
  if (header.rfaDate) {
    const date = `The Request for Authorization date was ${letterDate(header.rfaDate)}`;
    return [included ? `${date} and requested service included ${included}.` : `${date}.`];
  }
  return included ? [`Requested service included ${included}.`] : [];
};

const outcomeWords = { denied: 'denied', modified: 'modified', approved: 'approved' };

const utilizationReview = (
  { header, disputedItems }: Chronology,
  documents: readonly DocumentFacts[],
  people: PersonNames,
): string[] => {
  const decision = documents.find(
    (document) => document.documentType === 'ur_decision' && document.urOutcome,
  )?.urOutcome;
  const outcome = decision?.outcome ?? disputedItems.find((item) => item.urOutcome)?.urOutcome;
  const on = header.urDecisionDate ? ` on ${letterDate(header.urDecisionDate)}` : '';
  if (!outcome && !on) return [];
  const verb = outcome ? ` ${outcomeWords[outcome]} the request` : '';
  const reason = firstSentences(decision?.reason.trim() ?? '', people).replace(/[.\s]+$/, '');
  return outcome
    ? [`The Utilization Review${on}${verb}${reason ? `: "${reason}"` : ''}.`]
    : [`The Utilization Review decision was made${on}.`];
};

const maxReasonCharacters = 240;

/** Whole sentences from the start, as many as fit, at least one; those that name a person are left out. */
const firstSentences = (text: string, people: PersonNames): string => {
  const sentences = text.split(/(?<=(?<!\b(?:Drs?|Mrs?|Ms|St))[.!?])\s+/).filter((sentence) => !people.isIn(sentence));
  let told = sentences[0] ?? '';
  for (const sentence of sentences.slice(1)) {
    if (told.length + sentence.length + 1 > maxReasonCharacters) break;
    told += ` ${sentence}`;
  }
  return told;
};
