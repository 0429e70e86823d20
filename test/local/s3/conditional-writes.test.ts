import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import * as fc from 'fast-check';
import { openTestbed, patternBytes, refusalOf, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed();
});
afterAll(() => bed.close());

const Bucket = 'records';
const racers = 20;

/** How many of the attempts succeeded, and the names of the refusals of the others. */
const tally = async (attempts: Promise<unknown>[]): Promise<{ won: number; refusals: Set<string> }> => {
  const results = await Promise.all(attempts.map(refusalOf));
  return {
    won: results.filter(({ name }) => name === 'none').length,
    refusals: new Set(results.map(({ name }) => name).filter((name) => name !== 'none')),
  };
};

describe('of twenty who write at once', () => {
  // Small bodies stay in the catalog, large ones go to files: both ways must decide in the same transaction.
  const lengths = fc.constantFrom(0, 10, 50_000, 200_000);
  test('exactly one creates the object with If-None-Match: *', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        round += 1;
        const Key = `created/${round}`;
        const attempts = Array.from({ length: racers }, (_, index) =>
          bed.client.send(
            new PutObjectCommand({ Bucket, Key, Body: patternBytes(length, index + 1), IfNoneMatch: '*' }),
          ),
        );
        expect(await tally(attempts)).toEqual({ won: 1, refusals: new Set(['PreconditionFailed']) });
      }),
      { numRuns: 8 },
    );
  });

  test('exactly one replaces the version it read with If-Match', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(lengths, async (length) => {
        round += 1;
        const Key = `replaced/${round}`;
        const { ETag } = await bed.client.send(new PutObjectCommand({ Bucket, Key, Body: 'the first' }));
        const attempts = Array.from({ length: racers }, (_, index) =>
          bed.client.send(
            new PutObjectCommand({ Bucket, Key, Body: patternBytes(length + 1, index + 1), IfMatch: ETag }),
          ),
        );
        const { won, refusals } = await tally(attempts);
        expect([won, [...refusals]]).toEqual([1, ['PreconditionFailed']]);
      }),
      { numRuns: 6 },
    );
  });
});

test('If-Match finds nothing where nothing is', async () => {
  const put = new PutObjectCommand({ Bucket, Key: 'nothing', Body: 'x', IfMatch: '"00"' });
  expect(await refusalOf(bed.client.send(put))).toEqual({ name: 'NoSuchKey', status: 404 });
});

test('a deletion with If-Match spares what somebody else has written', async () => {
  const { ETag } = await bed.client.send(new PutObjectCommand({ Bucket, Key: 'spared', Body: 'old' }));
  await bed.client.send(new PutObjectCommand({ Bucket, Key: 'spared', Body: 'new' }));
  const remove = new DeleteObjectCommand({ Bucket, Key: 'spared', IfMatch: ETag });
  expect(await refusalOf(bed.client.send(remove))).toEqual({ name: 'PreconditionFailed', status: 412 });
});

describe('a conditional read', () => {
  let etag = '';
  let modified = new Date();
  const [day] = [86_400_000];
  beforeAll(async () => {
    await bed.client.send(new PutObjectCommand({ Bucket, Key: 'read', Body: 'x' }));
    const found = await bed.client.send(new GetObjectCommand({ Bucket, Key: 'read' }));
    await found.Body?.transformToString();
    etag = found.ETag ?? '';
    modified = found.LastModified ?? modified;
  });
  const later = (): Date => new Date(modified.getTime() + day);
  const earlier = (): Date => new Date(modified.getTime() - day);
  test.each<[string, () => object, number]>([
    ['If-Match of the same etag', () => ({ IfMatch: etag }), 200],
    ['If-Match of another', () => ({ IfMatch: '"00"' }), 412],
    ['If-None-Match of the same etag', () => ({ IfNoneMatch: etag }), 304],
    ['If-None-Match of another', () => ({ IfNoneMatch: '"00"' }), 200],
    ['If-Modified-Since before', () => ({ IfModifiedSince: earlier() }), 200],
    ['If-Modified-Since that very second', () => ({ IfModifiedSince: modified }), 304],
    ['If-Unmodified-Since before', () => ({ IfUnmodifiedSince: earlier() }), 412],
    ['If-Unmodified-Since after', () => ({ IfUnmodifiedSince: later() }), 200],
    ['If-Match wins over If-Unmodified-Since', () => ({ IfMatch: etag, IfUnmodifiedSince: earlier() }), 200],
    ['If-None-Match wins over If-Modified-Since', () => ({ IfNoneMatch: etag, IfModifiedSince: earlier() }), 304],
    [
      'If-None-Match of another wins over If-Modified-Since after',
      () => ({ IfNoneMatch: '"00"', IfModifiedSince: later() }),
      200,
    ],
  ])('%s', async (_title, conditions, status) => {
    const found = bed.client.send(new GetObjectCommand({ Bucket, Key: 'read', ...conditions() }));
    expect((await refusalOf(found)).status ?? 200).toBe(status);
  });
});
