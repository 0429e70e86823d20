import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { openTestbed, patternBytes, refusalOf, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed();
});
afterAll(() => bed.close());

const Bucket = 'records';
const mebibyte = 1024 * 1024;
const md5 = (bytes: Buffer): Buffer => createHash('md5').update(bytes).digest();

const read = async (Key: string, PartNumber?: number): Promise<Buffer> => {
  const { Body } = await bed.client.send(new GetObjectCommand({ Bucket, Key, PartNumber, ChecksumMode: 'ENABLED' }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const start = async (Key: string): Promise<string> => {
  const { UploadId } = await bed.client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
  return UploadId ?? '';
};
const put = async (Key: string, UploadId: string, PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
  const { ETag } = await bed.client.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
};
const complete = (Key: string, UploadId: string, Parts: CompletedPart[], more: { IfNoneMatch?: string } = {}) =>
  bed.client.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts }, ...more }));

test('lib-storage uploads in parts, and the object is all of them in order', async () => {
  const Body = patternBytes(17 * mebibyte);
  const upload = new Upload({ client: bed.client, params: { Bucket, Key: 'large', Body }, partSize: 5 * mebibyte });
  await upload.done();
  expect((await read('large')).equals(Body)).toBe(true);
  const digests = [0, 5, 10, 15].map((from) => md5(Body.subarray(from * mebibyte, (from + 5) * mebibyte)));
  const head = await bed.client.send(new HeadObjectCommand({ Bucket, Key: 'large' }));
  expect(head.ETag).toBe(`"${md5(Buffer.concat(digests)).toString('hex')}-4"`);
  expect((await read('large', 2)).equals(Body.subarray(5 * mebibyte, 10 * mebibyte))).toBe(true);
});

test('a part sent again replaces the first, parts may come in any order, and listed parts page', async () => {
  const id = await start('again');
  const [first, second] = [patternBytes(5 * mebibyte, 2), patternBytes(100, 3)];
  const part2 = await put('again', id, 20, second);
  await put('again', id, 3, second);
  const part1 = await put('again', id, 3, first);
  const page = await bed.client.send(new ListPartsCommand({ Bucket, Key: 'again', UploadId: id, MaxParts: 1 }));
  expect(page).toMatchObject({
    IsTruncated: true,
    NextPartNumberMarker: '3',
    Parts: [{ PartNumber: 3, Size: first.length }],
  });
  const rest = await bed.client.send(
    new ListPartsCommand({ Bucket, Key: 'again', UploadId: id, PartNumberMarker: page.NextPartNumberMarker }),
  );
  expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([20]);
  await complete('again', id, [part1, part2]);
  expect((await read('again')).equals(Buffer.concat([first, second]))).toBe(true);
});

test('a completion asked for twice is answered twice', async () => {
  const id = await start('twice');
  const part = await put('twice', id, 1, Buffer.from('x'));
  const [one, two] = [await complete('twice', id, [part]), await complete('twice', id, [part])];
  expect(two.ETag).toBe(one.ETag);
});

describe('a completion is refused', () => {
  test.each<[string, (parts: CompletedPart[]) => CompletedPart[], string]>([
    ['with parts out of order', (parts) => parts.toReversed(), 'InvalidPartOrder'],
    ['with a part that was never sent', (parts) => [...parts, { PartNumber: 9, ETag: '"00"' }], 'InvalidPart'],
    [
      'with an etag that is not that of the part',
      (parts) => parts.map((part) => ({ ...part, ETag: '"00"' })),
      'InvalidPart',
    ],
    ['with a small part before the last', (parts) => parts, 'EntityTooSmall'],
    ['with no parts', () => [], 'MalformedXML'],
  ])('%s', async (_title, change, name) => {
    const id = await start('refused');
    const parts = [await put('refused', id, 1, Buffer.from('a')), await put('refused', id, 2, Buffer.from('b'))];
    expect(await refusalOf(complete('refused', id, change(parts)))).toEqual({ name, status: 400 });
    expect((await refusalOf(read('refused'))).name).toBe('NoSuchKey');
  });
  test('after an abort', async () => {
    const id = await start('aborted');
    const part = await put('aborted', id, 1, Buffer.from('a'));
    await bed.client.send(new AbortMultipartUploadCommand({ Bucket, Key: 'aborted', UploadId: id }));
    expect(await refusalOf(complete('aborted', id, [part]))).toEqual({ name: 'NoSuchUpload', status: 404 });
  });
  test('when the key is taken and the client says that it must not be', async () => {
    await bed.client.send(new PutObjectCommand({ Bucket, Key: 'taken', Body: 'first' }));
    const id = await start('taken');
    const part = await put('taken', id, 1, Buffer.from('second'));
    expect(await refusalOf(complete('taken', id, [part], { IfNoneMatch: '*' }))).toEqual({
      name: 'PreconditionFailed',
      status: 412,
    });
    expect((await read('taken')).toString()).toBe('first');
  });
});

test('the events tell how an object came and went', () => {
  expect(bed.events.filter(({ detail }) => detail.object.key === 'large')).toMatchObject([
    {
      detailType: 'Object Created',
      bucket: Bucket,
      detail: { reason: 'CompleteMultipartUpload', object: { size: 17 * mebibyte } },
    },
  ]);
});
