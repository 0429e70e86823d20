import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectLegalHoldCommand,
  GetObjectLockConfigurationCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type ObjectLockRetention,
} from '@aws-sdk/client-s3';
import { openTestbed, refusalOf, type Testbed } from './testbed.ts';

let bed: Testbed;
const dayMs = 86_400_000;
let offsetMs = 0;
beforeAll(async () => {
  bed = await openTestbed({ nowMs: () => Date.now() + offsetMs });
  await bed.s3.createBucket('versioned', { versioning: true });
  await bed.s3.createBucket('locked', { objectLock: true });
});
afterAll(() => bed.close());

const put = async (Bucket: string, Key: string, Body: string): Promise<string> =>
  (await bed.client.send(new PutObjectCommand({ Bucket, Key, Body }))).VersionId ?? '';
const read = async (Bucket: string, Key: string, VersionId?: string): Promise<string> => {
  const { Body } = await bed.client.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return (await Body?.transformToString()) ?? '';
};

describe('a versioned bucket', () => {
  const Bucket = 'versioned';
  test('keeps what is written over', async () => {
    const [one, two] = [await put(Bucket, 'kept', '1'), await put(Bucket, 'kept', '2')];
    expect([await read(Bucket, 'kept'), await read(Bucket, 'kept', one), await read(Bucket, 'kept', two)]).toEqual([
      '2',
      '1',
      '2',
    ]);
  });

  test('covers a deleted object with a marker, and shows it again when the marker is deleted', async () => {
    await put(Bucket, 'covered', 'x');
    const marker = await bed.client.send(new DeleteObjectCommand({ Bucket, Key: 'covered' }));
    expect(marker.DeleteMarker).toBe(true);
    expect(await refusalOf(read(Bucket, 'covered'))).toEqual({ name: 'NoSuchKey', status: 404 });
    expect(await refusalOf(read(Bucket, 'covered', marker.VersionId))).toEqual({
      name: 'MethodNotAllowed',
      status: 405,
    });
    expect((await bed.client.send(new ListObjectsV2Command({ Bucket, Prefix: 'covered' }))).KeyCount).toBe(0);
    const create = new PutObjectCommand({ Bucket, Key: 'covered', Body: 'y', IfNoneMatch: '*' });
    await bed.client.send(create);
    expect(await read(Bucket, 'covered')).toBe('y');
    await bed.client.send(new DeleteObjectCommand({ Bucket, Key: 'covered', VersionId: marker.VersionId }));
    expect(await read(Bucket, 'covered')).toBe('y');
  });

  test('shows the newest of the others when the latest is deleted for good', async () => {
    await put(Bucket, 'stack', '1');
    const two = await put(Bucket, 'stack', '2');
    await bed.client.send(new DeleteObjectCommand({ Bucket, Key: 'stack', VersionId: two }));
    expect(await read(Bucket, 'stack')).toBe('1');
  });

  test('can be emptied page by page', async () => {
    for (let index = 0; index < 9; index += 1) await put(Bucket, `emptied/${index % 3}`, String(index));
    await bed.client.send(new DeleteObjectCommand({ Bucket, Key: 'emptied/0' }));
    const seen: string[] = [];
    let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
    for (;;) {
      const page = await bed.client.send(
        new ListObjectVersionsCommand({ Bucket, Prefix: 'emptied/', MaxKeys: 4, ...marker }),
      );
      const found = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
      seen.push(...found.map(({ Key }) => Key ?? ''));
      const Objects = found.map(({ Key = '', VersionId }) => ({ Key, VersionId }));
      await bed.client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
      if (!page.IsTruncated) break;
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
    expect(seen.sort()).toEqual([0, 0, 0, 0, 1, 1, 1, 2, 2, 2].map((index) => `emptied/${index}`));
    const rest = await bed.client.send(new ListObjectVersionsCommand({ Bucket, Prefix: 'emptied/' }));
    expect([rest.Versions, rest.DeleteMarkers]).toEqual([undefined, undefined]);
  });

  test('a bucket that stops versioning keeps the old ones and writes over "null"', async () => {
    await bed.client.send(new CreateBucketCommand({ Bucket: 'suspended' }));
    const switchTo = (Status: 'Enabled' | 'Suspended') =>
      bed.client.send(new PutBucketVersioningCommand({ Bucket: 'suspended', VersioningConfiguration: { Status } }));
    await put('suspended', 'k', 'before');
    await switchTo('Enabled');
    const version = await put('suspended', 'k', 'versioned');
    await switchTo('Suspended');
    expect(await put('suspended', 'k', 'after')).toBe('null');
    const { Versions = [] } = await bed.client.send(new ListObjectVersionsCommand({ Bucket: 'suspended' }));
    expect(Versions.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
      ['null', true],
      [version, false],
    ]);
    expect(await read('suspended', 'k', 'null')).toBe('after');
  });

  test('copies an older version', async () => {
    const one = await put(Bucket, 'restored', 'old');
    await put(Bucket, 'restored', 'new');
    await bed.client.send(
      new CopyObjectCommand({
        Bucket,
        Key: 'restored',
        CopySource: `${Bucket}/restored?versionId=${one}`,
        MetadataDirective: 'REPLACE',
      }),
    );
    expect(await read(Bucket, 'restored')).toBe('old');
  });
});

describe('a locked version cannot be deleted', () => {
  const Bucket = 'locked';
  const remove = (Key: string, VersionId: string, BypassGovernanceRetention = false) =>
    bed.client.send(new DeleteObjectCommand({ Bucket, Key, VersionId, BypassGovernanceRetention }));
  const retain = (Key: string, Retention: ObjectLockRetention, BypassGovernanceRetention = false) =>
    bed.client.send(new PutObjectRetentionCommand({ Bucket, Key, Retention, BypassGovernanceRetention }));
  const inDays = (days: number): Date => new Date(Math.floor((Date.now() + offsetMs) / 1000) * 1000 + days * dayMs);
  const denied = { name: 'AccessDenied', status: 403 };

  test('while a compliance retention runs, whoever asks; afterwards it can', async () => {
    const { VersionId = '' } = await bed.client.send(
      new PutObjectCommand({
        Bucket,
        Key: 'final',
        Body: 'x',
        ObjectLockMode: 'COMPLIANCE',
        ObjectLockRetainUntilDate: inDays(3),
      }),
    );
    expect(await refusalOf(remove('final', VersionId))).toEqual(denied);
    expect(await refusalOf(remove('final', VersionId, true))).toEqual(denied);
    expect(await refusalOf(retain('final', { Mode: 'COMPLIANCE', RetainUntilDate: inDays(2) }, true))).toEqual(denied);
    expect(await refusalOf(retain('final', { Mode: 'GOVERNANCE', RetainUntilDate: inDays(9) }, true))).toEqual(denied);
    await retain('final', { Mode: 'COMPLIANCE', RetainUntilDate: inDays(4) });
    const found = await bed.client.send(new GetObjectRetentionCommand({ Bucket, Key: 'final' }));
    expect(found.Retention).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: inDays(4) });
    // A marker may always cover it: the version stays.
    await bed.client.send(new DeleteObjectCommand({ Bucket, Key: 'final' }));
    expect(await read(Bucket, 'final', VersionId)).toBe('x');
    offsetMs = 5 * dayMs;
    const later = bed.newClient({ systemClockOffset: offsetMs });
    await later.send(new DeleteObjectCommand({ Bucket, Key: 'final', VersionId }));
    offsetMs = 0;
    expect((await refusalOf(read(Bucket, 'final', VersionId))).name).toBe('NoSuchVersion');
  });

  test('while a governance retention runs, unless the caller bypasses it', async () => {
    const version = await put(Bucket, 'draft', 'x');
    await retain('draft', { Mode: 'GOVERNANCE', RetainUntilDate: inDays(3) });
    expect(await refusalOf(remove('draft', version))).toEqual(denied);
    expect(await refusalOf(retain('draft', { Mode: 'GOVERNANCE', RetainUntilDate: inDays(1) }))).toEqual(denied);
    await retain('draft', { Mode: 'GOVERNANCE', RetainUntilDate: inDays(2) }, true);
    await remove('draft', version, true);
    expect((await refusalOf(read(Bucket, 'draft', version))).name).toBe('NoSuchVersion');
  });

  test('while a legal hold is on, even with a bypass', async () => {
    const version = await put(Bucket, 'held', 'x');
    const hold = (Status: 'ON' | 'OFF') =>
      bed.client.send(new PutObjectLegalHoldCommand({ Bucket, Key: 'held', LegalHold: { Status } }));
    await hold('ON');
    expect((await bed.client.send(new GetObjectLegalHoldCommand({ Bucket, Key: 'held' }))).LegalHold?.Status).toBe(
      'ON',
    );
    expect(await refusalOf(remove('held', version, true))).toEqual(denied);
    const many = await bed.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'held', VersionId: version }, { Key: 'none' }] } }),
    );
    expect([many.Errors?.map(({ Code }) => Code), many.Deleted?.map(({ Key }) => Key)]).toEqual([
      ['AccessDenied'],
      ['none'],
    ]);
    await hold('OFF');
    await remove('held', version);
  });

  test('when the bucket has a default retention', async () => {
    await bed.client.send(new CreateBucketCommand({ Bucket: 'by-default', ObjectLockEnabledForBucket: true }));
    await bed.client.send(
      new PutObjectLockConfigurationCommand({
        Bucket: 'by-default',
        ObjectLockConfiguration: {
          ObjectLockEnabled: 'Enabled',
          Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Years: 1 } },
        },
      }),
    );
    const { ObjectLockConfiguration } = await bed.client.send(
      new GetObjectLockConfigurationCommand({ Bucket: 'by-default' }),
    );
    expect(ObjectLockConfiguration?.Rule?.DefaultRetention).toEqual({ Mode: 'GOVERNANCE', Years: 1 });
    const version = await put('by-default', 'k', 'x');
    const head = await bed.client.send(new HeadObjectCommand({ Bucket: 'by-default', Key: 'k' }));
    expect(head.ObjectLockMode).toBe('GOVERNANCE');
    expect((head.ObjectLockRetainUntilDate?.getTime() ?? 0) - Date.now()).toBeGreaterThan(364 * dayMs);
    const removal = bed.client.send(new DeleteObjectCommand({ Bucket: 'by-default', Key: 'k', VersionId: version }));
    expect(await refusalOf(removal)).toEqual(denied);
  });

  test('and buckets without locks refuse them', async () => {
    const locked = new PutObjectCommand({ Bucket: 'records', Key: 'k', Body: 'x', ObjectLockLegalHoldStatus: 'ON' });
    expect(await refusalOf(bed.client.send(locked))).toEqual({ name: 'InvalidRequest', status: 400 });
    const suspend = new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Suspended' } });
    expect(await refusalOf(bed.client.send(suspend))).toEqual({ name: 'InvalidBucketState', status: 409 });
  });
});

test('the events tell a deletion for good from a marker', () => {
  const deletions = bed.events.filter(
    ({ detail }) => detail.object.key === 'covered' && detail.reason === 'DeleteObject',
  );
  expect(deletions.map(({ detail }) => detail['deletion-type'])).toEqual([
    'Delete Marker Created',
    'Permanently Deleted',
  ]);
  const sequencers = bed.events.map(({ detail }) => detail.object.sequencer);
  expect(sequencers).toEqual([...sequencers].sort());
});
