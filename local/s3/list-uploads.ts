import { afterPrefix, commonPrefixesXml, keyEncoder, listFolded, maxKeysOf, ownerXml } from './list-objects.ts';
import { xmlAnswer, type S3Operation } from './s3-call.ts';
import { accountId } from './s3-service.ts';
import type { Upload } from './upload-rows.ts';
import { branch, leaf } from './xml.ts';

const uploadXml = (upload: Upload, encode: (text: string) => string): string =>
  branch(
    'Upload',
    leaf('Key', encode(upload.key)),
    leaf('UploadId', upload.id),
    branch('Initiator', leaf('ID', accountId), leaf('DisplayName', 'local')),
    ownerXml,
    leaf('StorageClass', upload.storageClass),
    leaf('Initiated', new Date(upload.initiatedMs).toISOString()),
    upload.isChecksumAsked
      ? leaf('ChecksumAlgorithm', upload.checksumAlgorithm) + leaf('ChecksumType', upload.checksumType)
      : '',
  );

export const listMultipartUploads: S3Operation = ({ buckets, uploads }, { request }) => {
  const bucket = buckets.get(request.bucket).name;
  const encode = keyEncoder(request);
  const prefix = request.parameter('prefix') ?? '';
  const delimiter = request.parameter('delimiter') ?? '';
  const keyMarker = request.parameter('key-marker') ?? '';
  const uploadIdMarker = request.parameter('upload-id-marker') ?? '';
  const limit = maxKeysOf(request, 'max-uploads');
  // Without an upload id the list goes on behind all uploads of the key.
  const tie = uploadIdMarker === '' ? afterPrefix('') : uploadIdMarker;
  const listing = listFolded(
    { prefix, delimiter, after: { key: keyMarker, tie }, limit },
    ({ id }: Upload) => id,
    (from, after, count) => uploads.list(bucket, from, after.key, after.tie, count),
  );
  const last = listing.entries.at(-1);
  return xmlAnswer('ListMultipartUploadsResult', [
    leaf('Bucket', bucket),
    leaf('KeyMarker', encode(keyMarker)),
    leaf('UploadIdMarker', uploadIdMarker),
    leaf('NextKeyMarker', listing.isTruncated ? encode(listing.last.key) : ''),
    leaf('NextUploadIdMarker', listing.isTruncated && last?.key === listing.last.key ? last.id : ''),
    leaf('Prefix', encode(prefix)),
    leaf('Delimiter', delimiter === '' ? undefined : encode(delimiter)),
    leaf('EncodingType', request.parameter('encoding-type')),
    leaf('MaxUploads', limit),
    leaf('IsTruncated', listing.isTruncated),
    ...listing.entries.map((upload) => uploadXml(upload, encode)),
    ...commonPrefixesXml(listing.commonPrefixes, encode),
  ]);
};
