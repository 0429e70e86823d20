import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '../../functions/domain/page.ts';
import { lineText } from '../../functions/domain/page.ts';
import type { PictureOf } from '../../functions/copies/find-copies.ts';
import { markDuplicates, withoutCopies } from '../../functions/copies/mark-duplicates.ts';
import { openPictures } from '../../functions/copies/page-pictures.ts';
import { detectedRows } from '../../functions/ocr/collect-pages.ts';
import { checkLedger } from '../../functions/ocr/page-ledger.ts';
import { markDrawn } from '../../functions/ocr/mark-drawn.ts';
import { pagesFromBlocks } from '../../functions/ocr/pages-from-blocks.ts';
import { blocksOfPage } from '../textract/blocks-of-page.ts';
import type { PageReading } from '../textract/page-reading.ts';
import { readApart, type ToDetect } from './read-apart.ts';
import { openPagePool, sharedFile, type PagePool } from '../textract/page-pool.ts';

export type OcrResult = { kind: 'pages'; pages: Page[] } | { kind: 'refused'; reason: string };

type OcrOptions = {
  /** Threads to read with; without one, a pool is opened for as long as it is needed. */
  pool?: PagePool;
  /** Gets the pages that were opened, then those that were read by OCR: how many, of how many. */
  tell?: (stage: 'open' | 'ocr', done: number, all: number) => void;
  /** A longer document is opened, read by the engine and compared one after the other, for its memory. */
  maxPagesAtOnce?: number;
};

/**
 * Reads one document as the workflow does: text layer where it can be trusted, the OCR engine for the rest. The engine
 * starts with the first page that needs it, while later ones are looked at, and copies are found while it reads on.
 */
export const ocrDocument = async (
  file: string,
  { pool, tell, maxPagesAtOnce = 500 }: OcrOptions = {},
): Promise<OcrResult> => {
  const threads = pool ?? openPagePool();
  const detect = detector(file, threads);
  try {
    const told = new Map<number, ToDetect>();
    let pageCount = 0;
    const document = await readApart(file, {
      tell: (done, all) => {
        pageCount = all;
        tell?.('open', done, all);
      },
      detect: (page) => {
        told.set(page.page, page);
        if (pageCount <= maxPagesAtOnce) detect(page).catch(toldLater);
      },
    });
    if (document.kind === 'refused') return { kind: 'refused', reason: document.reason };
    const { documentId, mediaType, found } = document;
    const { pages: read, toDetect } = withoutCopies(found, { documentId });
    const detected = new Map(toDetect.map((page) => [page, detect(told.get(page) ?? { page, mediaType })]));
    let done = 0;
    for (const page of detected.values()) page.then(() => tell?.('ocr', (done += 1), detected.size)).catch(toldLater);
    const pictures = openPictures(() => readFile(file), mediaType);
    const pictureOf: PictureOf = ({ page }) => pictures.of(page);
    const joined = detectedRows(read, found.pictures);
    const drawn = async (page: Promise<Page>): Promise<Page> =>
      markDrawn(joined(await page), { documentId, pictureOf });
    const inOrder = [
      ...read.filter(({ page }) => !detected.has(page)).map((page) => [page.page, () => page] as const),
      ...[...detected].map(([number, page]) => [number, () => drawn(page)] as const),
    ].toSorted(([a], [b]) => a - b);
    const rows = async function* (): AsyncGenerator<Page> {
      for (const [, row] of inOrder) yield row();
    };
    if (document.pages > maxPagesAtOnce) {
      await Promise.all(detected.values());
      if (!pool) await threads.close();
    }
    try {
      const pages = await markDuplicates(rows(), documentId, pictureOf);
      checkLedger(pages, document.pages);
      return { kind: 'pages', pages };
    } finally {
      await pictures.close();
    }
  } finally {
    if (!pool) await threads.close();
  }
};

/** Why a page could not be read is thrown where the page is waited for. */
const toldLater = (): void => undefined;

/** Reads pages by OCR, each once however often it is asked for. */
const detector = (file: string, threads: PagePool): ((page: ToDetect) => Promise<Page>) => {
  // Threads keep the last document open by its id: a pool that outlives the call must not take one for another.
  const documentId = randomUUID();
  const asked = new Map<number, Promise<Page>>();
  let bytes: SharedArrayBuffer | undefined;
  const read = async ({ page, mediaType, whenEmpty }: ToDetect): Promise<Page> => {
    bytes ??= sharedFile(file);
    const reading = await threads.read({ documentId, bytes, mediaType, page, mayBeEmpty: whenEmpty !== undefined });
    return whenEmpty && reading.isEmpty ? whenEmpty : detectedPage(reading);
  };
  return (page) => {
    const answer = asked.get(page.page) ?? read(page);
    asked.set(page.page, answer);
    return answer;
  };
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
