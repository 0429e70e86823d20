import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
} from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { openTestbed, refusalOf, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed();
});
afterAll(() => bed.close());

type Lines = { keys: string[]; prefixes: string[] };
type Question = { prefix: string; delimiter: string; startAfter: string };

/** What a list must say, worked out the slow way. */
const expectedLines = (keys: readonly string[], { prefix, delimiter, startAfter }: Question): Lines => {
  const lines: Lines = { keys: [], prefixes: [] };
  const sorted = [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  for (const key of sorted) {
    if (!key.startsWith(prefix) || Buffer.compare(Buffer.from(key), Buffer.from(startAfter)) <= 0) continue;
    const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
    const folded = end < 0 ? undefined : key.slice(0, end + delimiter.length);
    if (folded === undefined) lines.keys.push(key);
    else if (!lines.prefixes.includes(folded) && !startAfter.startsWith(folded)) lines.prefixes.push(folded);
  }
  return lines;
};

const listAll = async (
  Bucket: string,
  { prefix, delimiter, startAfter }: Question,
  MaxKeys: number,
): Promise<Lines> => {
  const lines: Lines = { keys: [], prefixes: [] };
  let ContinuationToken: string | undefined;
  do {
    const page = await bed.client.send(
      new ListObjectsV2Command({
        Bucket,
        MaxKeys,
        ContinuationToken,
        Prefix: prefix,
        Delimiter: delimiter,
        StartAfter: startAfter,
      }),
    );
    expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
    lines.keys.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
    lines.prefixes.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return lines;
};

test('any list, in pages of any size, has every key and every common prefix once and in order', async () => {
  const piece = fc.constantFrom('a', 'b', '/', '//', 'é', '\uffee', '\u{1f600}', '&', ' ', '-');
  const key = fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => pieces.join(''));
  let round = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(key, { maxLength: 25 }),
      fc.constantFrom('', 'a', 'a/', '/', 'é'),
      fc.constantFrom('', '/', '//', 'b'),
      fc.oneof(fc.constant(''), key),
      fc.integer({ min: 1, max: 6 }),
      async (keys, prefix, delimiter, startAfter, pageSize) => {
        round += 1;
        const bucket = `list-${round}`;
        await bed.s3.createBucket(bucket);
        await Promise.all(keys.map((name) => bed.s3.putObject(bucket, name, Buffer.from('x'))));
        const question = { prefix, delimiter, startAfter };
        expect(await listAll(bucket, question, pageSize)).toEqual(expectedLines(keys, question));
        expect([...bed.s3.listObjects(bucket, prefix)].map((object) => object.key)).toEqual(
          expectedLines(keys, { prefix, delimiter: '', startAfter: '' }).keys,
        );
      },
    ),
    { numRuns: 60 },
  );
});

describe('a bucket of 2,500 objects', () => {
  beforeAll(async () => {
    await bed.s3.createBucket('many');
    const names = Array.from({ length: 2500 }, (_, index) => `${index % 5}/${String(index).padStart(4, '0')}`);
    await Promise.all(names.map((name) => bed.s3.putObject('many', name, Buffer.from(name))));
  });
  test('comes in three pages', async () => {
    const page = await bed.client.send(new ListObjectsV2Command({ Bucket: 'many' }));
    expect([page.KeyCount, page.IsTruncated]).toEqual([1000, true]);
    const lines = await listAll('many', { prefix: '', delimiter: '', startAfter: '' }, 1000);
    expect(lines.keys).toHaveLength(2500);
  });
  test('folds into five prefixes', async () => {
    const lines = await listAll('many', { prefix: '', delimiter: '/', startAfter: '' }, 2);
    expect(lines).toEqual({ keys: [], prefixes: ['0/', '1/', '2/', '3/', '4/'] });
  });
  test('pages with the older operation too', async () => {
    const seen: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await bed.client.send(
        new ListObjectsCommand({ Bucket: 'many', Prefix: '3/', Marker, MaxKeys: 300 }),
      );
      seen.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
      Marker = page.IsTruncated ? seen.at(-1) : undefined;
    } while (Marker !== undefined);
    expect([seen.length, new Set(seen).size]).toEqual([500, 500]);
  });
});

test('uploads under way are listed by key and id, in pages', async () => {
  await bed.s3.createBucket('uploads');
  const start = async (Key: string): Promise<string> =>
    (await bed.client.send(new CreateMultipartUploadCommand({ Bucket: 'uploads', Key }))).UploadId ?? '';
  const ids = [await start('a'), await start('b/1'), await start('b/1'), await start('b/2'), await start('c')];
  const seen: string[] = [];
  let marker: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await bed.client.send(
      new ListMultipartUploadsCommand({ Bucket: 'uploads', MaxUploads: 2, ...marker }),
    );
    seen.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId ?? ''));
    if (!page.IsTruncated) break;
    marker = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
  expect(seen.toSorted()).toEqual(ids.toSorted());
  const folded = await bed.client.send(new ListMultipartUploadsCommand({ Bucket: 'uploads', Delimiter: '/' }));
  expect([folded.Uploads?.map(({ Key }) => Key), folded.CommonPrefixes]).toEqual([['a', 'c'], [{ Prefix: 'b/' }]]);
});

test.each([
  ['a bad number of keys', { MaxKeys: -1 }, 'InvalidArgument', 400],
  ['a bad continuation token', { ContinuationToken: '!' }, 'InvalidArgument', 400],
  ['a bucket that is not there', { Bucket: 'nowhere' }, 'NoSuchBucket', 404],
])('a list with %s is refused', async (_title, more, name, status) => {
  const call = bed.client.send(new ListObjectsV2Command({ Bucket: 'records', ...more }));
  expect(await refusalOf(call)).toEqual({ name, status });
});
