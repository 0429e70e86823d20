import type { Chronology } from '../domain/chronology.ts';
import type { Day } from '../domain/days.ts';
import type { Profile } from '../domain/profile.ts';
import type { Panel, Reviewer } from '../domain/review.ts';
import { likeness } from '../domain/same-words.ts';
import { findAffiliations } from './find-affiliations.ts';
import { conditionSpecialties, fittingSpecialties, specialtyName } from './fitting-specialties.ts';

type Refused = { reviewerId: string; reasons: string[] }[];
export type Choice =
  { kind: 'chosen'; reviewer: Reviewer; reasons: string[]; refused: Refused } | { kind: 'nobody'; refused: Refused };

export type ChoiceInput = {
  panel: Panel;
  chronology: Chronology;
  profile: Profile;
  today: Day;
  /** Those who declined, timed out, or decided this case before. */
  excludedReviewerIds: readonly string[];
};

/**
 * The reviewer for a case: the requirements refuse, each with its sentence; among those left the best match to the
 * disputed items, then the program's preferred licence, then the lightest load, then who waited longest.
 * Source: Labor Code 139.5(d)(4)-(5); the standing claims of a determination about its reviewer.
 */
export const chooseReviewer = (input: ChoiceInput): Choice => {
  const judged = input.panel.reviewers.map((reviewer) => ({ reviewer, reasons: reasonsAgainst(reviewer, input) }));
  const refused = judged
    .filter(({ reasons }) => reasons.length > 0)
    .map(({ reviewer, reasons }) => ({ reviewerId: reviewer.reviewerId, reasons }));
  const ranked = judged
    .filter(({ reasons }) => reasons.length === 0)
    .map(({ reviewer }) => ({ reviewer, rank: rankOf(reviewer, input) }))
    .sort((a, b) => byRank(a.rank, b.rank) || a.reviewer.reviewerId.localeCompare(b.reviewer.reviewerId));
  const best = ranked[0];
  if (!best) return { kind: 'nobody', refused };
  return { kind: 'chosen', reviewer: best.reviewer, reasons: reasonsFor(best.reviewer, input), refused };
};

/** Every requirement that the reviewer does not meet, not only the first. */
const reasonsAgainst = (reviewer: Reviewer, input: ChoiceInput): string[] => {
  const { chronology, profile, today, excludedReviewerIds } = input;
  const { minYearsInPractice, minPracticeHoursPerWeek, mayHoldQmeAppointment } = profile.reviewer;
  const rules: readonly (readonly [boolean, string])[] = [
    [!reviewer.active, 'Is not active on the panel.'],
    [excludedReviewerIds.includes(reviewer.reviewerId), 'Declined this case, let it time out, or decided it before.'],
    [validLicences(reviewer, today).length === 0, `Holds no unrestricted licence that is valid on ${today}.`],
    [
      reviewer.yearsInPractice <= minYearsInPractice,
      `Has practiced ${reviewer.yearsInPractice} years; more than ${minYearsInPractice} are required.`,
    ],
    [
      reviewer.practiceHoursPerWeek < minPracticeHoursPerWeek,
      `Practices ${reviewer.practiceHoursPerWeek} hours a week; at least ${minPracticeHoursPerWeek} are required.`,
    ],
    [!mayHoldQmeAppointment && reviewer.holdsQmeAppointment, 'Holds an appointment as a qualified medical evaluator.'],
    [reviewer.disciplinePending, 'Has discipline pending.'],
    [
      fittingOf(reviewer, input).length === 0,
      `Has no current specialty that treats the disputed items (${[...fittingSpecialties(chronology).keys()].join(', ')}).`,
    ],
  ];
  return [
    ...rules.filter(([fails]) => fails).map(([, reason]) => reason),
    ...findAffiliations(reviewer, chronology.parties).map((reason) => `Conflict of interest: ${reason}.`),
  ];
};

const validLicences = (reviewer: Reviewer, today: Day) =>
  reviewer.licences.filter((licence) => !licence.restricted && licence.expiresOnDate >= today);

/** Certified specialties that treat what is in dispute. */
const fittingOf = (reviewer: Reviewer, { chronology, today }: ChoiceInput): string[] => {
  const fitting = fittingSpecialties(chronology);
  return reviewer.specialties
    .filter(({ certifiedUntilDate }) => !certifiedUntilDate || certifiedUntilDate >= today)
    .map(({ name }) => specialtyName(name))
    .filter((name) => fitting.has(name));
};

const isPreferredState = (state: string, preferred: string): boolean =>
  state.toLowerCase() === preferred.toLowerCase() || (preferred === 'California' && state.toUpperCase() === 'CA');

/** Smaller is better, compared place by place. */
const rankOf = (reviewer: Reviewer, input: ChoiceInput): readonly (number | string)[] => {
  const { chronology, profile, today } = input;
  const fitting = fittingSpecialties(chronology);
  const conditions = conditionSpecialties(chronology);
  const own = fittingOf(reviewer, input);
  const covered = new Set(own.flatMap((specialty) => [...(fitting.get(specialty) ?? [])])).size;
  const names = [
    ...chronology.disputedItems.map((item) => item.treatmentName),
    ...chronology.diagnoses.map(({ name }) => name),
  ];
  const treated = names.filter((name) => reviewer.treats.some((treats) => likeness(treats, name) >= 0.34)).length;
  const hasPreferred = validLicences(reviewer, today).some(({ state }) =>
    isPreferredState(state, profile.reviewer.preferredLicenceState),
  );
  return [
    -covered,
    hasPreferred ? 0 : 1,
    -(Math.min(treated, 3) + (own.some((specialty) => conditions.has(specialty)) ? 1 : 0)),
    reviewer.openCases,
    reviewer.lastAssignedOnDate ?? '',
  ];
};

const byRank = (a: readonly (number | string)[], b: readonly (number | string)[]): number => {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
};

const reasonsFor = (reviewer: Reviewer, input: ChoiceInput): string[] => {
  const { chronology, profile, today } = input;
  const fitting = fittingSpecialties(chronology);
  const states = validLicences(reviewer, today).map(({ state }) => state);
  const preferred = states.find((state) => isPreferredState(state, profile.reviewer.preferredLicenceState));
  return [
    ...fittingOf(reviewer, input).map((name) => `${name} treats ${[...(fitting.get(name) ?? [])].join(', ')}.`),
    preferred ? `Licensed in ${preferred}, as the program prefers.` : `Licensed in ${states.join(', ')}.`,
    `In practice for ${reviewer.yearsInPractice} years, ${reviewer.practiceHoursPerWeek} hours a week.`,
    `No affiliation with any of the ${chronology.parties.length} named parties.`,
    `${reviewer.openCases} open cases${reviewer.lastAssignedOnDate ? `, last assigned on ${reviewer.lastAssignedOnDate}` : ', never assigned before'}.`,
  ];
};
