import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { openPagePool, sharedBytes, type PagePool } from '../local/textract/page-pool.ts';
import { damagedPage } from '../test/local/textract/degrade-page.ts';
import { jpegOf } from '../test/local/textract/paint-page.ts';
import { alternate, inParallel, rateOf, type Cost } from './measure.ts';
import type { Row } from './ratio-table.ts';

/** From the start of a thread that reads pages until its engine waits for the first page. */
const coldStart = async (): Promise<Cost> => {
  const cpu = process.cpuUsage();
  const startMs = performance.now();
  const worker = new Worker(new URL('../local/textract/page-worker.ts', import.meta.url), { stderr: false });
  await once(worker, 'message');
  const milliseconds = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpu);
  await worker.terminate();
  return { value: milliseconds, cpuMicros: user + system };
};

/** All pages through a pool, with as many of them under way as it has threads. */
const readAll = (pool: PagePool, pages: readonly SharedArrayBuffer[]): Promise<Cost> =>
  rateOf(pages.length, () =>
    inParallel(pages.length, pool.size, async (index) => {
      const bytes = pages[index] ?? new SharedArrayBuffer(0);
      const { failure } = await pool.read({ documentId: `scan-${index}`, bytes, mediaType: 'image/jpeg', page: 1 });
      if (failure) throw new Error(`the scan was not read: ${failure}`);
    }),
  );

/** The threads that read pages: how soon one is ready, and what a second one gains on scanned pages. */
export const pageThreads = async ({ pages = 8 }: { pages?: number } = {}): Promise<Row[]> => {
  const start = (await alternate(5, { start: coldStart }))('start');
  const scans: SharedArrayBuffer[] = [];
  for (let seed = 1; seed <= pages; seed += 1)
    scans.push(sharedBytes(await jpegOf((await damagedPage('scan 200', seed)).image)));
  const [one, two] = [openPagePool({ size: 1 }), openPagePool({ size: 2 })];
  try {
    const cost = await alternate(3, { one: () => readAll(one, scans), two: () => readAll(two, scans) });
    return [
      { name: 'OCR thread: start to ready', ours: start, unit: 'ms', better: 'lower', goal: { value: 600 } },
      {
        name: 'OCR of scans: two threads',
        ours: cost('two'),
        other: { name: 'one thread', cost: cost('one') },
        unit: 'pages/s',
        better: 'higher',
        goal: { ratio: 1.8 },
      },
    ];
  } finally {
    await Promise.all([one.close(), two.close()]);
  }
};
