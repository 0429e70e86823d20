import type { CaseId } from '../domain/case-number.ts';
import type { Chronology } from '../domain/chronology.ts';
import type { Day } from '../domain/days.ts';
import type { Determination } from '../domain/determination.ts';
import { determinationHeader } from '../domain/determination-header.ts';
import type { Registration } from '../domain/document.ts';
import { contradiction, invalidInput } from '../domain/errors.ts';
import type { Finding } from '../domain/finding.ts';
import type { Profile } from '../domain/profile.ts';
import type { Assignment, ItemDecision, SignedReview } from '../domain/review.ts';
import { answeredFindings, unansweredErrors } from './answered-findings.ts';
import { matchDecisions } from './match-decisions.ts';
import { withholdName } from './withhold-name.ts';

type Input = {
  caseId: CaseId;
  chronology: Chronology;
  registration: Registration;
  assignment: Assignment;
  review: SignedReview;
  profile: Profile;
  /** Of the check that was run again on the signed decisions. */
  findings: Finding[];
  /** The day of the decision. */
  today: Day;
};

/**
 * The final determination as data: 8 CCR 9792.10.6(d) wants the disputed treatment, the condition, the documents
 * reviewed, the reviewer's qualifications, the evidence and the reasons; Labor Code 4610.6(f) keeps the reviewer's name
 * out of it.
 *
 * Throws `InvalidInput` when the parts are of different cases or reviewers or nothing is decided, and
 * `ContradictsRecord` when an error of the check has no answer or one item is decided twice in different ways.
 */
export const assembleDetermination = (input: Input): Determination => {
  const { caseId, chronology, registration, assignment, review, profile, findings, today } = input;
  refuseMixedCases(input);
  const { decisions } = review;
  const open = unansweredErrors(findings, decisions.answers);
  if (open.length > 0) {
    throw contradiction(`${open.length} unanswered: ${[...new Set(open.map(({ rule }) => rule))].join(', ')}`);
  }
  const { items } = matchDecisions(chronology.disputedItems, decisions.items);
  refuseDoubleDecisions(items);

  const named = (text: string): string => text.replaceAll('{organization}', profile.organization);
  const withheld = (text: string): string => withholdName(text, decisions.attestation.signedAs);
  return {
    schema: 'imr-determination/1',
    caseId,
    profile: { id: profile.id, version: profile.version },
    organization: profile.organization,
    header: determinationHeader(caseId, chronology, assignment, today),
    howMade: profile.letter.howMade.map(named),
    guidelineLabels: {
      claimsAdministrator: named(profile.letter.guidelineLabels.claimsAdministrator),
      reviewer: named(profile.letter.guidelineLabels.reviewer),
    },
    reviewer: { licensure: assignment.licensure, specialties: assignment.specialties },
    clinicalCaseSummary: withheld(decisions.clinicalCaseSummary),
    outcome: outcomeOf(items),
    items: items.map((item) => ({
      ...item,
      item: item.item.trim(),
      reviewerGuideline: withheld(item.reviewerGuideline),
      rationale: withheld(item.rationale),
    })),
    records: chronology.records,
    answered: answeredFindings({ findings, chronology, registration, answers: decisions.answers }).map(
      ({ finding, answer }) => ({ finding, answer: withheld(answer) }),
    ),
    signedAtTime: review.signedAtTime,
  };
};

const outcomeOf = (items: readonly ItemDecision[]): Determination['outcome'] => {
  if (items.every(({ decision }) => decision === 'Upheld')) return 'Upheld';
  return items.every(({ decision }) => decision === 'Overturned') ? 'Overturned' : 'Partially Overturned';
};

const refuseMixedCases = ({ caseId, chronology, registration, assignment, review }: Input): void => {
  for (const [part, of] of Object.entries({ chronology, registration, assignment, review })) {
    if (of.caseId !== caseId) throw invalidInput(`the ${part} is of another case than ${caseId}`);
  }
  if (review.reviewerId !== assignment.reviewerId) {
    throw invalidInput(`${caseId} was signed by another reviewer than it is assigned to`);
  }
  if (review.decisions.items.length === 0) throw invalidInput(`nothing is decided in ${caseId}`);
};

const refuseDoubleDecisions = (items: readonly ItemDecision[]): void => {
  const decided = new Map<string, string>();
  for (const { item, decision } of items) {
    const key = item.trim().replace(/\s+/g, ' ').toLowerCase();
    const before = decided.get(key);
    if (before !== undefined && before !== decision) throw contradiction('one item is both upheld and overturned');
    decided.set(key, decision);
  }
};
