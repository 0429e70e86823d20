import type { Chronology } from '../domain/chronology.ts';
import type { Day, PartialDay } from '../domain/days.ts';
import { ageOnDate, isDay } from '../domain/calendar.ts';
import type { DateRole, DocumentFacts, DocumentType, Mention } from '../domain/facts.ts';
import { datesOf, ownDatesOf } from './dates-of.ts';

/** How much a document's word counts for a fact of the case: forms that parties sign count most. */
const weights: Partial<Record<DocumentType, number>> = {
  imr_application: 3,
  ur_decision: 3,
  rfa: 3,
  noarfi: 2,
  imr_determination: 0.5,
  fax_cover: 0.25,
};

/** The document that makes the fact by being it. */
const authorities: Partial<Record<DateRole, DocumentType>> = {
  rfa_date: 'rfa',
  ur_decision_date: 'ur_decision',
  imr_application_date: 'imr_application',
};

type Vote<Value> = { value: Value; weight: number };

/** The value with most votes; of two with as many the smaller, or the later of two days when it is asked for. */
const winner = <Value extends string | number>(
  votes: readonly Vote<Value>[],
  tie: 'first' | 'last' = 'first',
): Value | undefined => {
  const sums = new Map<Value, number>();
  for (const { value, weight } of votes) sums.set(value, (sums.get(value) ?? 0) + weight);
  return [...sums].sort(([a, x], [b, y]) => y - x || (a < b === (tie === 'first') ? -1 : 1))[0]?.[0];
};

/** What a document says of a role, each value once. The document that makes an act says only its own date of it. */
const valuesIn = (document: DocumentFacts, role: DateRole): { values: PartialDay[]; isAuthority: boolean } => {
  const own = ownDatesOf(document, role);
  const values = (own ?? datesOf(document, role)).map(({ value }) => value);
  return { values: [...new Set(values)], isAuthority: own !== undefined };
};

/** The date of a role that most sources agree on; a whole day before a month or a year. Undefined when nobody says. */
const pickDate = (documents: readonly DocumentFacts[], role: DateRole): PartialDay | undefined => {
  const votes = documents.flatMap((document) => {
    const { values, isAuthority } = valuesIn(document, role);
    return values.map((value) => ({
      value,
      weight: (weights[document.documentType] ?? 1) + (isAuthority ? 5 : 0),
    }));
  });
  // Of the acts of a dispute the last is the one in dispute.
  const tie = authorities[role] ? 'last' : 'first';
  return (
    winner(
      votes.filter((vote) => isDay(vote.value)),
      tie,
    ) ?? winner(votes, tie)
  );
};

const pickMention = <Value extends string>(
  documents: readonly DocumentFacts[],
  valueOf: (mention: Mention) => Value | undefined,
): Value | undefined =>
  winner(
    documents.flatMap((document) =>
      [...new Set(document.mentions.map(valueOf).filter((value) => value !== undefined))].map((value) => ({
        value,
        weight: weights[document.documentType] ?? 1,
      })),
    ),
  );

/** Age at the time of the dispute: reckoned from the birth date when it is known, else as the latest document has it. */
const pickAge = (documents: readonly DocumentFacts[], birthDate: PartialDay | undefined, onDate: Day | undefined) => {
  if (birthDate && onDate && isDay(birthDate) && isDay(onDate)) return ageOnDate(birthDate, onDate);
  const dated = documents
    .filter((document) => document.mentions.some((mention) => mention.type === 'age'))
    .sort((a, b) => (a.documentDate ?? '').localeCompare(b.documentDate ?? ''));
  const age = dated
    .at(-1)
    ?.mentions.flatMap((mention) => (mention.type === 'age' ? [Number.parseInt(mention.value, 10)] : []))
    .find((years) => Number.isInteger(years) && years > 0 && years < 120);
  return age;
};

/** Patient and header: the facts on which most sources agree. What no document says stays undefined. */
export const pickFacts = (documents: readonly DocumentFacts[]): Pick<Chronology, 'patient' | 'header'> => {
  const birthDate = pickDate(documents, 'date_of_birth');
  const injuryDate = pickDate(documents, 'date_of_injury');
  const rfaDate = pickDate(documents, 'rfa_date');
  const urDecisionDate = pickDate(documents, 'ur_decision_date');
  const applicationDate = pickDate(documents, 'imr_application_date');
  const ageYears = pickAge(documents, birthDate, urDecisionDate ?? rfaDate);
  const sex = pickMention(documents, (mention) => (mention.type === 'sex' ? mention.value : undefined));
  return {
    patient: {
      ...(ageYears === undefined ? {} : { ageYears }),
      ...(sex ? { sex } : {}),
      ...(birthDate ? { birthDate } : {}),
      ...(injuryDate ? { injuryDate } : {}),
    },
    header: {
      ...(rfaDate ? { rfaDate } : {}),
      ...(urDecisionDate ? { urDecisionDate } : {}),
      ...(applicationDate ? { applicationDate } : {}),
    },
  };
};
