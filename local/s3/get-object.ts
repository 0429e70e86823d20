import { checksumHeader } from './checksums.ts';
import type { ObjectVersion } from './object-rows.ts';
import { assertReadConditions, parseRange } from './read-conditions.ts';
import { emptyAnswer, type S3Answer, type S3Call, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import type { S3Service } from './s3-service.ts';
import { noSuchKey } from './write-version.ts';

const overridable = [
  'content-type',
  'content-language',
  'expires',
  'cache-control',
  'content-disposition',
  'content-encoding',
];

// RFC 9110 section 15.4.5; anything about the body would be held against the body that is not there.
const kept304 = ['etag', 'last-modified', 'cache-control', 'expires', 'x-amz-version-id'];

export const parseVersionId = (request: S3Request, name = 'versionId'): string | undefined => {
  const versionId = request.parameter(name);
  if (versionId !== undefined && !/^[\w.~-]{1,1024}$/.test(versionId))
    throw new S3Error('InvalidArgument', 'Invalid version id specified', {
      ArgumentName: name,
      ArgumentValue: versionId,
    });
  return versionId;
};

/**
 * The version asked for, or the latest. Throws `NoSuchBucket`, `NoSuchKey`, `NoSuchVersion`, and `MethodNotAllowed` when
 * a delete marker is asked for by its id.
 */
export const findVersion = (
  { buckets, objects }: S3Service,
  bucket: string,
  key: string,
  versionId?: string,
): ObjectVersion => {
  buckets.get(bucket);
  const version = versionId === undefined ? objects.current(bucket, key) : objects.version(bucket, key, versionId);
  if (version && !version.isDeleteMarker) return version;
  const marker: Record<string, string> = version
    ? { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId }
    : {};
  if (versionId === undefined) throw new S3Error('NoSuchKey', noSuchKey(key).message, { Key: key }, marker);
  if (!version)
    throw new S3Error('NoSuchVersion', 'The specified version does not exist.', { Key: key, VersionId: versionId });
  throw new S3Error(
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
    { Method: 'GET', ResourceType: 'DeleteMarker' },
    {
      ...marker,
      allow: 'DELETE',
      'last-modified': new Date(version.modifiedMs).toUTCString(),
    },
  );
};

/** `x-amz-version-id`, which S3 leaves out for buckets that never had versions. */
export const versionHeader = ({ buckets }: S3Service, bucket: string, versionId: string): Record<string, string> =>
  buckets.find(bucket)?.versioning ? { 'x-amz-version-id': versionId } : {};

const describe = (service: S3Service, request: S3Request, version: ObjectVersion): Record<string, string> => {
  const { lock, checksum } = version;
  const isStandard = version.storageClass === 'STANDARD';
  const overrides = overridable.flatMap((name) => {
    const value = request.parameter(`response-${name}`);
    return value === undefined ? [] : [[name, value]];
  });
  return {
    ...Object.fromEntries(version.headers),
    ...Object.fromEntries(overrides),
    'accept-ranges': 'bytes',
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modifiedMs).toUTCString(),
    ...versionHeader(service, version.bucket, version.versionId),
    ...(!isStandard && { 'x-amz-storage-class': version.storageClass }),
    ...(version.tags.length > 0 && { 'x-amz-tagging-count': String(version.tags.length) }),
    ...(lock.mode && {
      'x-amz-object-lock-mode': lock.mode,
      'x-amz-object-lock-retain-until-date': new Date(lock.untilMs).toISOString(),
    }),
    ...(lock.hasLegalHold && { 'x-amz-object-lock-legal-hold': 'ON' }),
    ...(checksum &&
      request.header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && {
        [checksumHeader(checksum.algorithm)]: checksum.value,
        'x-amz-checksum-type': checksum.type,
      }),
  };
};

type Slice = { from: number; to: number; isPartial: boolean; partsCount?: number };

const slicePart = (version: ObjectVersion, text: string): Slice => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 10_000)
    throw new S3Error('InvalidArgument', 'Part number must be an integer between 1 and 10000, inclusive');
  const index = version.parts.findIndex((part) => part.number === number);
  const part = version.parts[index];
  if (!part) {
    if (version.parts.length > 0 || number > 1)
      throw new S3Error('InvalidPartNumber', 'The requested partnumber is not satisfiable');
    return { from: 0, to: version.sizeBytes, isPartial: version.sizeBytes > 0 };
  }
  const from = version.parts.slice(0, index).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { from, to: from + part.sizeBytes, isPartial: true, partsCount: version.parts.length };
};

const sliceOf = (request: S3Request, version: ObjectVersion): Slice => {
  const partNumber = request.parameter('partNumber');
  const rangeHeader = request.headers.get('range');
  if (partNumber !== undefined) {
    if (rangeHeader !== undefined)
      throw new S3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
    return slicePart(version, partNumber);
  }
  const range = parseRange(rangeHeader, version.sizeBytes);
  return range ? { ...range, isPartial: true } : { from: 0, to: version.sizeBytes, isPartial: false };
};

const respond = (service: S3Service, { request }: S3Call, withBody: boolean): S3Answer => {
  const version = findVersion(service, request.bucket, request.key, parseVersionId(request));
  const headers = describe(service, request, version);
  assertReadConditions(
    {
      ifMatch: request.headers.get('if-match'),
      ifNoneMatch: request.headers.get('if-none-match'),
      ifModifiedSince: request.headers.get('if-modified-since'),
      ifUnmodifiedSince: request.headers.get('if-unmodified-since'),
    },
    version,
    Object.fromEntries(kept304.map((name) => [name, headers[name] ?? '']).filter(([, value]) => value !== '')),
  );
  const { from, to, isPartial, partsCount } = sliceOf(request, version);
  if (isPartial) {
    headers['content-range'] = `bytes ${from}-${to - 1}/${version.sizeBytes}`;
    // The checksum is of the whole object: a client would hold it against the piece.
    if (version.checksum && to - from < version.sizeBytes) {
      delete headers[checksumHeader(version.checksum.algorithm)];
      delete headers['x-amz-checksum-type'];
    }
  }
  if (partsCount !== undefined) headers['x-amz-mp-parts-count'] = String(partsCount);
  headers['content-length'] = String(to - from);
  const status = isPartial ? 206 : 200;
  return withBody
    ? { status, headers, body: service.blobs.read(version.segments, from, to) }
    : emptyAnswer(status, headers);
};

export const getObject: S3Operation = (service, call) => respond(service, call, true);
export const headObject: S3Operation = (service, call) => respond(service, call, false);
