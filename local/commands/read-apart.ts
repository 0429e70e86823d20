import { fork } from 'node:child_process';
import type { Page } from '../../functions/domain/page.ts';
import { readPages, type ReadPages, type ReadRest } from '../../functions/ocr/read-pages.ts';
import { identifyDocument, type Identified } from '../../functions/register/identify-document.ts';

type Refused = Extract<Identified, { kind: 'refused' }>;
type Readable = Extract<Identified, { kind: 'document' }>;
export type ReadDocument = Refused | (Readable & { found: ReadPages });
/** What the process of `read-apart-process.ts` says: the pages one by one, and at the end what the document is. */
export type ReadMessage = { page: Page } | Refused | (Readable & { rest: ReadRest });

/** To start a process takes as long as to read a document of this size. */
const minBytes = 2_000_000;

/**
 * Tells what a document is and reads its pages that need no OCR, a large one in a process of its own: opening 3,000
 * pages leaves a heap of 400 MB behind, most of it in pieces that nothing else fits in, until its process ends.
 */
export const readApart = async (bytes: Uint8Array): Promise<ReadDocument> => {
  if (bytes.length < minBytes) {
    const identified = await identifyDocument(bytes);
    return identified.kind === 'refused'
      ? identified
      : { ...identified, found: await readPages(bytes, identified.mediaType) };
  }
  const child = fork(new URL('./read-apart-process.ts', import.meta.url), { serialization: 'advanced' });
  try {
    return await new Promise<ReadDocument>((resolve, reject) => {
      const pages: Page[] = [];
      child.on('message', (message: ReadMessage) => {
        if ('page' in message) pages.push(message.page);
        else if (message.kind === 'refused') resolve(message);
        else resolve({ ...message, found: { pages, ...message.rest } });
      });
      child.on('error', reject);
      child.on('exit', () => reject(new Error('the process that reads pages ended too early')));
      child.send(bytes);
    });
  } finally {
    child.removeAllListeners();
    child.kill();
  }
};
