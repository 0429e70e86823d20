import { at } from '../adapters/case-keys.ts';
import type { CaseStore } from '../adapters/case-store.ts';
import type { CaseId } from '../domain/case-number.ts';
import type { Assignment } from '../domain/review.ts';

export type OpenReview = { assignment: Assignment; accepted: boolean; taskToken: string };

/** The review that a case waits for now: assigned, neither declined nor signed. */
export const openReview = async (store: CaseStore, caseId: CaseId): Promise<OpenReview | undefined> => {
  const assignment = await store.find(at.assignment(caseId));
  const parked = await store.find(at.assignmentToken(caseId));
  if (!assignment || !parked) return undefined;
  const { round } = assignment;
  if (await store.find(at.declined(caseId, round))) return undefined;
  if (await store.find(at.told(caseId, round))) return undefined;
  const accepted = (await store.find(at.acceptance(caseId, round))) !== undefined;
  return { assignment, accepted, taskToken: parked.taskToken };
};
