import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sheetsWithoutWriting, sheetsWithWriting } from './writing-cases.ts';

let worker: Worker;
beforeAll(() => {
  worker = new Worker(new URL('./writing-worker.ts', import.meta.url));
});
afterAll(() => worker.terminate());

const hasWriting = async (name: string, seed: number): Promise<unknown> => {
  worker.postMessage({ name, seed }, []);
  return (await once(worker, 'message'))[0];
};

describe('no writing is', () => {
  test.each(sheetsWithoutWriting)('%s', async (name) => {
    for (const seed of [1, 2]) expect(await hasWriting(name, seed)).toBe(false);
  });
});

describe('writing is', () => {
  test.each(sheetsWithWriting)('%s', async (name) => {
    for (const seed of [1, 2]) expect(await hasWriting(name, seed)).toBe(true);
  });
});
