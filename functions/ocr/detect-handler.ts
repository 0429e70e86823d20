import { createHash } from 'node:crypto';
import { z } from 'zod';
import { at } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { DocumentId } from '../domain/case-number.ts';
import { defaultReading, featuresFor } from '../domain/reading-settings.ts';
import { registeredDocument } from '../domain/registered-document.ts';
import { detectionInput } from './detection-input.ts';

const Input = StateInput.extend({ documentId: DocumentId, taskToken: z.string(), reading: z.int().default(0) });
const Output = z.object({ pages: z.int() });

/** Sends the pages that need it to text detection and parks the token until the job's notification comes. */
export const definition = {
  name: 'ocr-detect',
  input: Input,
  output: Output,
  run: async ({ caseId, documentId, taskToken, execution, reading }, { store, detection, tokens }) => {
    const document = registeredDocument(await store.read(at.registration(caseId)), documentId);
    const features = featuresFor(document.fileName, (await store.find(at.reading)) ?? defaultReading);
    const { toDetect } = await store.read(at.detectionPlan(caseId, documentId));
    const { body } = await store.readBytes(at.uploaded(document.key));
    const input = await detectionInput(body, document.mediaType, toDetect);
    const place = at.detectionInput(caseId, documentId);
    await store.writeBytes(place, input.bytes, input.mediaType);

    const { bucket, key } = store.location(place);
    // However often this is retried, it asks for the same job: no page is paid for twice. Only a person who has the
    // case read again (`reading`) gets a new one, and so do other pages: a late file may have the same ones.
    const requestToken = createHash('sha256')
      .update(`${execution}/${documentId}/${reading}/${toDetect.join(',')}/${features.join(',')}`)
      .digest('hex')
      .slice(0, 64);
    const jobTag = `${caseId}.${documentId}`;
    const jobId = await detection.start({ bucket, key, jobTag, requestToken, features });

    // The notification may be faster than this line. Both sides write first and look second, so one of them answers.
    await store.write(at.detectionJob(caseId, documentId), { jobId, taskToken, features });
    const done = await store.find(at.detectionDone(caseId, documentId));
    if (done?.jobId === jobId) await tokens.succeed(taskToken, done);
    return { pages: toDetect.length };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof Input>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
