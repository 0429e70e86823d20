import { createHash, randomBytes } from 'node:crypto';
import {
  checksumAlgorithms,
  checksumElement,
  combineChecksums,
  parseChecksumAlgorithm,
  type ChecksumAlgorithm,
  type ChecksumType,
} from './checksums.ts';
import { describeObject, effectiveLock } from './object-headers.ts';
import type { ObjectVersion } from './object-rows.ts';
import { checksumHeaders, writtenHeaders } from './put-object.ts';
import { declaredChecksum, receiveObject, receiveText } from './request-body.ts';
import { emptyAnswer, xmlAnswer, type S3Answer, type S3Call, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import { accountId, type S3Service } from './s3-service.ts';
import type { Part, Upload } from './upload-rows.ts';
import { noSuchKey, originOf, unquote, writeConditionOf, writeVersion } from './write-version.ts';
import { branch, childText, childrenNamed, leaf, parseXmlDocument, requiredText } from './xml.ts';

const maxPartNumber = 10_000;
/** Every part but the last must have at least this many bytes. */
const minPartBytes = 5 * 1024 * 1024;

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

type NamedPart = { number: number; etag: string; checksum: string | undefined };

const parseCompletion = (source: string, upload: Upload): NamedPart[] => {
  const parts = childrenNamed(parseXmlDocument(source, 'CompleteMultipartUpload'), 'Part').map((part) => ({
    number: Number(requiredText(part, 'PartNumber')),
    etag: unquote(requiredText(part, 'ETag')),
    checksum: childText(part, checksumElement(upload.checksumAlgorithm)),
  }));
  if (parts.length === 0)
    throw new S3Error(
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    );
  if (parts.some((part, index) => index > 0 && part.number <= (parts[index - 1]?.number ?? 0)))
    throw new S3Error(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    );
  return parts;
};

/** The uploaded parts that the completion names. Throws `InvalidPart`, `EntityTooSmall`, `InvalidRequest`. */
const matchParts = (upload: Upload, named: readonly NamedPart[], uploaded: readonly Part[]): Part[] => {
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  const parts = named.map(({ number, etag, checksum }) => {
    const part = byNumber.get(number);
    const isOther = checksum !== undefined && checksum !== part?.checksumValue;
    if (!part || part.etag !== etag || isOther)
      throw new S3Error(
        'InvalidPart',
        "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
        {
          UploadId: upload.id,
          PartNumber: String(number),
          ETag: etag,
        },
      );
    if (upload.isChecksumAsked && upload.checksumType === 'COMPOSITE' && checksum === undefined)
      throw new S3Error(
        'InvalidRequest',
        `The upload was created using a ${upload.checksumAlgorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${number} in the request.`,
      );
    return part;
  });
  const small = parts.slice(0, -1).find(({ sizeBytes }) => sizeBytes < minPartBytes);
  if (small)
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
      ProposedSize: String(small.sizeBytes),
      MinSizeAllowed: String(minPartBytes),
      PartNumber: String(small.number),
      ETag: small.etag,
    });
  return parts;
};

const completedAnswer = (service: S3Service, call: S3Call, version: ObjectVersion): S3Answer => {
  const { 'x-amz-version-id': versionId, ...written } = writtenHeaders(service, version);
  const { checksum } = version;
  const encryption = Object.entries(written).filter(([name]) => name.startsWith('x-amz-server-side-encryption'));
  return xmlAnswer(
    'CompleteMultipartUploadResult',
    [
      leaf(
        'Location',
        `http://${call.request.headers.get('host') ?? 'localhost'}/${version.bucket}/${encodeURI(version.key)}`,
      ),
      leaf('Bucket', version.bucket),
      leaf('Key', version.key),
      leaf('ETag', `"${version.etag}"`),
      checksum ? leaf(checksumElement(checksum.algorithm), checksum.value) + leaf('ChecksumType', checksum.type) : '',
    ],
    { ...Object.fromEntries(encryption), ...(versionId !== undefined && { 'x-amz-version-id': versionId }) },
  );
};

/** A completion that is asked for again, because its answer got lost, is answered again. */
const repeatedCompletion = (service: S3Service, call: S3Call): S3Answer | undefined => {
  const { request } = call;
  const { bucket, key } = request;
  const versionId = service.uploads.finishedVersion(request.parameter('uploadId') ?? '', bucket, key);
  if (versionId === undefined) return undefined;
  const version = service.objects.version(bucket, key, versionId);
  if (!version) throw noSuchKey(key);
  return completedAnswer(service, call, version);
};

const assertWholeObject = (call: S3Call, version: Pick<ObjectVersion, 'sizeBytes' | 'checksum'>): void => {
  const { request } = call;
  const size = request.header('x-amz-mp-object-size');
  if (size !== undefined && Number(size) !== version.sizeBytes)
    throw new S3Error(
      'InvalidRequest',
      `The provided 'x-amz-mp-object-size' header value ${size} does not match what was computed: ${version.sizeBytes}`,
    );
  const type = request.header('x-amz-checksum-type');
  if (type !== undefined && type !== version.checksum?.type)
    throw new S3Error(
      'InvalidRequest',
      'The upload was created using another checksum type than the complete request names.',
    );
  for (const algorithm of checksumAlgorithms) {
    const value = request.header(`x-amz-checksum-${algorithm.toLowerCase()}`);
    if (value === undefined) continue;
    if (algorithm !== version.checksum?.algorithm || value !== version.checksum.value)
      throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
};

export const completeMultipartUpload: S3Operation = async (service, call) => {
  const { uploads, blobs, catalog } = service;
  const { request } = call;
  const source = await receiveText({ ...call, request: withoutChecksums(call) });
  const repeated = repeatedCompletion(service, call);
  if (repeated) return repeated;
  const condition = writeConditionOf(request);
  const named = parseCompletion(source, findUpload(service, call));

  const version = await catalog.commit(() => {
    const upload = findUpload(service, call);
    const uploaded = uploads.parts(upload.id);
    const parts = matchParts(upload, named, uploaded);
    const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
    const checksum = combineChecksums(
      upload.checksumAlgorithm,
      upload.checksumType,
      parts.map((part) => ({ value: part.checksumValue, lengthBytes: part.sizeBytes })),
    );
    assertWholeObject(call, { sizeBytes, checksum });
    const md5 = createHash('md5').update(Buffer.concat(parts.map(({ etag }) => Buffer.from(etag, 'hex'))));
    const { bucket, key, storageClass, tags, headers, lock } = upload;
    const segments = parts.flatMap((part) => part.segments);
    blobs.retain(segments);
    const written = writeVersion(
      service,
      {
        bucket,
        key,
        storageClass,
        tags,
        headers,
        lock,
        sizeBytes,
        etag: `${md5.digest('hex')}-${parts.length}`,
        checksum,
        parts: parts.map(({ number, sizeBytes: bytes, checksumValue }) => ({
          number,
          sizeBytes: bytes,
          checksumValue,
        })),
        segments,
      },
      condition,
      originOf(call),
      'CompleteMultipartUpload',
    );
    uploads.remove(upload.id);
    for (const part of uploaded) blobs.release(part.segments);
    uploads.finish(upload, written.versionId, call.nowMs);
    return written;
  });
  return completedAnswer(service, call, version);
};

/** The checksum headers of a completion are about the object, not about the document that is its body. */
const withoutChecksums = ({ request }: S3Call): S3Call['request'] => ({
  ...request,
  header: (name) => (/^x-amz-(checksum|sdk-checksum)-/.test(name) ? undefined : request.header(name)),
});

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
