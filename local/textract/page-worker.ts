// The thread that reads pages. It keeps one engine and one open document; the pool kills it when a page takes too long.
import { parentPort } from 'node:worker_threads';
import { hasWriting } from '../../functions/pictures/has-writing.ts';
import { sheetDpi } from '../../functions/pictures/sheet-picture.ts';
import { readPage } from './engine/read-page.ts';
import { openEngine } from './engine/tesseract-engine.ts';
import { shrink } from './image/shrink.ts';
import type { PageAnswer, PageRequest } from './page-pool.ts';
import { openPages, type PageSource } from './render-page.ts';

const engine = await openEngine();
let opened: { documentId: string; source: PageSource; pagesRead: number } | undefined;
/** What the pages of a document left behind in its reader, parts of the file and fonts, goes after so many of them. */
const maxPagesRead = 50;

const sourceOf = async ({ documentId, bytes, mediaType }: PageRequest): Promise<PageSource> => {
  if (opened?.documentId === documentId && opened.pagesRead < maxPagesRead) {
    opened.pagesRead += 1;
    return opened.source;
  }
  await opened?.source.close();
  opened = undefined;
  opened = { documentId, source: await openPages(new Uint8Array(bytes), mediaType), pagesRead: 1 };
  return opened.source;
};

const answer = async (request: PageRequest): Promise<PageAnswer> => {
  try {
    const source = await sourceOf(request);
    const image = await source.render(request.page);
    if (request.mayBeEmpty && !hasWriting(shrink(image, sheetDpi / image.dpi)))
      return { reading: { page: request.page, words: [], isEmpty: true } };
    return { reading: { page: request.page, ...readPage(engine, image) } };
  } catch (error) {
    return { reading: { page: request.page, words: [], failure: error instanceof Error ? error.name : 'Error' } };
  }
};

parentPort?.on('message', (request: PageRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply, []));
});
parentPort?.postMessage('ready', []);
