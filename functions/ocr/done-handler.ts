import { z } from 'zod';
import { at } from '../adapters/case-keys.ts';
import { defineTopicStep } from '../define-step.ts';
import { CaseId, DocumentId } from '../domain/case-number.ts';

/** What Textract publishes when a job ends. */
const JobNotification = z.object({
  JobId: z.string(),
  Status: z.string(),
  /** `{caseId}.{documentId}` */
  JobTag: z.string(),
});

export const definition = {
  name: 'ocr-done',
  message: JobNotification,
  run: async (message, { store, tokens, log }) => {
    const [caseText, documentText] = message.JobTag.split('.');
    const caseId = CaseId.parse(caseText);
    const documentId = DocumentId.parse(documentText);
    const done = { jobId: message.JobId, status: message.Status };
    await store.write(at.detectionDone(caseId, documentId), done);
    const job = await store.find(at.detectionJob(caseId, documentId));
    if (job?.jobId !== message.JobId) return;
    const answer = await tokens.succeed(job.taskToken, done);
    log.info('told the waiting state', { caseId, documentId, answer });
  },
} satisfies Parameters<typeof defineTopicStep<z.infer<typeof JobNotification>>>[0];

export const handler = defineTopicStep(definition);
