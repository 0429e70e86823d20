import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MediaType } from '../../functions/domain/document.ts';
import { DocumentId } from '../../functions/domain/case-number.ts';
import type { Page } from '../../functions/domain/page.ts';
import { defaultReading } from '../../functions/domain/reading-settings.ts';
import { readEachPage, type ReadPages, type ReadRest } from '../../functions/ocr/read-pages.ts';
import type { PageWatch } from '../../functions/ocr/read-pdf.ts';
import { identifyDocument, type Identified } from '../../functions/register/identify-document.ts';

type Refused = Extract<Identified, { kind: 'refused' }>;
type Readable = Extract<Identified, { kind: 'document' }> & { documentId: DocumentId };
export type ReadDocument = Refused | (Readable & { found: ReadPages });
/** What is said of a document at the end, its pages having been handed over before. */
export type ReadEnd = Refused | (Readable & { rest: ReadRest });
export type ReadMessage = { page: Page } | { detect: ToDetect } | { begin: number; all: number } | ReadEnd;
/** A page that is to be looked at; `whenEmpty` is its row if there is no writing on it. */
export type ToDetect = { page: number; mediaType: MediaType; whenEmpty?: Page | undefined };

/** The memory of what is done with goes back at once; without these the process takes half as much again. */
const lean = {
  execArgv: ['--max-semi-space-size=2'],
  env: { ...process.env, MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '200000' },
};

type Apart = {
  reader: URL;
  minBytes: number;
  pageMilliseconds: number;
  /** Gets how many pages were looked at, of how many. */
  tell(done: number, all: number): void;
  /** Gets pages to detect as soon as they are known; some more than once, and not all: `found` has all of them. */
  detect(page: ToDetect): void;
};
const usual: Apart = {
  reader: new URL('./read-apart-process.ts', import.meta.url),
  /** To start a process takes as long as to read a document of this size. */
  minBytes: 2_000_000,
  /** Nothing that is on paper takes so long without OCR. */
  pageMilliseconds: 60_000,
  tell: () => undefined,
  detect: () => undefined,
};
/** A document with more pages that end the process is given up. */
const maxDeadly = 5;

/**
 * Tells what a document is and reads its pages that need no OCR, a large one in a process of its own: opening 3,000
 * pages leaves a heap of 400 MB behind, most of it in pieces that nothing else fits in, until its process ends. When a
 * page ends the process, or takes too long, the others are read without it.
 */
export const readApart = async (file: string, options: Partial<Apart> = {}): Promise<ReadDocument> => {
  const apart = { ...usual, ...options };
  const isLarge = statSync(file).size >= apart.minBytes;
  const deadly = new Set<number>();
  for (;;) {
    const pages: Page[] = [];
    let begun = 0;
    const watch = {
      keep: (page: Page): void => void pages.push(page),
      detect: apart.detect,
      begin: (page: number, all: number): void => {
        begun = page;
        apart.tell(page - 1, all);
      },
      deadly,
    };
    const end = isLarge ? await readThere(file, watch, apart) : await readHere(file, watch);
    if (end === 'dead') {
      if (begun === 0 || deadly.size === maxDeadly) throw new Error('the process that reads pages ended too early');
      deadly.add(begun);
      continue;
    }
    if (end.kind === 'refused') return end;
    const { rest, ...document } = end;
    return { ...document, found: { pages, ...rest } };
  }
};

type Watch = Omit<PageWatch, 'detect'> & Pick<Apart, 'detect'>;

/** Reads the file in this process. */
export const readHere = async (file: string, { detect, ...watch }: Watch): Promise<ReadEnd> => {
  const bytes = new Uint8Array(readFileSync(file));
  const identified = await identifyDocument(bytes);
  if (identified.kind === 'refused') return identified;
  const { mediaType } = identified;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return {
    ...identified,
    documentId: DocumentId.parse(`doc-${sha256.slice(0, 10)}`),
    rest: await readEachPage(bytes, mediaType, defaultReading.limits, {
      ...watch,
      detect: (page, whenEmpty) => detect({ page, mediaType, whenEmpty }),
    }),
  };
};

const readThere = async (
  file: string,
  { keep, begin, deadly, detect }: Required<Watch>,
  { reader, pageMilliseconds }: Apart,
): Promise<ReadEnd | 'dead'> => {
  const child = fork(fileURLToPath(reader), [file, ...[...deadly].map(String)], { serialization: 'advanced', ...lean });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      timer = setTimeout(() => resolve('dead'), pageMilliseconds);
      child.on('message', (message: ReadMessage) => {
        timer?.refresh();
        if ('page' in message) keep(message.page);
        else if ('detect' in message) detect(message.detect);
        else if ('begin' in message) begin(message.begin, message.all);
        else resolve(message);
      });
      child.on('error', reject);
      child.on('exit', () => resolve('dead'));
    });
  } finally {
    clearTimeout(timer);
    child.removeAllListeners();
    child.kill('SIGKILL');
  }
};
