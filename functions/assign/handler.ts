import { z } from 'zod';
import { at } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { noReviewer } from '../domain/errors.ts';
import { profileFor } from '../domain/load-profile.ts';
import { addDays } from '../domain/calendar.ts';
import { chooseReviewer } from './choose-reviewer.ts';
import { nextAttempts } from './next-attempts.ts';

const Input = StateInput.extend({
  taskToken: z.string(),
  /** `{generation}-{attempt}` */
  round: z.string(),
  /** How the last round ended: an error name of the machine, or `none` in the first one. */
  lastOutcome: z.string(),
});
const Output = z.object({ reviewerId: z.string() });

/** Chooses a reviewer, opens the review task and parks its token. */
export const definition = {
  name: 'assign',
  input: Input,
  output: Output,
  run: async ({ caseId, taskToken, round, lastOutcome }, { store, clock }) => {
    const profile = profileFor(clock.today());
    const chronology = await store.read(at.chronology(caseId));
    const panel = await store.read(at.panel);
    const before = (await store.find(at.attempts(caseId)))?.attempts ?? [];
    const { attempts, excludedReviewerIds, keep } = nextAttempts(before, round, lastOutcome);

    const candidates = keep ? panel.reviewers.filter((reviewer) => reviewer.reviewerId === keep) : panel.reviewers;
    const choice = chooseReviewer({
      panel: { reviewers: candidates },
      chronology,
      profile,
      today: clock.today(),
      excludedReviewerIds,
    });
    if (choice.kind === 'nobody') throw noReviewer(`nobody of ${panel.reviewers.length} reviewers may take ${caseId}`);

    const { reviewer } = choice;
    const now = clock.now();
    await store.write(at.attempts(caseId), {
      attempts: [...attempts, { round, reviewerId: reviewer.reviewerId, assignedAtTime: now, outcome: 'open' }],
    });
    await store.write(at.assignment(caseId), {
      caseId,
      round,
      reviewerId: reviewer.reviewerId,
      licensure: reviewer.licences.map((licence) => licence.state),
      specialties: reviewer.specialties.map((specialty) => specialty.name),
      reasons: choice.reasons,
      refused: choice.refused,
      assignedAtTime: now,
      dueOnDate: addDays(clock.today(), profile.reviewer.reviewDueInDays),
    });
    await store.write(at.assignmentToken(caseId), { taskToken, openedAtTime: now });
    return { reviewerId: reviewer.reviewerId };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof Input>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
