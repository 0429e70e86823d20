import { commonPrefixesXml, keyEncoder, listFolded, maxKeysOf, ownerXml } from './list-objects.ts';
import type { ListedVersion, ObjectRows } from './object-rows.ts';
import { xmlAnswer, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { branch, leaf } from './xml.ts';

const versionXml = (version: ListedVersion, encode: (text: string) => string): string => {
  const { checksum } = version;
  return branch(
    version.isDeleteMarker ? 'DeleteMarker' : 'Version',
    leaf('Key', encode(version.key)),
    leaf('VersionId', version.versionId),
    leaf('IsLatest', version.isLatest),
    leaf('LastModified', new Date(version.modifiedMs).toISOString()),
    version.isDeleteMarker
      ? ''
      : [
          leaf('ETag', `"${version.etag}"`),
          checksum ? leaf('ChecksumAlgorithm', checksum.algorithm) + leaf('ChecksumType', checksum.type) : '',
          leaf('Size', version.sizeBytes),
          leaf('StorageClass', version.storageClass),
        ].join(''),
    ownerXml,
  );
};

// Whoever empties a bucket deletes each page before asking for the next, so the marker must not need its version to be
// there still: behind a dot it carries the number of the row. A bare version id is understood as well.
const markerOf = (versionId: string, id: number): string => `${versionId}.${id}`;
const idOfMarker = (objects: ObjectRows, bucket: string, key: string, marker: string): number => {
  const numbered = /\.(\d+)$/.exec(marker)?.[1];
  const id = numbered === undefined ? objects.version(bucket, key, marker)?.id : Number(numbered);
  if (id === undefined)
    throw new S3Error('InvalidArgument', 'Invalid version id specified', { ArgumentName: 'version-id-marker' });
  return id;
};

export const listObjectVersions: S3Operation = ({ buckets, objects }, { request }) => {
  const bucket = buckets.get(request.bucket).name;
  const encode = keyEncoder(request);
  const prefix = request.parameter('prefix') ?? '';
  const delimiter = request.parameter('delimiter') ?? '';
  const keyMarker = request.parameter('key-marker') ?? '';
  const versionMarker = request.parameter('version-id-marker') ?? '';
  if (versionMarker !== '' && keyMarker === '')
    throw new S3Error('InvalidArgument', 'A version-id marker cannot be specified without a key marker.');
  const limit = maxKeysOf(request);
  const tie = versionMarker === '' ? 0 : idOfMarker(objects, bucket, keyMarker, versionMarker);
  const listing = listFolded(
    { prefix, delimiter, after: { key: keyMarker, tie }, limit },
    ({ id }: ListedVersion) => id,
    (from, after, count) => objects.listVersions(bucket, from, after.key, after.tie, count),
  );
  const last = listing.entries.at(-1);
  const endsWithVersion = last !== undefined && last.key === listing.last.key;
  return xmlAnswer('ListVersionsResult', [
    leaf('Name', bucket),
    leaf('Prefix', encode(prefix)),
    leaf('KeyMarker', encode(keyMarker)),
    leaf('VersionIdMarker', versionMarker),
    leaf('NextKeyMarker', listing.isTruncated ? encode(listing.last.key) : undefined),
    leaf('NextVersionIdMarker', listing.isTruncated && endsWithVersion ? markerOf(last.versionId, last.id) : undefined),
    leaf('MaxKeys', limit),
    leaf('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    leaf('EncodingType', request.parameter('encoding-type')),
    leaf('IsTruncated', listing.isTruncated),
    ...listing.entries.map((version) => versionXml(version, encode)),
    ...commonPrefixesXml(listing.commonPrefixes, encode),
  ]);
};
