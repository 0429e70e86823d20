import { open } from 'node:fs/promises';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { openTestbed, patternBytes, refusalOf, type Testbed } from './testbed.ts';

// `/dev/full` is a file on which every write fails as on a full disk: the server is given it for the files it makes.
let bed: Testbed;
let isFull = false;
beforeAll(async () => {
  bed = await openTestbed({
    openFile: async (file, flags) => {
      if (!isFull) return open(file, flags);
      await (await open(file, flags)).close();
      return open('/dev/full', 'w');
    },
  });
});
afterAll(() => bed.close());

const blobFiles = (): string[] =>
  readdirSync(path.join(bed.directory, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes(path.sep),
  );

test('a full disk refuses the write, keeps what was there and leaves no bytes behind', async () => {
  const put = (seed: number) =>
    bed.client.send(new PutObjectCommand({ Bucket: 'records', Key: 'k', Body: patternBytes(500_000, seed) }));
  await put(1);
  const { etag } = bed.s3.getObject('records', 'k');
  isFull = true;
  expect(await refusalOf(put(2))).toEqual({ name: 'SlowDown', status: 503 });
  expect(bed.s3.getObject('records', 'k').etag).toBe(etag);
  expect(blobFiles()).toHaveLength(1);
  isFull = false;
  await put(3);
  expect(bed.s3.getObject('records', 'k').etag).not.toBe(etag);
});
