import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lineText, type Page } from '../functions/domain/page.ts';
import { pagesFromBlocks } from '../functions/ocr/pages-from-blocks.ts';
import { readPages } from '../functions/ocr/read-pages.ts';
import { blocksOfPage } from '../local/textract/blocks-of-page.ts';
import { readPage } from '../local/textract/engine/read-page.ts';
import { openEngine } from '../local/textract/engine/tesseract-engine.ts';
import { openPages } from '../local/textract/render-page.ts';
import { wordErrors } from '../test/local/textract/word-errors.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** Real determination letters, read in place where they are. */
const letters = path.join(import.meta.dirname, '../../shared/letters');
const scanDpi = 200;

const wordsOf = (page: Page | undefined): string[] => (page?.lines ?? []).flatMap((line) => lineText(line).split(' '));

/** The pages of a PDF as an office scanner would give them, drawn by poppler: not by what reads their text layer. */
const scansOf = (file: string, directory: string): string[] => {
  execFileSync('pdftoppm', ['-r', String(scanDpi), '-gray', '-png', file, path.join(directory, 'page')]);
  return readdirSync(directory)
    .filter((name) => name.endsWith('.png'))
    .toSorted()
    .map((name) => path.join(directory, name));
};

/**
 * The letters by their text layer, and some of them as scans of their pages, with the text layer as the truth.
 * @param scanned how many letters are read as scans
 */
export const lettersRows = async ({ scanned = 3 }: { scanned?: number } = {}): Promise<Row[]> => {
  const files = existsSync(letters)
    ? readdirSync(letters)
        .filter((name) => name.endsWith('.pdf'))
        .toSorted()
    : [];
  if (files.length === 0) return [];
  const texts = new Map<string, Page[]>();
  let [sent, pages] = [0, 0];
  // The first letter starts the reader and does not count.
  await readPages(readFileSync(path.join(letters, files[0] ?? '')), 'application/pdf');
  const before = process.cpuUsage();
  for (const file of files) {
    const read = await readPages(readFileSync(path.join(letters, file)), 'application/pdf');
    texts.set(file, read.pages);
    sent += read.toDetect.length;
    pages += read.pages.length;
  }
  const { user, system } = process.cpuUsage(before);
  const rows: Row[] = [
    {
      name: `${files.length} letters, text layer: processor time a page`,
      ours: { value: (user + system) / 1000 / pages },
      unit: 'ms',
      better: 'lower',
      goal: { value: 30 },
    },
    { name: 'letters: pages sent to OCR', ours: { value: sent }, unit: 'pages', better: 'lower', goal: { value: 0 } },
  ];
  if (spawnSync('pdftoppm', ['-v']).status !== 0) return rows;
  const { errors, words } = await scanErrors(files.slice(0, scanned), texts);
  return [
    ...rows,
    {
      name: `${Math.min(scanned, files.length)} letters as scans at ${scanDpi} dpi: wrong words`,
      ours: { value: (100 * errors) / Math.max(1, words) },
      unit: '%',
      better: 'lower',
      goal: { value: 1.5 },
    },
  ];
};

const scanErrors = async (files: readonly string[], texts: ReadonlyMap<string, Page[]>) => {
  const engine = await openEngine();
  const sum = { errors: 0, words: 0 };
  for (const file of files) {
    const scratch = scratchDirectory();
    try {
      for (const [index, scan] of scansOf(path.join(letters, file), scratch.path).entries()) {
        const truth = wordsOf(texts.get(file)?.find(({ page }) => page === index + 1));
        const source = await openPages(readFileSync(scan), 'image/png');
        const image = { ...(await source.render(1)), dpi: scanDpi };
        const [read] = pagesFromBlocks(blocksOfPage('bench', { page: 1, ...readPage(engine, image) }), [1]);
        sum.errors += wordErrors(truth, wordsOf(read));
        sum.words += truth.length;
      }
    } finally {
      scratch.remove();
    }
  }
  return sum;
};
