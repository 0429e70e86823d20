import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { checksumHeader, createChecksum, type Checksum } from './checksums.ts';
import { versionHeader } from './get-object.ts';
import { describeObject } from './object-headers.ts';
import type { ObjectVersion } from './object-rows.ts';
import { receiveObject } from './request-body.ts';
import { emptyAnswer, type S3Operation } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Service } from './s3-service.ts';
import {
  assertWriteCondition,
  originOf,
  writeConditionOf,
  writeVersion,
  type Origin,
  type WriteCondition,
} from './write-version.ts';

export const checksumHeaders = (checksum: Checksum | undefined): Record<string, string> =>
  checksum ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type } : {};

/** What every write says about the version that it made. */
export const writtenHeaders = (service: S3Service, version: ObjectVersion): Record<string, string> => ({
  etag: `"${version.etag}"`,
  ...versionHeader(service, version.bucket, version.versionId),
  ...checksumHeaders(version.checksum),
  ...Object.fromEntries(version.headers.filter(([name]) => name.startsWith('x-amz-server-side-encryption'))),
});

export const putObject: S3Operation = async (service, call) => {
  const { request } = call;
  const { bucket, key } = request;
  for (const name of ['versionId', 'partNumber'])
    if (request.parameter(name) !== undefined)
      throw new S3Error('InvalidArgument', `This operation does not accept a ${name}.`, { ArgumentName: name });
  const condition = writeConditionOf(request);
  const description = describeObject(request, call.nowMs);
  service.buckets.get(bucket);
  // A condition that fails already need not wait for the body; the one that counts is in the transaction.
  if (Object.keys(condition).length > 0) assertWriteCondition(condition, key, service.objects.current(bucket, key));
  const received = await receiveObject(service, call);
  try {
    if (
      (description.lock.mode || description.lock.hasLegalHold) &&
      !received.isDeclared &&
      !request.headers.has('content-md5')
    )
      throw new S3Error(
        'InvalidRequest',
        'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters',
      );
    const value = received.checksums.get(received.algorithm);
    const version = await service.catalog.commit(() =>
      writeVersion(
        service,
        {
          bucket,
          key,
          ...description,
          sizeBytes: received.sizeBytes,
          etag: received.md5,
          checksum: value === undefined ? undefined : { algorithm: received.algorithm, value, type: 'FULL_OBJECT' },
          parts: [],
          segments: service.blobs.adopt(received.staged),
        },
        condition,
        originOf(call),
        'PutObject',
      ),
    );
    return emptyAnswer(200, writtenHeaders(service, version));
  } catch (error) {
    await service.blobs.discard(received.staged);
    throw error;
  }
};

/** A put from inside the process: no signature, no HTTP. */
export const putBuffer = async (
  service: S3Service,
  bucket: string,
  key: string,
  body: Buffer,
  about: { contentType?: string; metadata?: Record<string, string> } & WriteCondition,
  origin: Origin,
): Promise<{ etag: string; versionId: string }> => {
  const metadata = Object.entries(about.metadata ?? {}).map(([name, value]): [string, string] => [
    `x-amz-meta-${name.toLowerCase()}`,
    value,
  ]);
  const checksum = createChecksum('CRC64NVME');
  checksum.update(body);
  const staged = await service.blobs.stage(Readable.from([body]));
  try {
    return await service.catalog.commit(() =>
      writeVersion(
        service,
        {
          bucket,
          key,
          headers: [['content-type', about.contentType ?? 'binary/octet-stream'], ...metadata],
          storageClass: 'STANDARD',
          tags: [],
          lock: { untilMs: 0, hasLegalHold: false },
          sizeBytes: body.length,
          etag: createHash('md5').update(body).digest('hex'),
          checksum: { algorithm: 'CRC64NVME', value: checksum.digest(), type: 'FULL_OBJECT' },
          parts: [],
          segments: service.blobs.adopt(staged),
        },
        about,
        origin,
        'PutObject',
      ),
    );
  } catch (error) {
    await service.blobs.discard(staged);
    throw error;
  }
};
