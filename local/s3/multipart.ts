import { randomBytes } from 'node:crypto';
import { checksumElement, parseChecksumAlgorithm, type ChecksumAlgorithm, type ChecksumType } from './checksums.ts';
import { describeObject, effectiveLock } from './object-headers.ts';
import { checksumHeaders } from './put-object.ts';
import { declaredChecksum, receiveObject } from './request-body.ts';
import { emptyAnswer, xmlAnswer, type S3Call, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { accountId, type S3Service } from './s3-service.ts';
import type { Part, Upload } from './upload-rows.ts';
import { branch, leaf } from './xml.ts';

const maxPartNumber = 10_000;

const noSuchUpload = (id: string): S3Error =>
  new S3Error(
    'NoSuchUpload',
    'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    { UploadId: id },
  );

/** The upload that the request names. Throws `NoSuchBucket`, `NoSuchUpload`. */
export const findUpload = (service: S3Service, { request }: S3Call): Upload => {
  service.buckets.get(request.bucket);
  const id = request.parameter('uploadId') ?? '';
  const upload = service.uploads.find(id);
  if (!upload || upload.bucket !== request.bucket || upload.key !== request.key) throw noSuchUpload(id);
  return upload;
};

export const parsePartNumber = (text: string | undefined): number => {
  const number = Number(text);
  if (!text || !Number.isInteger(number) || number < 1 || number > maxPartNumber)
    throw new S3Error('InvalidArgument', `Part number must be an integer between 1 and ${maxPartNumber}, inclusive`, {
      ArgumentName: 'partNumber',
      ArgumentValue: text ?? '',
    });
  return number;
};

const parseChecksumType = (text: string | undefined, algorithm: ChecksumAlgorithm): ChecksumType => {
  if (text === undefined) return algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE';
  if (text !== 'FULL_OBJECT' && text !== 'COMPOSITE')
    throw new S3Error('InvalidRequest', 'Value for x-amz-checksum-type header is invalid.');
  const isSha = algorithm.startsWith('SHA');
  if ((text === 'FULL_OBJECT' && isSha) || (text === 'COMPOSITE' && algorithm === 'CRC64NVME'))
    throw new S3Error(
      'InvalidRequest',
      `The ${text} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  return text;
};

export const createMultipartUpload: S3Operation = async (service, call) => {
  const { request, nowMs } = call;
  const asked = parseChecksumAlgorithm(request.header('x-amz-checksum-algorithm'));
  const checksumAlgorithm = asked ?? 'CRC64NVME';
  const upload: Upload = {
    id: randomBytes(32).toString('base64url'),
    bucket: request.bucket,
    key: request.key,
    initiatedMs: nowMs,
    checksumAlgorithm,
    checksumType: parseChecksumType(request.header('x-amz-checksum-type'), checksumAlgorithm),
    isChecksumAsked: asked !== undefined,
    ...describeObject(request, nowMs),
  };
  await service.catalog.commit(() => {
    effectiveLock(service.buckets.get(upload.bucket), upload.lock, nowMs);
    service.uploads.insert(upload);
  });
  return xmlAnswer(
    'InitiateMultipartUploadResult',
    [leaf('Bucket', upload.bucket), leaf('Key', upload.key), leaf('UploadId', upload.id)],
    {
      ...(asked && { 'x-amz-checksum-algorithm': asked, 'x-amz-checksum-type': upload.checksumType }),
      ...Object.fromEntries(upload.headers.filter(([name]) => name.startsWith('x-amz-server-side-encryption'))),
    },
  );
};

/** Inside a transaction: writes a part over an older one of the same number. Throws `NoSuchUpload` when the upload is over. */
export const replacePart = (service: S3Service, uploadId: string, part: Part): void => {
  const { uploads, blobs } = service;
  if (!uploads.find(uploadId)) throw noSuchUpload(uploadId);
  const old = uploads.part(uploadId, part.number);
  uploads.putPart(uploadId, part);
  if (old) blobs.release(old.segments);
};

export const uploadPart: S3Operation = async (service, call) => {
  const upload = findUpload(service, call);
  const number = parsePartNumber(call.request.parameter('partNumber'));
  const declared = declaredChecksum(call.request);
  if (declared && upload.isChecksumAsked && declared.algorithm !== upload.checksumAlgorithm)
    throw new S3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksumAlgorithm.toLowerCase()}, actual checksum Type: ${declared.algorithm.toLowerCase()}`,
    );
  const received = await receiveObject(service, call, upload.checksumAlgorithm);
  try {
    await service.catalog.commit(() =>
      replacePart(service, upload.id, {
        number,
        sizeBytes: received.sizeBytes,
        etag: received.md5,
        modifiedMs: call.nowMs,
        checksumValue: received.checksums.get(upload.checksumAlgorithm) ?? '',
        segments: service.blobs.adopt(received.staged),
      }),
    );
  } catch (error) {
    await service.blobs.discard(received.staged);
    throw error;
  }
  const algorithm = upload.isChecksumAsked
    ? upload.checksumAlgorithm
    : (declared?.algorithm ?? upload.checksumAlgorithm);
  const value = received.checksums.get(algorithm);
  const { 'x-amz-checksum-type': _none, ...headers } = checksumHeaders(
    value === undefined ? undefined : { algorithm, value, type: 'FULL_OBJECT' },
  );
  return emptyAnswer(200, { etag: `"${received.md5}"`, ...headers });
};

/** Inside a transaction. */
export const dropUpload = ({ uploads, blobs }: S3Service, upload: Upload): void => {
  const parts = uploads.parts(upload.id);
  uploads.remove(upload.id);
  for (const part of parts) blobs.release(part.segments);
};

export const abortMultipartUpload: S3Operation = async (service, call) => {
  await service.catalog.commit(() => dropUpload(service, findUpload(service, call)));
  return emptyAnswer(204);
};

const owner = (name: string): string => branch(name, leaf('ID', accountId), leaf('DisplayName', 'local'));

export const listParts: S3Operation = (service, call) => {
  const { request } = call;
  const upload = findUpload(service, call);
  const after = Number(request.parameter('part-number-marker') ?? 0);
  const limit = Math.min(1000, Number(request.parameter('max-parts') ?? 1000));
  if (!Number.isInteger(after) || !Number.isInteger(limit) || limit < 0)
    throw new S3Error('InvalidArgument', 'Argument max-parts must be an integer between 0 and 2147483647');
  const found = service.uploads.parts(upload.id, after, limit + 1);
  const parts = found.slice(0, limit);
  return xmlAnswer('ListPartsResult', [
    leaf('Bucket', upload.bucket),
    leaf('Key', upload.key),
    leaf('UploadId', upload.id),
    owner('Initiator'),
    owner('Owner'),
    leaf('StorageClass', upload.storageClass),
    leaf('PartNumberMarker', after),
    leaf('NextPartNumberMarker', parts.at(-1)?.number ?? 0),
    leaf('MaxParts', limit),
    leaf('IsTruncated', found.length > limit),
    upload.isChecksumAsked
      ? leaf('ChecksumAlgorithm', upload.checksumAlgorithm) + leaf('ChecksumType', upload.checksumType)
      : '',
    ...parts.map((part) =>
      branch(
        'Part',
        leaf('PartNumber', part.number),
        leaf('LastModified', new Date(part.modifiedMs).toISOString()),
        leaf('ETag', `"${part.etag}"`),
        leaf('Size', part.sizeBytes),
        leaf(checksumElement(upload.checksumAlgorithm), upload.isChecksumAsked ? part.checksumValue : undefined),
      ),
    ),
  ]);
};
