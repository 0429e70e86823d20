// A page worker that behaves badly on purpose: page 2 kills its thread, page 3 never answers.
import { parentPort } from 'node:worker_threads';
import type { PageRequest } from '../../../local/textract/page-pool.ts';

parentPort?.on('message', ({ page }: PageRequest) => {
  if (page === 2) throw new Error('out of memory');
  if (page === 3) return;
  parentPort?.postMessage({ reading: { page, words: [] } }, []);
});
parentPort?.postMessage('ready', []);
