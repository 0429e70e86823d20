import { randomBytes } from 'node:crypto';
import { effectiveLock } from './object-headers.ts';
import type { NewObjectVersion, ObjectVersion } from './object-rows.ts';
import type { S3Call } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Event } from './s3-event.ts';
import type { S3Request } from './s3-request.ts';
import { accountId, type S3Service } from './s3-service.ts';

/** Who asks, for the event and the time of the row. */
export type Origin = Pick<S3Call, 'requestId' | 'nowMs'> & { sourceIp: string };
/** A conditional write: `If-None-Match: *` and `If-Match`. */
export type WriteCondition = { ifNoneMatch?: string; ifMatch?: string };

export const originOf = (call: S3Call): Origin => ({ ...call, sourceIp: call.request.sourceIp });

export const writeConditionOf = (request: S3Request): WriteCondition => {
  const [ifNoneMatch, ifMatch] = [request.headers.get('if-none-match'), request.headers.get('if-match')];
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*')
    throw new S3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
      Header: 'If-None-Match',
    });
  return { ...(ifNoneMatch !== undefined && { ifNoneMatch }), ...(ifMatch !== undefined && { ifMatch }) };
};

export const noSuchKey = (key: string): S3Error =>
  new S3Error('NoSuchKey', 'The specified key does not exist.', { Key: key });
export const unquote = (etag: string): string => etag.trim().replace(/^"(.*)"$/, '$1');

const failed = (condition: string): S3Error =>
  new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', {
    Condition: condition,
  });

/** Throws `PreconditionFailed`, or `NoSuchKey` when `If-Match` finds nothing to match. */
export const assertWriteCondition = (
  condition: WriteCondition,
  key: string,
  current: Pick<ObjectVersion, 'isDeleteMarker' | 'etag'> | undefined,
): void => {
  const existing = current?.isDeleteMarker ? undefined : current;
  if (condition.ifNoneMatch !== undefined && existing) throw failed('If-None-Match');
  if (condition.ifMatch === undefined) return;
  if (!existing) throw noSuchKey(key);
  if (condition.ifMatch !== '*' && unquote(condition.ifMatch) !== existing.etag) throw failed('If-Match');
};

const eventOf = (
  origin: Origin,
  version: NewObjectVersion,
  rest: Pick<S3Event, 'detailType'> & Pick<S3Event['detail'], 'reason' | 'deletion-type'>,
): S3Event => {
  const { detailType, ...reason } = rest;
  const isCreated = detailType === 'Object Created';
  return {
    detailType,
    time: new Date(origin.nowMs).toISOString(),
    bucket: version.bucket,
    detail: {
      version: '0',
      bucket: { name: version.bucket },
      object: {
        key: version.key,
        ...(isCreated && { size: version.sizeBytes, etag: version.etag }),
        ...(version.versionId !== 'null' && { 'version-id': version.versionId }),
        // The outbox numbers it.
        sequencer: '',
      },
      'request-id': origin.requestId,
      requester: accountId,
      'source-ip-address': origin.sourceIp.replace(/^::ffff:/, ''),
      ...reason,
    },
  };
};

const newVersionId = (): string => randomBytes(24).toString('base64url');

/** A version before the bucket has had its say. */
export type VersionDraft = Omit<NewObjectVersion, 'versionId' | 'isDeleteMarker' | 'modifiedMs'>;

/** Inside a transaction: removes a version and gives up its bytes. */
const drop = ({ objects, blobs }: S3Service, version: ObjectVersion): void => {
  objects.remove(version);
  blobs.release(version.segments);
};

/** Drops the version called `null` of the object whose latest version is given: it may be that one or an older one. */
const dropNullVersion = (service: S3Service, current: ObjectVersion, nowMs: number): void => {
  const { bucket, key } = current;
  const old = current.versionId === 'null' ? current : service.objects.version(bucket, key, 'null');
  if (!old) return;
  assertUnlocked(old, nowMs, false);
  drop(service, old);
};

/**
 * Inside a transaction, which is what makes a conditional write atomic: checks the condition, adds the version (its
 * segments must be adopted or retained already), replaces what an unversioned bucket replaces, writes the event.
 * Throws `NoSuchBucket`, `PreconditionFailed`, `NoSuchKey`, `InvalidRequest`.
 */
export const writeVersion = (
  service: S3Service,
  draft: VersionDraft,
  condition: WriteCondition,
  origin: Origin,
  reason: S3Event['detail']['reason'],
): ObjectVersion => {
  const { objects, outbox } = service;
  const bucket = service.buckets.get(draft.bucket);
  const current = objects.current(draft.bucket, draft.key);
  assertWriteCondition(condition, draft.key, current);
  const version: NewObjectVersion = {
    ...draft,
    versionId: bucket.versioning === 'Enabled' ? newVersionId() : 'null',
    isDeleteMarker: false,
    modifiedMs: origin.nowMs,
    lock: effectiveLock(bucket, draft.lock, origin.nowMs),
  };
  if (version.versionId === 'null' && current) dropNullVersion(service, current, origin.nowMs);
  const id = objects.insert(version);
  outbox.add(eventOf(origin, version, { detailType: 'Object Created', reason }));
  return { ...version, id, isLatest: true };
};

/** Object Lock, "How S3 Object Lock works": a hold or a running retention forbids deletion; only governance can be bypassed. */
export const assertUnlocked = (version: ObjectVersion, nowMs: number, hasBypass: boolean): void => {
  const { mode, untilMs, hasLegalHold } = version.lock;
  const isRetained = mode !== undefined && untilMs > nowMs && !(mode === 'GOVERNANCE' && hasBypass);
  if (hasLegalHold || isRetained)
    throw new S3Error('AccessDenied', 'Access Denied because object protected by object lock.');
};

/** What a deletion did. */
export type Deletion = { versionId?: string; isDeleteMarker: boolean };

/**
 * Inside a transaction: deletes one version for good, or, without a version in a versioned bucket, covers the object with
 * a delete marker. What is not there counts as deleted. Throws `AccessDenied` for a locked version.
 */
export const deleteVersion = (
  service: S3Service,
  target: {
    bucket: string;
    key: string;
    versionId?: string | undefined;
    hasBypass: boolean;
    condition: WriteCondition;
  },
  origin: Origin,
): Deletion => {
  const { objects, outbox } = service;
  const { key, versionId, hasBypass } = target;
  const bucket = service.buckets.get(target.bucket);
  const current = objects.current(bucket.name, key);
  assertWriteCondition(target.condition, key, current);

  if (versionId !== undefined || bucket.versioning === '') {
    const version = objects.version(bucket.name, key, versionId ?? 'null');
    const named = versionId === undefined ? {} : { versionId };
    if (!version) return { ...named, isDeleteMarker: false };
    assertUnlocked(version, origin.nowMs, hasBypass);
    drop(service, version);
    outbox.add(
      eventOf(origin, version, {
        detailType: 'Object Deleted',
        reason: 'DeleteObject',
        'deletion-type': 'Permanently Deleted',
      }),
    );
    return { ...named, isDeleteMarker: version.isDeleteMarker };
  }

  const marker: NewObjectVersion = {
    bucket: bucket.name,
    key,
    versionId: bucket.versioning === 'Enabled' ? newVersionId() : 'null',
    isDeleteMarker: true,
    sizeBytes: 0,
    etag: '',
    modifiedMs: origin.nowMs,
    storageClass: 'STANDARD',
    checksum: undefined,
    lock: { untilMs: 0, hasLegalHold: false },
    tags: [],
    headers: [],
    parts: [],
    segments: [],
  };
  if (marker.versionId === 'null' && current) dropNullVersion(service, current, origin.nowMs);
  objects.insert(marker);
  outbox.add(
    eventOf(origin, marker, {
      detailType: 'Object Deleted',
      reason: 'DeleteObject',
      'deletion-type': 'Delete Marker Created',
    }),
  );
  return { versionId: marker.versionId, isDeleteMarker: true };
};
