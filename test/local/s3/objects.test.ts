import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { openTestbed, patternBytes, refusalOf, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed();
});
afterAll(() => bed.close());

const Bucket = 'records';
const read = async (Key: string, more: { Range?: string } = {}): Promise<Buffer> => {
  const { Body } = await bed.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

describe('an object comes back as it was put', () => {
  test.each([0, 1, 131_072, 131_073, 3_000_000])('%i bytes', async (length) => {
    const Body = patternBytes(length);
    await bed.client.send(new PutObjectCommand({ Bucket, Key: `sizes/${length}`, Body }));
    expect((await read(`sizes/${length}`)).equals(Body)).toBe(true);
  });

  test.each([
    'a b+c',
    'ünï/ço∂é 🩺',
    '../../etc/passwd',
    'x/../../..',
    './',
    '//',
    'a//b',
    "quote'()*!",
    'per%cent',
    '?q=1&r#h',
  ])('under the key %s', async (Key) => {
    await bed.client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
    expect((await read(Key)).toString()).toBe(Key);
    const { Contents = [] } = await bed.client.send(new ListObjectsV2Command({ Bucket, Prefix: Key }));
    expect(Contents.map((object) => object.Key)).toContain(Key);
  });

  test('with its metadata and headers', async () => {
    await bed.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'described',
        Body: 'x',
        ContentType: 'text/plain',
        CacheControl: 'no-store',
        ContentDisposition: 'attachment',
        Metadata: { step: 'ocr', version: '7' },
        ServerSideEncryption: 'AES256',
        StorageClass: 'STANDARD_IA',
      }),
    );
    const head = await bed.client.send(new HeadObjectCommand({ Bucket, Key: 'described' }));
    expect(head).toMatchObject({
      ContentLength: 1,
      ContentType: 'text/plain',
      CacheControl: 'no-store',
      ContentDisposition: 'attachment',
      Metadata: { step: 'ocr', version: '7' },
      ServerSideEncryption: 'AES256',
      StorageClass: 'STANDARD_IA',
      ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
    });
  });
});

describe('a range gives those bytes', () => {
  const whole = patternBytes(300_000);
  beforeAll(() => bed.client.send(new PutObjectCommand({ Bucket, Key: 'ranged', Body: whole })));
  test.each([
    ['bytes=0-0', 0, 1],
    ['bytes=5-9', 5, 10],
    ['bytes=299990-', 299_990, 300_000],
    ['bytes=-7', 299_993, 300_000],
    ['bytes=100-9999999', 100, 300_000],
    ['bytes=9-5', 0, 300_000],
    ['bytes=0-1,4-5', 0, 300_000],
  ])('%s', async (Range, from, to) => {
    expect((await read('ranged', { Range })).equals(whole.subarray(from, to))).toBe(true);
  });
  test('and one outside the object is refused', async () => {
    expect(await refusalOf(read('ranged', { Range: 'bytes=300000-' }))).toEqual({ name: 'InvalidRange', status: 416 });
  });
});

describe('deletion', () => {
  test('of an object, and again', async () => {
    await bed.client.send(new PutObjectCommand({ Bucket, Key: 'gone', Body: 'x' }));
    await bed.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    await bed.client.send(new DeleteObjectCommand({ Bucket, Key: 'gone' }));
    expect(await refusalOf(read('gone'))).toEqual({ name: 'NoSuchKey', status: 404 });
  });
  test('of many at once', async () => {
    const keys = Array.from({ length: 30 }, (_, index) => `many/${index}&<é>`);
    await Promise.all(keys.map((Key) => bed.client.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }))));
    const { Deleted = [] } = await bed.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }),
    );
    expect(Deleted.map(({ Key }) => Key)).toEqual(keys);
    expect((await bed.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'many/' }))).KeyCount).toBe(0);
  });
});
