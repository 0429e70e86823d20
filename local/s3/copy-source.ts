import { createHash } from 'node:crypto';
import type { Segment } from './blobs.ts';
import { createChecksum, type ChecksumAlgorithm } from './checksums.ts';
import { findVersion } from './get-object.ts';
import type { ObjectVersion } from './object-rows.ts';
import { judgeReadConditions } from './read-conditions.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import type { S3Service } from './s3-service.ts';

type SourceName = { bucket: string; key: string; versionId?: string };

/** Reads `x-amz-copy-source`: `/bucket/key?versionId=id`, percent-encoded. Throws `InvalidArgument`. */
const parseCopySource = (header: string): SourceName => {
  const invalid = (): S3Error =>
    new S3Error('InvalidArgument', 'Copy Source must mention the source bucket and key: sourcebucket/sourcekey', {
      ArgumentName: 'x-amz-copy-source',
    });
  const [, encoded = '', , versionId] = /^\/?(.*?)(\?versionId=([^&]*))?$/s.exec(header) ?? [];
  let text: string;
  try {
    text = decodeURIComponent(encoded);
  } catch {
    throw invalid();
  }
  const slash = text.indexOf('/');
  const name = { bucket: text.slice(0, slash), key: text.slice(slash + 1) };
  if (slash < 1 || name.key === '') throw invalid();
  return versionId === undefined ? name : { ...name, versionId };
};

/** The version that a copy reads, if its conditions hold. Throws `NoSuchKey` and its like, `PreconditionFailed`. */
export const findCopySource = (service: S3Service, request: S3Request): ObjectVersion => {
  const { bucket, key, versionId } = parseCopySource(request.header('x-amz-copy-source') ?? '');
  const version = findVersion(service, bucket, key, versionId);
  const verdict = judgeReadConditions(
    {
      ifMatch: request.header('x-amz-copy-source-if-match'),
      ifNoneMatch: request.header('x-amz-copy-source-if-none-match'),
      ifModifiedSince: request.header('x-amz-copy-source-if-modified-since'),
      ifUnmodifiedSince: request.header('x-amz-copy-source-if-unmodified-since'),
    },
    version,
  );
  if (verdict !== 'pass')
    throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
  return version;
};

/** MD5 (hexadecimal) and checksum (base64) of stored bytes: read once, never moved. */
export const measureSegments = async (
  { blobs }: S3Service,
  segments: readonly Segment[],
  algorithm: ChecksumAlgorithm,
): Promise<{ md5: string; checksum: string }> => {
  const sizeBytes = segments.reduce((sum, { length }) => sum + length, 0);
  const md5 = createHash('md5');
  const checksum = createChecksum(algorithm);
  const body = blobs.read(segments, 0, sizeBytes);
  const pieces: AsyncIterable<Buffer> | Iterable<Buffer> = Buffer.isBuffer(body) ? [body] : body.stream();
  for await (const bytes of pieces) {
    md5.update(bytes);
    checksum.update(bytes);
  }
  return { md5: md5.digest('hex'), checksum: checksum.digest() };
};
