import type { ListedVersion, ObjectRows } from './object-rows.ts';
import { xmlAnswer, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import { accountId } from './s3-service.ts';
import { encodePath } from './signature-v4.ts';
import { branch, leaf } from './xml.ts';

export const maxKeysOf = (request: S3Request, name = 'max-keys'): number => {
  const text = request.parameter(name);
  if (text === undefined || text === '') return 1000;
  if (!/^\d{1,10}$/.test(text))
    throw new S3Error('InvalidArgument', `Argument ${name} must be an integer between 0 and 2147483647`, {
      ArgumentName: name,
      ArgumentValue: text,
    });
  return Math.min(1000, Number(text));
};

/** Keys in XML: as they are, or percent-encoded when the client asks, which it must for control characters. */
export const keyEncoder = (request: S3Request): ((text: string) => string) => {
  const type = request.parameter('encoding-type');
  if (type === undefined) return (text) => text;
  if (type !== 'url') throw new S3Error('InvalidArgument', 'Invalid Encoding Method specified in Request');
  return encodePath;
};

/** The later of two texts in the order of their UTF-8 bytes, which is the order of keys. */
export const laterKey = (a: string, b: string): string => (Buffer.compare(Buffer.from(a), Buffer.from(b)) >= 0 ? a : b);

/** A text after every key that starts with `prefix` (but one that goes on with the very last character of Unicode). */
export const afterPrefix = (prefix: string): string => `${prefix}\u{10ffff}`;

/** The part of `key` that a delimiter folds it into, or undefined. */
export const commonPrefixOf = (key: string, prefix: string, delimiter: string): string | undefined => {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
};

/** Where a list goes on: after this key, and among the entries of this very key after the one with this tie-breaker. */
export type Cursor<Tie> = { key: string; tie: Tie };
export type ListQuery<Tie> = { prefix: string; delimiter: string; after: Cursor<Tie>; limit: number };
export type Listing<T, Tie> = { entries: T[]; commonPrefixes: string[]; isTruncated: boolean; last: Cursor<Tie> };

/**
 * Walks keys in order and folds those with a common prefix, jumping over the rest of each folded group: the work is in
 * the number of lines of the answer, not of keys. `fetch` gives up to `limit` entries with keys from `from` on, after the
 * cursor. Entries must come in the order of their keys.
 */
export const listFolded = <T extends { key: string }, Tie>(
  { prefix, delimiter, after, limit }: ListQuery<Tie>,
  tieOf: (entry: T) => Tie,
  fetch: (from: string, after: Cursor<Tie>, limit: number) => T[],
): Listing<T, Tie> => {
  const listing: Listing<T, Tie> = { entries: [], commonPrefixes: [], isTruncated: false, last: after };
  const count = (): number => listing.entries.length + listing.commonPrefixes.length;
  let cursor = after;
  for (;;) {
    // With a delimiter the next line is often a fold, after which the rest of a batch would be thrown away.
    const wanted = Math.min(delimiter === '' ? 1001 : 64, limit - count() + 1);
    const batch = fetch(laterKey(prefix, cursor.key), cursor, wanted);
    let hasJumped = false;
    for (const entry of batch) {
      if (!entry.key.startsWith(prefix)) return listing;
      const folded = commonPrefixOf(entry.key, prefix, delimiter);
      const isKnown =
        folded !== undefined && (folded === listing.commonPrefixes.at(-1) || after.key.startsWith(folded));
      if (!isKnown && count() === limit) return { ...listing, isTruncated: limit > 0 };
      if (folded === undefined) {
        listing.entries.push(entry);
        cursor = { key: entry.key, tie: tieOf(entry) };
        listing.last = cursor;
        continue;
      }
      if (!isKnown) {
        listing.commonPrefixes.push(folded);
        listing.last = { key: folded, tie: tieOf(entry) };
      }
      cursor = { key: laterKey(entry.key, afterPrefix(folded)), tie: tieOf(entry) };
      hasJumped = true;
      break;
    }
    if (!hasJumped && batch.length < wanted) return listing;
  }
};

export const commonPrefixesXml = (prefixes: readonly string[], encode: (text: string) => string): string[] =>
  prefixes.map((prefix) => branch('CommonPrefixes', leaf('Prefix', encode(prefix))));

export const ownerXml = branch('Owner', leaf('ID', accountId), leaf('DisplayName', 'local'));

const contentsXml = (object: ListedVersion, encode: (text: string) => string, withOwner: boolean): string =>
  branch(
    'Contents',
    leaf('Key', encode(object.key)),
    leaf('LastModified', new Date(object.modifiedMs).toISOString()),
    leaf('ETag', `"${object.etag}"`),
    object.checksum
      ? leaf('ChecksumAlgorithm', object.checksum.algorithm) + leaf('ChecksumType', object.checksum.type)
      : '',
    leaf('Size', object.sizeBytes),
    withOwner ? ownerXml : '',
    leaf('StorageClass', object.storageClass),
  );

const decodeToken = (token: string | undefined): string | undefined => {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, 'base64url').toString('utf8');
  if (token === '' || Buffer.from(text).toString('base64url') !== token)
    throw new S3Error('InvalidArgument', 'The continuation token provided is incorrect', {
      ArgumentName: 'continuation-token',
    });
  return text;
};

const listCurrent = (objects: ObjectRows, bucket: string, query: ListQuery<number>): Listing<ListedVersion, number> =>
  listFolded(
    query,
    () => 0,
    (from, after, count) => objects.listCurrent(bucket, from, after.key, count),
  );

export const listObjectsV2: S3Operation = ({ buckets, objects }, { request }) => {
  const bucket = buckets.get(request.bucket).name;
  const encode = keyEncoder(request);
  const prefix = request.parameter('prefix') ?? '';
  const delimiter = request.parameter('delimiter') ?? '';
  const startAfter = request.parameter('start-after') ?? '';
  const token = request.parameter('continuation-token');
  const limit = maxKeysOf(request);
  const listing = listCurrent(objects, bucket, {
    prefix,
    delimiter,
    after: { key: decodeToken(token) ?? startAfter, tie: 0 },
    limit,
  });
  const withOwner = request.parameter('fetch-owner') === 'true';
  return xmlAnswer('ListBucketResult', [
    leaf('Name', bucket),
    leaf('Prefix', encode(prefix)),
    leaf('StartAfter', startAfter === '' ? undefined : encode(startAfter)),
    leaf('ContinuationToken', token),
    leaf(
      'NextContinuationToken',
      listing.isTruncated ? Buffer.from(listing.last.key).toString('base64url') : undefined,
    ),
    leaf('KeyCount', listing.entries.length + listing.commonPrefixes.length),
    leaf('MaxKeys', limit),
    leaf('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    leaf('EncodingType', request.parameter('encoding-type')),
    leaf('IsTruncated', listing.isTruncated),
    ...listing.entries.map((object) => contentsXml(object, encode, withOwner)),
    ...commonPrefixesXml(listing.commonPrefixes, encode),
  ]);
};

export const listObjectsV1: S3Operation = ({ buckets, objects }, { request }) => {
  const bucket = buckets.get(request.bucket).name;
  const encode = keyEncoder(request);
  const prefix = request.parameter('prefix') ?? '';
  const delimiter = request.parameter('delimiter') ?? '';
  const marker = request.parameter('marker') ?? '';
  const limit = maxKeysOf(request);
  const listing = listCurrent(objects, bucket, { prefix, delimiter, after: { key: marker, tie: 0 }, limit });
  return xmlAnswer('ListBucketResult', [
    leaf('Name', bucket),
    leaf('Prefix', encode(prefix)),
    leaf('Marker', encode(marker)),
    leaf('NextMarker', listing.isTruncated && delimiter !== '' ? encode(listing.last.key) : undefined),
    leaf('MaxKeys', limit),
    leaf('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    leaf('EncodingType', request.parameter('encoding-type')),
    leaf('IsTruncated', listing.isTruncated),
    ...listing.entries.map((object) => contentsXml(object, encode, true)),
    ...commonPrefixesXml(listing.commonPrefixes, encode),
  ]);
};
