import { createHash } from 'node:crypto';
import { z } from 'zod';
import { at } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { screenReasons } from '../domain/screen-reasons.ts';

const Input = StateInput.extend({
  taskToken: z.string(),
  /** Why the machine asks when it is not the record's own doing: a step that failed, nobody to review. */
  reasons: z.array(z.string()).default([]),
});
const Output = z.object({ reasons: z.int() });

/** Opens a screening task: a person decides whether and how the case goes on. */
export const definition = {
  name: 'screen',
  input: Input,
  output: Output,
  run: async ({ caseId, taskToken, reasons }, { store, clock }) => {
    // The record's own doing, when the machine gives no reasons.
    const chronology = reasons.length === 0 ? await store.read(at.chronology(caseId)) : undefined;
    const own = chronology ? screenReasons(chronology, await store.read(at.registration(caseId))) : reasons;
    const openedAtTime = clock.now();
    await store.write(at.screeningToken(caseId), { taskToken, openedAtTime });
    const taskId = createHash('sha256').update(taskToken).digest('hex').slice(0, 16);
    await store.write(at.screeningTask(caseId), {
      caseId,
      taskId,
      openedAtTime,
      reasons: own,
      pages: chronology?.unreadablePages ?? [],
    });
    return { reasons: own.length };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof Input>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
