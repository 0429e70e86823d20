import { sliceSegments } from './blobs.ts';
import { checksumElement, parseChecksumAlgorithm, type Checksum } from './checksums.ts';
import { findCopySource, measureSegments } from './copy-source.ts';
import { versionHeader } from './get-object.ts';
import { findUpload, parsePartNumber, replacePart } from './multipart.ts';
import { describeObject, type ObjectDescription } from './object-headers.ts';
import type { ObjectVersion } from './object-rows.ts';
import { writtenHeaders } from './put-object.ts';
import { xmlAnswer, type S3Call, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Service } from './s3-service.ts';
import { originOf, writeConditionOf, writeVersion } from './write-version.ts';
import { leaf } from './xml.ts';

// A copy shares the bytes of its source: only rows are written, whatever the size. They are read through only when the
// copy needs a digest that the source does not have (a multipart etag, another checksum).

const directiveOf = (text: string | undefined, name: string): 'COPY' | 'REPLACE' => {
  if (text === undefined || text === 'COPY') return 'COPY';
  if (text === 'REPLACE') return 'REPLACE';
  throw new S3Error('InvalidArgument', `Unknown ${name} directive.`);
};

const describeCopy = ({ request, nowMs }: S3Call, source: ObjectVersion): ObjectDescription => {
  const asked = describeObject(request, nowMs);
  const metadata = directiveOf(request.header('x-amz-metadata-directive'), 'metadata');
  const tagging = directiveOf(request.header('x-amz-tagging-directive'), 'tagging');
  const isEncryption = ([name]: [string, string]): boolean => name.startsWith('x-amz-server-side-encryption');
  const isSelf = source.bucket === request.bucket && source.key === request.key && source.isLatest;
  const isChanged =
    metadata === 'REPLACE' ||
    asked.storageClass !== source.storageClass ||
    asked.headers.some(isEncryption) ||
    request.header('x-amz-checksum-algorithm') !== undefined;
  if (isSelf && !isChanged)
    throw new S3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  return {
    ...asked,
    headers:
      metadata === 'REPLACE'
        ? asked.headers
        : [...source.headers.filter((header) => !isEncryption(header)), ...asked.headers.filter(isEncryption)],
    tags: tagging === 'REPLACE' ? asked.tags : source.tags,
  };
};

/** Etag and checksum of a whole copy: a copy is never in parts. */
const digestsOf = async (
  service: S3Service,
  call: S3Call,
  source: ObjectVersion,
): Promise<{ etag: string; checksum: Checksum }> => {
  const algorithm =
    parseChecksumAlgorithm(call.request.header('x-amz-checksum-algorithm')) ??
    source.checksum?.algorithm ??
    'CRC64NVME';
  const { checksum } = source;
  if (!source.etag.includes('-') && checksum?.algorithm === algorithm && checksum.type === 'FULL_OBJECT')
    return { etag: source.etag, checksum };
  const measured = await measureSegments(service, source.segments, algorithm);
  return { etag: measured.md5, checksum: { algorithm, value: measured.checksum, type: 'FULL_OBJECT' } };
};

const sourceVersionHeader = (service: S3Service, source: ObjectVersion): Record<string, string> => {
  const { 'x-amz-version-id': id } = versionHeader(service, source.bucket, source.versionId);
  return id === undefined ? {} : { 'x-amz-copy-source-version-id': id };
};

export const copyObject: S3Operation = async (service, call) => {
  const { bucket, key } = call.request;
  service.buckets.get(bucket);
  const condition = writeConditionOf(call.request);
  for (;;) {
    const source = findCopySource(service, call.request);
    const description = describeCopy(call, source);
    const digests = await digestsOf(service, call, source);
    const version = await service.catalog.commit(() => {
      // Replaced while its digests were taken: begin again with the new source.
      if (findCopySource(service, call.request).id !== source.id) return undefined;
      service.blobs.retain(source.segments);
      const draft = {
        bucket,
        key,
        ...description,
        ...digests,
        sizeBytes: source.sizeBytes,
        parts: [],
        segments: source.segments,
      };
      return writeVersion(service, draft, condition, originOf(call), 'CopyObject');
    });
    if (!version) continue;
    const { etag, ...headers } = writtenHeaders(service, version);
    const { checksum } = digests;
    return xmlAnswer(
      'CopyObjectResult',
      [
        leaf('LastModified', new Date(version.modifiedMs).toISOString()),
        leaf('ETag', etag),
        leaf('ChecksumType', checksum.type),
        leaf(checksumElement(checksum.algorithm), checksum.value),
      ],
      {
        ...Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-amz-checksum'))),
        ...sourceVersionHeader(service, source),
      },
    );
  }
};

const parseCopyRange = (text: string | undefined, sizeBytes: number): { from: number; to: number } => {
  if (text === undefined) return { from: 0, to: sizeBytes };
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(text) ?? [];
  if (first === undefined || last === undefined)
    throw new S3Error(
      'InvalidArgument',
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
    );
  const range = { from: Number(first), to: Number(last) + 1 };
  if (range.from >= range.to || range.to > sizeBytes)
    throw new S3Error('InvalidArgument', `Range specified is not valid for source object of size: ${sizeBytes}`);
  return range;
};

export const uploadPartCopy: S3Operation = async (service, call) => {
  const { request, nowMs } = call;
  const upload = findUpload(service, call);
  const number = parsePartNumber(request.parameter('partNumber'));
  for (;;) {
    const source = findCopySource(service, request);
    const { from, to } = parseCopyRange(request.header('x-amz-copy-source-range'), source.sizeBytes);
    const segments = sliceSegments(source.segments, from, to);
    const { md5, checksum } = await measureSegments(service, segments, upload.checksumAlgorithm);
    const isWritten = await service.catalog.commit(() => {
      if (findCopySource(service, request).id !== source.id) return false;
      service.blobs.retain(segments);
      replacePart(service, upload.id, {
        number,
        sizeBytes: to - from,
        etag: md5,
        modifiedMs: nowMs,
        checksumValue: checksum,
        segments,
      });
      return true;
    });
    if (!isWritten) continue;
    return xmlAnswer(
      'CopyPartResult',
      [
        leaf('LastModified', new Date(nowMs).toISOString()),
        leaf('ETag', `"${md5}"`),
        leaf(checksumElement(upload.checksumAlgorithm), upload.isChecksumAsked ? checksum : undefined),
      ],
      sourceVersionHeader(service, source),
    );
  }
};
