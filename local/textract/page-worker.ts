// The thread that reads pages. It keeps one engine and one open document; the pool kills it when a page takes too long.
import { parentPort } from 'node:worker_threads';
import { hasWriting } from '../../functions/pictures/has-writing.ts';
import { sheetDpi } from '../../functions/pictures/sheet-picture.ts';
import type { PreparedPage } from './engine/prepare-page.ts';
import { preparedPage, readPrepared } from './engine/read-page.ts';
import { openEngine } from './engine/tesseract-engine.ts';
import type { GreyImage } from './image/grey-image.ts';
import { shrink } from './image/shrink.ts';
import type { PageAnswer, PageRequest } from './page-pool.ts';
import type { PageReading } from './page-reading.ts';
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

/** Black lines of text are twice as sharp and more, and paper with grain, specks or the other side's writing is not. */
const likelyLines = { sharpness: 12, contrast: 150 };
const looksWritten = ({ lineSharpness, levels }: PreparedPage): boolean =>
  lineSharpness >= likelyLines.sharpness && levels.strongest >= likelyLines.contrast;

/** The ruled lines of an empty form and the specks of a copier never read as so many sure words. */
const certainWriting = { words: 20, confidence: 80 };
const isCertain = (words: PageReading['words']): boolean =>
  words.filter(({ confidence }) => confidence >= certainWriting.confidence).length >= certainWriting.words;

/** Whether there is writing at all is looked at with care only where neither the lines nor the words leave no doubt. */
const readImage = (image: GreyImage, mayBeEmpty: boolean): Omit<PageReading, 'page'> => {
  const prepared = preparedPage(image);
  const isEmpty = (): boolean => mayBeEmpty && !hasWriting(shrink(image, sheetDpi / image.dpi));
  const isLikely = looksWritten(prepared);
  if (!isLikely && isEmpty()) return { words: [], isEmpty: true };
  const reading = readPrepared(engine, prepared);
  return isLikely && !isCertain(reading.words) && isEmpty() ? { words: [], isEmpty: true } : reading;
};

const answer = async (request: PageRequest): Promise<PageAnswer> => {
  try {
    const source = await sourceOf(request);
    const image = await source.render(request.page);
    return { reading: { page: request.page, ...readImage(image, request.mayBeEmpty === true) } };
  } catch (error) {
    return { reading: { page: request.page, words: [], failure: error instanceof Error ? error.name : 'Error' } };
  }
};

parentPort?.on('message', (request: PageRequest) => {
  void answer(request).then((reply) => parentPort?.postMessage(reply, []));
});
parentPort?.postMessage('ready', []);
