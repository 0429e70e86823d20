import { createHash } from 'node:crypto';
import { checksumAlgorithms, checksumElement, combineChecksums } from './checksums.ts';
import { findUpload } from './multipart.ts';
import type { ObjectVersion } from './object-rows.ts';
import { writtenHeaders } from './put-object.ts';
import { receiveText } from './request-body.ts';
import { xmlAnswer, type S3Answer, type S3Call, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Service } from './s3-service.ts';
import type { Part, Upload } from './upload-rows.ts';
import { noSuchKey, originOf, unquote, writeConditionOf, writeVersion } from './write-version.ts';
import { childText, childrenNamed, leaf, parseXmlDocument, requiredText } from './xml.ts';

/** Every part but the last must have at least this many bytes. */
const minPartBytes = 5 * 1024 * 1024;

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
