import type { ReviewDraft } from '../../functions/domain/api.ts';
import type { ReviewDecisions } from '../../functions/domain/review.ts';

/** The form as it stands: what autosave keeps, and the attestation, which is never kept before it is signed. */
export type Review = {
  summary: string;
  items: NonNullable<ReviewDraft['items']>;
  answers: Record<string, string>;
  attestation: { noConflictOfInterest: boolean; reviewedTheRecords: boolean; signedAs: string };
};

/** Ids of the form's fields: label, error line and focus all go by them. */
export const fieldIds = {
  summary: 'summary',
  item: (index: number, field: 'decision' | 'claimsAdministratorGuideline' | 'reviewerGuideline' | 'rationale') =>
    `item-${index}-${field}`,
  answer: (findingId: string) => `answer-${findingId.replaceAll(/[^\w-]/g, '_')}`,
  noConflict: 'attest-no-conflict',
  reviewed: 'attest-reviewed',
  signedAs: 'signed-as',
};

export const draftOf = ({ summary, items, answers }: Review): ReviewDraft => ({
  clinicalCaseSummary: summary,
  items,
  answers: Object.entries(answers).flatMap(([findingId, answer]) =>
    answer.trim() === '' ? [] : [{ findingId, answer }],
  ),
});

/** What is signed; undefined as long as an item has no decision. */
export const decisionsOf = (review: Review): ReviewDecisions | undefined => {
  const { clinicalCaseSummary = '', answers = [] } = draftOf(review);
  const items = review.items.flatMap((item) => (item.decision ? [{ ...item, decision: item.decision }] : []));
  if (items.length < review.items.length) return undefined;
  const { signedAs } = review.attestation;
  return {
    clinicalCaseSummary,
    items,
    answers,
    attestation: { noConflictOfInterest: true, reviewedTheRecords: true, signedAs: signedAs.trim() },
  };
};

/** Everything that stands between the form and the signature: field id -> one line, in the order of the form. */
export const reviewProblems = (review: Review, mustAnswer: readonly string[]): Map<string, string> => {
  const problems = new Map<string, string>();
  const isEmpty = (text: string): boolean => text.trim() === '';
  for (const id of mustAnswer) {
    if (isEmpty(review.answers[id] ?? '')) problems.set(fieldIds.answer(id), 'Correct the text or answer this.');
  }
  if (isEmpty(review.summary)) problems.set(fieldIds.summary, 'Write the clinical case summary.');
  review.items.forEach((item, index) => {
    if (!item.decision) problems.set(fieldIds.item(index, 'decision'), 'Decide this item.');
    if (isEmpty(item.claimsAdministratorGuideline)) {
      problems.set(
        fieldIds.item(index, 'claimsAdministratorGuideline'),
        'Name the guideline, or say that none was cited.',
      );
    }
    if (isEmpty(item.reviewerGuideline)) {
      problems.set(fieldIds.item(index, 'reviewerGuideline'), 'Name the guideline that you used.');
    }
    if (isEmpty(item.rationale)) problems.set(fieldIds.item(index, 'rationale'), 'Give the clinical reasons.');
  });
  const { noConflictOfInterest, reviewedTheRecords, signedAs } = review.attestation;
  if (!noConflictOfInterest) problems.set(fieldIds.noConflict, 'This must be true before you sign.');
  if (!reviewedTheRecords) problems.set(fieldIds.reviewed, 'This must be true before you sign.');
  if (isEmpty(signedAs)) problems.set(fieldIds.signedAs, 'Sign with your name.');
  return problems;
};
