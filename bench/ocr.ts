import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { pagesFromBlocks } from '../functions/ocr/pages-from-blocks.ts';
import { blocksOfPage } from '../local/textract/blocks-of-page.ts';
import { readPage } from '../local/textract/engine/read-page.ts';
import { openEngine } from '../local/textract/engine/tesseract-engine.ts';
import { pgmOf, type GreyImage } from '../local/textract/image/grey-image.ts';
import { squarePixels } from '../local/textract/image/square-pixels.ts';
import { damagedPage, damages, type Damage } from '../test/local/textract/degrade-page.ts';
import { sampleWords } from '../test/local/textract/sample-text.ts';
import { wordErrors } from '../test/local/textract/word-errors.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** Sums over pages: words and dates of the truth, those read right, processor seconds. */
type Tally = {
  words: number;
  rightWords: number;
  dates: number;
  rightDates: number;
  cpuSeconds: number;
  pages: number;
};
const emptyTally = (): Tally => ({ words: 0, rightWords: 0, dates: 0, rightDates: 0, cpuSeconds: 0, pages: 0 });

type Read = { words: string[]; cpuSeconds: number };

const debian = 'tesseract 5.3 (--psm 3, 1 thread)';
/** The reference's target for processor time on clean pages: at most 1.6 times the command line's. */
const minCpuRatio = 1 / 1.6;

/** Debian's command line on the same pixels. Bash tells the processor time of the child. */
const readWithDebian = (image: GreyImage, directory: string): Read => {
  const file = path.join(directory, 'page.pgm');
  writeFileSync(file, pgmOf(image));
  const script = 'TIMEFORMAT="%U %S"; time tesseract "$1" "$2" --psm 3 --dpi "$3" >/dev/null 2>&1; cat "$2.txt"';
  const out = path.join(directory, 'read');
  const result = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`, 'bash', file, out, String(Math.round(image.dpi))], {
    env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    encoding: 'utf8',
  });
  const [times = '', ...text] = result.split('\n');
  const cpuSeconds = times.split(' ').reduce((sum, part) => sum + Number(part), 0);
  return { words: text.join(' ').split(/\s+/).filter(Boolean), cpuSeconds };
};

const add = (tally: Tally, truth: string[], dates: readonly string[], { words, cpuSeconds }: Read): void => {
  const text = ` ${words.join(' ')} `;
  tally.words += truth.length;
  tally.rightWords += truth.length - Math.min(truth.length, wordErrors(truth, words));
  tally.dates += dates.length;
  tally.rightDates += dates.filter((date) => text.includes(date)).length;
  tally.cpuSeconds += cpuSeconds;
  tally.pages += 1;
};

const rowsOf = (name: string, ours: Tally, other: Tally, goals: { isClean: boolean; isAll: boolean }): Row[] => {
  const share = (right: number, all: number) => ({ value: (100 * right) / Math.max(1, all) });
  const goal = goals.isAll ? { value: 95 } : { ratio: 1 };
  const quality = { unit: '%', better: 'higher' as const, goal };
  const cpu = (tally: Tally) => ({ value: tally.cpuSeconds / tally.pages });
  return [
    {
      ...quality,
      name: `OCR ${name}: words right`,
      ours: share(ours.rightWords, ours.words),
      other: { name: debian, cost: share(other.rightWords, other.words) },
    },
    {
      ...quality,
      name: `OCR ${name}: dates exact`,
      ours: share(ours.rightDates, ours.dates),
      other: { name: debian, cost: share(other.rightDates, other.dates) },
    },
    {
      name: `OCR ${name}: processor time a page`,
      ours: cpu(ours),
      other: { name: debian, cost: cpu(other) },
      unit: 's',
      better: 'lower',
      ...(goals.isClean ? { goal: { ratio: minCpuRatio } } : {}),
    },
  ];
};

/**
 * Pages with exact truth, damaged in every way that the samples know, read by our engine and by Debian's tesseract from
 * the same pixels in the same run; ours stretches a fax of half the rows, as it does for every picture file. Dates count when they stand in the text letter by letter.
 * @param pagesOfEach how many pages of each class; `only` leaves out other classes
 */
export const ocr = async ({
  pagesOfEach = 3,
  only = damages,
}: { pagesOfEach?: number; only?: readonly Damage[] } = {}): Promise<Row[]> => {
  const engine = await openEngine();
  const scratch = scratchDirectory();
  const all = { ours: emptyTally(), other: emptyTally() };
  const rows: Row[] = [];
  readPage(engine, (await damagedPage('clean 150', 99)).image);
  for (const damage of only) {
    const own = { ours: emptyTally(), other: emptyTally() };
    for (let seed = 1; seed <= pagesOfEach; seed += 1) {
      const { page, image } = await damagedPage(damage, seed);
      const truth = sampleWords(page);
      const before = process.cpuUsage();
      const blocks = blocksOfPage('bench', { page: 1, ...readPage(engine, squarePixels(image, 0, 0)) });
      const lines = pagesFromBlocks(blocks, [1]).flatMap((read) => read.lines);
      const { user, system } = process.cpuUsage(before);
      const words = lines.flatMap((line) => line.words.map((word) => word.text));
      const ours = { words, cpuSeconds: (user + system) / 1e6 };
      const other = readWithDebian(image, scratch.path);
      for (const tallies of [own, all]) {
        add(tallies.ours, truth, page.dates, ours);
        add(tallies.other, truth, page.dates, other);
      }
    }
    rows.push(...rowsOf(damage, own.ours, own.other, { isClean: damage.startsWith('clean'), isAll: false }));
  }
  scratch.remove();
  engine.close();
  return [...rows, ...rowsOf('all classes', all.ours, all.other, { isClean: false, isAll: true })];
};
