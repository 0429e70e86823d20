import { describe, expect, test } from '@jest/globals';
import { openPagePool, sharedBytes, type PageRequest } from '../../../local/textract/page-pool.ts';

const request = (page: number): PageRequest => ({
  documentId: 'document',
  bytes: sharedBytes(new Uint8Array(4)),
  mediaType: 'application/pdf',
  page,
});

describe('a pool whose threads fail', () => {
  const workerFile = new URL('./crashing-worker.ts', import.meta.url);

  test('names the page that crashed its thread and the page that hung, and reads all the others', async () => {
    const pool = openPagePool({ size: 2, pageSeconds: 2, workerFile });
    const readings = await Promise.all([1, 2, 3, 4, 5, 6].map((page) => pool.read(request(page))));
    await pool.close();
    expect(readings.map(({ page, failure }) => [page, failure])).toEqual([
      [1, undefined],
      [2, 'ThreadCrashed'],
      [3, 'PageTimeout'],
      [4, undefined],
      [5, undefined],
      [6, undefined],
    ]);
  });

  test('answers what still waits when it is closed', async () => {
    const pool = openPagePool({ size: 1, workerFile });
    const waiting = [pool.read(request(3)), pool.read(request(4))];
    await pool.close();
    expect((await Promise.all(waiting)).map(({ failure }) => failure)).toEqual(['PoolClosed', 'PoolClosed']);
  });
});

test('a file that cannot be opened is a failure of its page, not of the pool', async () => {
  const pool = openPagePool({ size: 1 });
  const reading = await pool.read(request(1));
  await pool.close();
  expect(reading).toMatchObject({ page: 1, words: [] });
  expect(reading.failure).toBeTruthy();
});
