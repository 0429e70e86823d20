import { checksumElement } from './checksums.ts';
import { findVersion, parseVersionId, versionHeader } from './get-object.ts';
import type { ObjectVersion } from './object-rows.ts';
import { xmlAnswer, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import { branch, leaf } from './xml.ts';

const partsXml = (version: ObjectVersion, request: S3Request): string => {
  if (version.parts.length === 0) return '';
  const after = Number(request.header('x-amz-part-number-marker') ?? 0);
  const limit = Math.min(1000, Number(request.header('x-amz-max-parts') ?? 1000));
  const rest = version.parts.filter(({ number }) => number > after);
  const page = rest.slice(0, limit);
  // Parts are listed only for objects with a checksum of checksums; of the others S3 tells just their number.
  const { checksum } = version;
  const isListed = checksum?.type === 'COMPOSITE';
  return branch(
    'ObjectParts',
    leaf('PartsCount', version.parts.length),
    ...(isListed
      ? [
          leaf('PartNumberMarker', after),
          leaf('NextPartNumberMarker', page.at(-1)?.number ?? 0),
          leaf('MaxParts', limit),
          leaf('IsTruncated', rest.length > limit),
          ...page.map(({ number, sizeBytes, checksumValue }) =>
            branch(
              'Part',
              leaf('PartNumber', number),
              leaf('Size', sizeBytes),
              leaf(checksumElement(checksum.algorithm), checksumValue),
            ),
          ),
        ]
      : []),
  );
};

export const getObjectAttributes: S3Operation = (service, { request }) => {
  const asked = new Set((request.header('x-amz-object-attributes') ?? '').split(',').map((name) => name.trim()));
  const known = new Set(['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize']);
  if (![...asked].every((name) => known.has(name)))
    throw new S3Error('InvalidArgument', 'Invalid attribute name specified.', {
      ArgumentName: 'x-amz-object-attributes',
    });
  const version = findVersion(service, request.bucket, request.key, parseVersionId(request));
  const { checksum } = version;
  const whole = checksum?.value.replace(/-\d+$/, '');
  return xmlAnswer(
    'GetObjectAttributesResponse',
    [
      leaf('ETag', asked.has('ETag') ? version.etag : undefined),
      checksum && asked.has('Checksum')
        ? branch('Checksum', leaf(checksumElement(checksum.algorithm), whole), leaf('ChecksumType', checksum.type))
        : '',
      asked.has('ObjectParts') ? partsXml(version, request) : '',
      leaf('StorageClass', asked.has('StorageClass') ? version.storageClass : undefined),
      leaf('ObjectSize', asked.has('ObjectSize') ? version.sizeBytes : undefined),
    ],
    {
      'last-modified': new Date(version.modifiedMs).toUTCString(),
      ...versionHeader(service, request.bucket, version.versionId),
    },
  );
};
