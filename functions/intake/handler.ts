import { createHash } from 'node:crypto';
import { z } from 'zod';
import { at, parseUploadKey } from '../adapters/case-keys.ts';
import { defineQueueStep } from '../define-step.ts';
import { executionName } from '../domain/case-record.ts';
import { decideIntake } from './decide-intake.ts';

/** The part of EventBridge's "Object Created" event that matters here. */
const ObjectCreated = z.object({
  detail: z.object({ bucket: z.object({ name: z.string() }), object: z.object({ key: z.string() }) }),
});

export const definition = {
  name: 'intake',
  message: ObjectCreated,
  run: async (event, { store, executions, clock, log }) => {
    const key = event.detail.object.key;
    const parsed = parseUploadKey(key);
    const id = createHash('sha256').update(key).digest('hex').slice(0, 20);
    if (parsed.kind === 'refused') {
      await store.claim(at.refusedUpload(id), { key, reason: parsed.reason, atTime: clock.now() });
      log.info('refused an upload that names no case');
      return;
    }

    const { caseId } = parsed;
    const known = await store.find(at.case(caseId));
    const running = known && (await executions.status(executionName(known)));
    const decision = decideIntake(known, running?.status);
    if (decision.kind === 'late') {
      if (parsed.kind === 'submit') return;
      const stored = await store.findBytes(at.uploaded(key));
      const fileName = decodeURIComponent(stored?.metadata['file-name'] ?? parsed.name);
      await store.claim(at.late(caseId, id), { key, fileName, atTime: clock.now() });
      log.info('recorded a late file', { caseId });
      return;
    }

    const record = await store.update(at.case(caseId), (before) =>
      // Somebody else may have moved it on since it was read: then theirs holds.
      before && before.generation >= decision.generation
        ? before
        : { caseId, generation: decision.generation, receivedAtTime: clock.now() },
    );
    // Started again and again under the same name, by duplicate events and after a crash: one execution.
    await executions.start(executionName(record), { caseId, generation: record.generation });
  },
} satisfies Parameters<typeof defineQueueStep<z.infer<typeof ObjectCreated>>>[0];

export const handler = defineQueueStep(definition);
