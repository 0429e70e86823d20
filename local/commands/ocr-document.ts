import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '../../functions/domain/page.ts';
import { lineText } from '../../functions/domain/page.ts';
import type { PictureOf } from '../../functions/copies/find-copies.ts';
import { markDuplicates, withoutCopies } from '../../functions/copies/mark-duplicates.ts';
import { openPictures } from '../../functions/copies/page-pictures.ts';
import { joinPages } from '../../functions/ocr/collect-pages.ts';
import { checkLedger } from '../../functions/ocr/page-ledger.ts';
import { markDrawn } from '../../functions/ocr/mark-drawn.ts';
import { pagesFromBlocks } from '../../functions/ocr/pages-from-blocks.ts';
import { blocksOfPage } from '../textract/blocks-of-page.ts';
import type { PageReading } from '../textract/page-reading.ts';
import { readApart } from './read-apart.ts';
import { openPagePool, sharedFile, type PagePool } from '../textract/page-pool.ts';

export type OcrResult = { kind: 'pages'; pages: Page[] } | { kind: 'refused'; reason: string };

/** `tell` gets the pages that were opened, then those that were read by OCR: how many, of how many. */
type OcrOptions = { pool?: PagePool; tell?: (stage: 'open' | 'ocr', done: number, all: number) => void };

/**
 * Reads one document as the workflow does: text layer where it can be trusted, the OCR engine for the rest.
 * @param options.pool threads to read with; without one, a pool is opened for as long as it is needed
 */
export const ocrDocument = async (file: string, { pool, tell }: OcrOptions = {}): Promise<OcrResult> => {
  const document = await readApart(file, { tell: (done, all) => tell?.('open', done, all) });
  if (document.kind === 'refused') return { kind: 'refused', reason: document.reason };
  const { documentId } = document;
  const whenEmpty = new Map(document.whenEmpty.map((page) => [page.page, page]));
  const { pages: read, toDetect } = withoutCopies(document.found, { documentId });
  let pages = joinPages(read, [], []);
  if (toDetect.length > 0) {
    const threads = pool ?? openPagePool();
    try {
      const shared = sharedFile(file);
      // Threads keep the last document open by its id: a pool that outlives the call must not take one for another.
      const openedId = randomUUID();
      let done = 0;
      const detected = await Promise.all(
        toDetect.map(async (page) => {
          const empty = whenEmpty.get(page);
          const request = { documentId: openedId, bytes: shared, mediaType: document.mediaType, page };
          const reading = await threads.read({ ...request, mayBeEmpty: empty !== undefined });
          tell?.('ocr', (done += 1), toDetect.length);
          return empty && reading.isEmpty ? empty : detectedPage(reading);
        }),
      );
      pages = joinPages(read, detected, document.found.pictures);
    } finally {
      if (!pool) await threads.close();
    }
  }
  checkLedger(pages, document.pages);
  const pictures = openPictures(() => readFile(file), document.mediaType);
  try {
    const pictureOf: PictureOf = ({ page }) => pictures.of(page);
    const drawn = await markDrawn(pages, new Set(toDetect), { documentId, pictureOf });
    return { kind: 'pages', pages: await markDuplicates(drawn, documentId, pictureOf) };
  } finally {
    await pictures.close();
  }
};

/** What the local Textract names as its model too. */
const engine = 'local-tesseract-5-fast-eng';

/** The same way as through Textract: blocks first, so that both give the same page. */
const detectedPage = (reading: PageReading): Page => {
  const [page] = pagesFromBlocks(blocksOfPage('imr-ocr', { ...reading, page: 1 }), [reading.page]);
  if (page && !reading.failure) return { ...page, engine };
  const reason = `The page could not be read by the OCR engine (${reading.failure ?? 'no result'}).`;
  return { page: reading.page, source: 'unreadable', reason, rotationDegrees: 0, lines: [] };
};

/** What `imr ocr --json` prints, page by page: words in reading order with their boxes on the stored page. */
export const ocrJson = function* (pages: readonly Page[]): Generator<string> {
  let before = '{"pages":[';
  for (const page of pages) {
    yield `${before}${JSON.stringify(pageJson(page))}`;
    before = ',\n';
  }
  yield ']}\n';
};

const pageJson = (page: Page) => ({
  page: page.page,
  source: page.source,
  reason: page.reason,
  ...(page.engine ? { engine: page.engine } : {}),
  ...(page.meanConfidence === undefined ? {} : { meanConfidence: page.meanConfidence }),
  ...(page.duplicateOf ? { duplicateOf: page.duplicateOf } : {}),
  rotationDegrees: page.rotationDegrees,
  words: page.lines.flatMap((line) => line.words),
});

/** What `imr ocr` prints: one line a line, a form feed between pages. */
export const ocrText = function* (pages: readonly Page[]): Generator<string> {
  for (const [index, page] of pages.entries()) yield `${index > 0 ? '\f' : ''}${page.lines.map(lineText).join('\n')}`;
  yield '\n';
};
