import { createHash } from 'node:crypto';
import { z } from 'zod';
import { at, Format, formats } from '../adapters/case-keys.ts';
import { defineStep, StateInput } from '../define-step.ts';
import { NamedError } from '../domain/errors.ts';

const Output = z.object({ files: z.int() });

/** Issues the determination: every file written once, never over another. Issuing the same again changes nothing. */
export const definition = {
  name: 'issue',
  input: StateInput,
  output: Output,
  run: async ({ caseId }, { store, clock }) => {
    const files = [];
    for (const format of Format.options) {
      const { body } = await store.readBytes(at.assembled(caseId, format));
      const place = at.issued(caseId, format);
      if (!(await store.claimBytes(place, body, formats[format].mediaType))) {
        const issued = await store.readBytes(place);
        if (!Buffer.from(issued.body).equals(body)) {
          throw new NamedError('AlreadyIssued', `case ${caseId} has another determination already`);
        }
      }
      files.push({
        format,
        bytes: body.byteLength,
        sha256: createHash('sha256').update(body).digest('hex'),
      });
    }
    await store.claim(at.issueRecord(caseId), { caseId, issuedAtTime: clock.now(), files });
    return { files: files.length };
  },
} satisfies Parameters<typeof defineStep<z.infer<typeof StateInput>, z.infer<typeof Output>>>[0];

export const handler = defineStep(definition);
