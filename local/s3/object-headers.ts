import { isLockMode, type BucketRow, type DefaultLock } from './bucket-rows.ts';
import type { ObjectLock } from './object-rows.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import { parseTagHeader, type Tag } from './tags.ts';

/** What a client may say about an object besides its bytes. */
export type ObjectDescription = {
  headers: [string, string][];
  storageClass: string;
  tags: Tag[];
  lock: ObjectLock;
};

const plainHeaders = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];
const encryptionHeaders = [
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
];
const storageClasses = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER_IR',
]);
const privateAcls = new Set(['private', 'bucket-owner-full-control', 'bucket-owner-read']);
const maxMetadataBytes = 2048;

/** Headers that ask for something this endpoint does not do: better refused than forgotten. */
const assertSupported = (request: S3Request): void => {
  const acl = request.header('x-amz-acl');
  const hasGrant = [...request.headers.keys()].some((name) => name.startsWith('x-amz-grant-'));
  if (hasGrant || (acl !== undefined && !privateAcls.has(acl)))
    throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  for (const name of [
    'x-amz-server-side-encryption-customer-algorithm',
    'x-amz-server-side-encryption-context',
    'x-amz-website-redirect-location',
    'x-amz-write-offset-bytes',
  ])
    if (request.header(name) !== undefined)
      throw new S3Error('NotImplemented', 'A header you provided implies functionality that is not implemented', {
        Header: name,
      });
};

const parseEncryption = (request: S3Request): [string, string][] => {
  const algorithm = request.header('x-amz-server-side-encryption');
  if (algorithm !== undefined && !['AES256', 'aws:kms', 'aws:kms:dsse'].includes(algorithm))
    throw new S3Error('InvalidArgument', 'The encryption method specified is not supported');
  return encryptionHeaders.flatMap((name): [string, string][] => {
    const value = request.header(name);
    return value === undefined ? [] : [[name, value]];
  });
};

/** The description headers of a request, in the form in which reads give them back. */
const parseStoredHeaders = (request: S3Request): [string, string][] => {
  const plain = plainHeaders.flatMap((name): [string, string][] => {
    const value = request.headers.get(name);
    if (name === 'content-type') return [[name, value ?? 'binary/octet-stream']];
    if (value === undefined) return [];
    // `aws-chunked` was the coding of the transfer, and is over now.
    const codings = value.split(',').map((coding) => coding.trim());
    const kept = name === 'content-encoding' ? codings.filter((coding) => coding !== 'aws-chunked').join(',') : value;
    return kept === '' ? [] : [[name, kept]];
  });
  const fromQuery = request.query.filter(([name]) => /^x-amz-meta-/i.test(name));
  const metadata = new Map(
    [...fromQuery, ...request.headers].map(([name, value]): [string, string] => [name.toLowerCase(), value]),
  );
  const stored = [...metadata].filter(([name]) => name.startsWith('x-amz-meta-'));
  const sizeBytes = stored.reduce((sum, [name, value]) => sum + name.length - 'x-amz-meta-'.length + value.length, 0);
  if (sizeBytes > maxMetadataBytes)
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      Size: String(sizeBytes),
      MaxSizeAllowed: String(maxMetadataBytes),
    });
  return [...plain, ...stored];
};

/** Milliseconds of an ISO 8601 instant in the future. */
export const parseRetainUntil = (text: string, nowMs: number): number => {
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw new S3Error('InvalidArgument', 'The retain until date must be provided in ISO 8601 format');
  if (ms <= nowMs) throw new S3Error('InvalidArgument', 'The retain until date must be in the future!');
  return ms;
};

const parseLock = (request: S3Request, nowMs: number): ObjectLock => {
  const mode = request.header('x-amz-object-lock-mode');
  const until = request.header('x-amz-object-lock-retain-until-date');
  const hold = request.header('x-amz-object-lock-legal-hold');
  if ((mode === undefined) !== (until === undefined))
    throw new S3Error(
      'InvalidArgument',
      'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied',
    );
  if (hold !== undefined && hold !== 'ON' && hold !== 'OFF')
    throw new S3Error('InvalidArgument', 'Legal Hold must be either of "ON" or "OFF"');
  const hasLegalHold = hold === 'ON';
  if (mode === undefined || until === undefined) return { untilMs: 0, hasLegalHold };
  if (!isLockMode(mode)) throw new S3Error('InvalidArgument', 'Unknown wormMode directive.');
  return { mode, untilMs: parseRetainUntil(until, nowMs), hasLegalHold };
};

/** Everything that the headers of a put, copy or create-upload say about the new object. */
export const describeObject = (request: S3Request, nowMs: number): ObjectDescription => {
  assertSupported(request);
  const storageClass = request.header('x-amz-storage-class') ?? 'STANDARD';
  if (!storageClasses.has(storageClass))
    throw new S3Error('InvalidStorageClass', 'The storage class you specified is not valid', {
      StorageClassRequested: storageClass,
    });
  return {
    headers: [...parseStoredHeaders(request), ...parseEncryption(request)],
    storageClass,
    tags: parseTagHeader(request.header('x-amz-tagging')),
    lock: parseLock(request, nowMs),
  };
};

const endOf = ({ count, unit }: DefaultLock, fromMs: number): number => {
  const end = new Date(fromMs);
  if (unit === 'Years') end.setUTCFullYear(end.getUTCFullYear() + count);
  else end.setUTCDate(end.getUTCDate() + count);
  return end.getTime();
};

/** The lock of a new version: its own, else the bucket's default. Throws `InvalidRequest` when the bucket has no locks. */
export const effectiveLock = (bucket: BucketRow, lock: ObjectLock, nowMs: number): ObjectLock => {
  if (!bucket.hasObjectLock && (lock.mode || lock.hasLegalHold))
    throw new S3Error('InvalidRequest', 'Bucket is missing Object Lock Configuration');
  if (lock.mode || !bucket.defaultLock) return lock;
  return { ...lock, mode: bucket.defaultLock.mode, untilMs: endOf(bucket.defaultLock, nowMs) };
};
