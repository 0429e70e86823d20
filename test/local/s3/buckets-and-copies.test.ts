import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { openTestbed, patternBytes, refusalOf, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed();
});
afterAll(() => bed.close());

const Bucket = 'records';
const mebibyte = 1024 * 1024;
const readBytes = async (Key: string): Promise<Buffer> => {
  const { Body } = await bed.client.send(new GetObjectCommand({ Bucket, Key }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};

describe('a bucket', () => {
  test('is made once, found, and removed when it is empty', async () => {
    await bed.client.send(new CreateBucketCommand({ Bucket: 'short-lived' }));
    expect(await refusalOf(bed.client.send(new CreateBucketCommand({ Bucket: 'short-lived' })))).toEqual({
      name: 'BucketAlreadyOwnedByYou',
      status: 409,
    });
    const { Buckets = [] } = await bed.client.send(new ListBucketsCommand({}));
    expect(Buckets.map(({ Name }) => Name)).toContain('short-lived');
    await bed.client.send(new HeadBucketCommand({ Bucket: 'short-lived' }));
    expect((await bed.client.send(new GetBucketLocationCommand({ Bucket: 'short-lived' }))).LocationConstraint).toBe(
      'us-west-2',
    );
    await bed.s3.putObject('short-lived', 'k', Buffer.from('x'));
    const remove = () => bed.client.send(new DeleteBucketCommand({ Bucket: 'short-lived' }));
    expect(await refusalOf(remove())).toEqual({ name: 'BucketNotEmpty', status: 409 });
    await bed.client.send(new DeleteObjectCommand({ Bucket: 'short-lived', Key: 'k' }));
    await remove();
    expect((await refusalOf(remove())).name).toBe('NoSuchBucket');
  });
  test.each(['Capital', 'ab', 'a..b', '192.168.0.1', '-dash'])('cannot be called %s', async (name) => {
    expect(await refusalOf(bed.client.send(new CreateBucketCommand({ Bucket: name })))).toEqual({
      name: 'InvalidBucketName',
      status: 400,
    });
  });
  test('keeps its tags and its rules for browsers', async () => {
    const TagSet = [{ Key: 'a & b', Value: '<1>' }];
    await bed.client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await bed.client.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
    const CORSRules = [
      {
        AllowedOrigins: ['http://*.example.org'],
        AllowedMethods: ['GET', 'PUT'],
        AllowedHeaders: ['*'],
        ExposeHeaders: ['ETag'],
        MaxAgeSeconds: 5,
      },
    ];
    await bed.client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules } }));
    expect((await bed.client.send(new GetBucketCorsCommand({ Bucket }))).CORSRules).toEqual(CORSRules);
  });
  test.each<[string, () => Promise<unknown>]>([
    ['its access list', () => bed.client.send(new GetBucketAclCommand({ Bucket }))],
    ['a policy', () => bed.client.send(new PutBucketPolicyCommand({ Bucket, Policy: '{}' }))],
  ])('says that %s is not implemented', async (_title, call) => {
    expect(await refusalOf(call())).toEqual({ name: 'NotImplemented', status: 501 });
  });
});

describe('a copy', () => {
  test('has the bytes, the headers and the tags of its source, whatever the keys', async () => {
    await bed.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'söurce +%/1',
        Body: 'copied',
        ContentType: 'text/plain',
        Metadata: { step: 'ocr' },
        Tagging: 'a=1&b=2',
      }),
    );
    const CopySource = `/${Bucket}/${encodeURIComponent('söurce +%/1')}`;
    await bed.client.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource }));
    const head = await bed.client.send(new HeadObjectCommand({ Bucket, Key: 'copy' }));
    expect(head).toMatchObject({ ContentType: 'text/plain', Metadata: { step: 'ocr' }, ContentLength: 6, TagCount: 2 });
    expect((await readBytes('copy')).toString()).toBe('copied');
  });
  test('lives on when its source is deleted or replaced', async () => {
    const Body = patternBytes(300_000);
    await bed.client.send(new PutObjectCommand({ Bucket, Key: 'original', Body }));
    await bed.client.send(new CopyObjectCommand({ Bucket, Key: 'heir', CopySource: `${Bucket}/original` }));
    await bed.client.send(new PutObjectCommand({ Bucket, Key: 'original', Body: 'other' }));
    expect((await readBytes('heir')).equals(Body)).toBe(true);
  });
  test('of an object onto itself must change something', async () => {
    await bed.client.send(new PutObjectCommand({ Bucket, Key: 'self', Body: 'x' }));
    const copy = (more: object) =>
      bed.client.send(new CopyObjectCommand({ Bucket, Key: 'self', CopySource: `${Bucket}/self`, ...more }));
    expect(await refusalOf(copy({}))).toEqual({ name: 'InvalidRequest', status: 400 });
    await copy({ MetadataDirective: 'REPLACE', Metadata: { changed: 'yes' } });
    expect((await bed.client.send(new HeadObjectCommand({ Bucket, Key: 'self' }))).Metadata).toEqual({
      changed: 'yes',
    });
    expect((await readBytes('self')).toString()).toBe('x');
  });
  test('is refused when its condition does not hold, or there is no source', async () => {
    const copy = (CopySource: string, more: object) =>
      bed.client.send(new CopyObjectCommand({ Bucket, Key: 'c', CopySource, ...more }));
    expect((await refusalOf(copy(`${Bucket}/self`, { CopySourceIfMatch: '"00"' }))).name).toBe('PreconditionFailed');
    expect((await refusalOf(copy(`${Bucket}/absent`, {}))).name).toBe('NoSuchKey');
    expect((await refusalOf(copy('nowhere/absent', {}))).name).toBe('NoSuchBucket');
    expect((await refusalOf(copy('nowhere', {}))).name).toBe('InvalidArgument');
  });
  test('of ranges makes the parts of an upload, and the whole is copied with an etag of its own', async () => {
    const Body = patternBytes(11 * mebibyte);
    await bed.client.send(new PutObjectCommand({ Bucket, Key: 'ranges', Body }));
    const { UploadId } = await bed.client.send(
      new CreateMultipartUploadCommand({ Bucket, Key: 'joined', ChecksumAlgorithm: 'SHA256' }),
    );
    const CopySource = `${Bucket}/ranges`;
    const first = await bed.client.send(
      new UploadPartCopyCommand({
        Bucket,
        Key: 'joined',
        UploadId,
        PartNumber: 1,
        CopySource,
        CopySourceRange: `bytes=100-${6 * mebibyte + 99}`,
      }),
    );
    const second = await bed.client.send(
      new UploadPartCommand({
        Bucket,
        Key: 'joined',
        UploadId,
        PartNumber: 2,
        Body: 'tail',
        ChecksumAlgorithm: 'SHA256',
      }),
    );
    const Parts = [
      { PartNumber: 1, ETag: first.CopyPartResult?.ETag, ChecksumSHA256: first.CopyPartResult?.ChecksumSHA256 },
      { PartNumber: 2, ETag: second.ETag, ChecksumSHA256: second.ChecksumSHA256 },
    ];
    await bed.client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key: 'joined', UploadId, MultipartUpload: { Parts } }),
    );
    const whole = Buffer.concat([Body.subarray(100, 6 * mebibyte + 100), Buffer.from('tail')]);
    expect((await readBytes('joined')).equals(whole)).toBe(true);
    await bed.client.send(new CopyObjectCommand({ Bucket, Key: 'single', CopySource: `${Bucket}/joined` }));
    const head = await bed.client.send(new HeadObjectCommand({ Bucket, Key: 'single', ChecksumMode: 'ENABLED' }));
    expect(head.ETag).toBe(`"${createHash('md5').update(whole).digest('hex')}"`);
    expect(head.ChecksumSHA256).toBe(createHash('sha256').update(whole).digest('base64'));
    const { ObjectParts, Checksum } = await bed.client.send(
      new GetObjectAttributesCommand({ Bucket, Key: 'joined', ObjectAttributes: ['ObjectParts', 'Checksum'] }),
    );
    expect([ObjectParts?.TotalPartsCount, Checksum?.ChecksumType]).toEqual([2, 'COMPOSITE']);
  });
});

test('tags are set, counted and removed', async () => {
  await bed.client.send(new PutObjectCommand({ Bucket, Key: 'tagged', Body: 'x' }));
  const TagSet = [{ Key: 'case', Value: 'CM-1 / two words' }];
  await bed.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet } }));
  const tags = () => bed.client.send(new GetObjectTaggingCommand({ Bucket, Key: 'tagged' }));
  expect((await tags()).TagSet).toEqual(TagSet);
  expect((await readBytes('tagged')).toString()).toBe('x');
  await bed.client.send(new DeleteObjectTaggingCommand({ Bucket, Key: 'tagged' }));
  expect((await tags()).TagSet).toEqual([]);
  const tooMany = Array.from({ length: 11 }, (_, index) => ({ Key: String(index), Value: '' }));
  const refused = bed.client.send(new PutObjectTaggingCommand({ Bucket, Key: 'tagged', Tagging: { TagSet: tooMany } }));
  expect((await refusalOf(refused)).name).toBe('InvalidTag');
});
