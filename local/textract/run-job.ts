import type { JobRow, JobStore } from './job-store.ts';
import { sharedBytes, type PagePool } from './page-pool.ts';

/** Asynchronous operations: 500 MB and 3,000 pages (Textract limits page). */
export const asyncLimits = { maxBytes: 500 * 1_048_576, maxPages: 3_000 };

/**
 * Reads the pages of a job that are not read yet and closes the job. As many pages are asked for at a time as there are
 * threads, so that jobs take turns and a long one does not hold up the others.
 * @param stopped true once the server closes: the job is left open and goes on after the next start
 */
export const runJob = async (
  job: JobRow,
  { store, pool, bytes, stopped }: { store: JobStore; pool: PagePool; bytes: Uint8Array; stopped: () => boolean },
): Promise<void> => {
  // Loaded with the first document: it brings the PDF reader along.
  const { identifyDocument } = await import('../../functions/register/identify-document.ts');
  const identified = await identifyDocument(bytes, asyncLimits);
  if (identified.kind === 'refused' || identified.mediaType === 'text/plain') {
    store.finish(job.jobId, 'FAILED', 'INVALID_IMAGE_TYPE', 0);
    return;
  }
  const { mediaType, pages } = identified;
  const shared = sharedBytes(bytes);
  const done = new Set(store.pages(job.jobId).map(({ page }) => page));
  const waiting = Array.from({ length: pages }, (_, index) => index + 1).filter((page) => !done.has(page));
  const readOn = async (): Promise<void> => {
    for (let page = waiting.shift(); page !== undefined && !stopped(); page = waiting.shift()) {
      const reading = await pool.read({ documentId: job.jobId, bytes: shared, mediaType, page });
      if (!stopped()) store.putPage(job.jobId, reading);
    }
  };
  await Promise.all(Array.from({ length: pool.size }, readOn));
  if (stopped()) return;
  const failures = store.pages(job.jobId).filter(({ failure }) => failure !== null).length;
  if (failures === 0) store.finish(job.jobId, 'SUCCEEDED', null, pages);
  else if (failures < pages) store.finish(job.jobId, 'PARTIAL_SUCCESS', null, pages);
  else store.finish(job.jobId, 'FAILED', 'INTERNAL_SERVER_ERROR', pages);
};
