import { createHash } from 'node:crypto';
import { checksumAlgorithms, checksumHeader, createChecksum } from './checksums.ts';
import { boundaryOf, readForm, type FormPart } from './form-data.ts';
import { describeObject } from './object-headers.ts';
import { assertPolicy, verifyPolicySignature, type SizeLimits } from './post-policy.ts';
import { writtenHeaders } from './put-object.ts';
import type { S3Answer, S3Call } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import type { S3Service } from './s3-service.ts';
import { parseTagging } from './tags.ts';
import { originOf, writeVersion } from './write-version.ts';
import { leaf, plainDocument } from './xml.ts';

// Upload from a plain HTML form: the fields come first and hold a signed policy, the file comes last.

const maxFieldBytes = 20_480;

export const isFormPost = ({ method, bucket, key, headers }: S3Request): boolean =>
  method === 'POST' && bucket !== '' && key === '' && /^multipart\/form-data/i.test(headers.get('content-type') ?? '');

const readField = async (part: FormPart, limit: number): Promise<string> => {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const bytes of part.body) {
    size += bytes.length;
    if (size > limit) throw new S3Error('MaxMessageLengthExceeded', 'Your request was too big.');
    pieces.push(bytes);
  }
  return Buffer.concat(pieces).toString('utf8');
};

/** Bytes of the file, measured and held against the limits and the checksum of the form while they flow. */
const openFile = (service: S3Service, file: FormPart, fields: ReadonlyMap<string, string>, limits: SizeLimits) => {
  const algorithm = checksumAlgorithms.find((name) => fields.has(checksumHeader(name))) ?? 'CRC64NVME';
  const maxBytes = Math.min(limits.maxBytes, service.maxObjectBytes);
  const md5 = createHash('md5');
  const checksum = createChecksum(algorithm);
  const facts = { sizeBytes: 0, etag: '', checksum: { algorithm, value: '', type: 'FULL_OBJECT' as const } };
  async function* flow(): AsyncGenerator<Buffer> {
    for await (const bytes of file.body) {
      facts.sizeBytes += bytes.length;
      if (facts.sizeBytes > maxBytes)
        throw new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
          ProposedSize: String(facts.sizeBytes),
          MaxSizeAllowed: String(maxBytes),
        });
      md5.update(bytes);
      checksum.update(bytes);
      yield bytes;
    }
    if (facts.sizeBytes < limits.minBytes)
      throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', {
        ProposedSize: String(facts.sizeBytes),
        MinSizeAllowed: String(limits.minBytes),
      });
    facts.etag = md5.digest('hex');
    facts.checksum.value = checksum.digest();
    const expected = fields.get(checksumHeader(algorithm));
    if (expected !== undefined && expected !== facts.checksum.value)
      throw new S3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { bytes: flow(), facts };
};

const formAnswer = (
  fields: ReadonlyMap<string, string>,
  host: string,
  object: { bucket: string; key: string; headers: Record<string, string> },
): S3Answer => {
  const { bucket, key, headers } = object;
  const location = `http://${host}/${bucket}/${encodeURI(key)}`;
  const redirect = fields.get('success_action_redirect') ?? fields.get('redirect');
  if (redirect !== undefined && URL.canParse(redirect)) {
    const url = new URL(redirect);
    for (const [name, value] of Object.entries({ bucket, key, etag: headers['etag'] ?? '' }))
      url.searchParams.set(name, value);
    return { status: 303, headers: { ...headers, location: url.href } };
  }
  const status = Number(fields.get('success_action_status'));
  if (status === 201)
    return {
      status,
      headers: { ...headers, location, 'content-type': 'application/xml' },
      body: plainDocument(
        'PostResponse',
        leaf('Location', location),
        leaf('Bucket', bucket),
        leaf('Key', key),
        leaf('ETag', headers['etag']),
      ),
    };
  return { status: status === 200 ? 200 : 204, headers: { ...headers, location } };
};

const storeFile = async (
  service: S3Service,
  call: S3Call,
  fields: Map<string, string>,
  file: FormPart,
): Promise<S3Answer> => {
  const { request } = call;
  const key = (fields.get('key') ?? '').replaceAll('${filename}', file.fileName ?? '');
  if (key === '') throw new S3Error('UserKeyMustBeSpecified', 'The bucket POST must contain a field named "key".');
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', 'Your key is too long');
  const limits = assertPolicy(new Map([...fields, ['bucket', request.bucket]]), call.nowMs);

  const asHeaders = new Map(fields);
  const acl = fields.get('acl');
  if (acl !== undefined) asHeaders.set('x-amz-acl', acl);
  const description = describeObject(
    { ...request, query: [], headers: asHeaders, header: (name) => asHeaders.get(name) },
    call.nowMs,
  );
  const tagging = fields.get('tagging');
  const tags = tagging === undefined ? description.tags : parseTagging(tagging, 10);

  service.buckets.get(request.bucket);
  const { bytes, facts } = openFile(service, file, fields, limits);
  const staged = await service.blobs.stage(bytes);
  try {
    const version = await service.catalog.commit(() =>
      writeVersion(
        service,
        {
          bucket: request.bucket,
          key,
          ...description,
          tags,
          ...facts,
          parts: [],
          segments: service.blobs.adopt(staged),
        },
        {},
        originOf(call),
        'POST Object',
      ),
    );
    const headers = writtenHeaders(service, version);
    return formAnswer(fields, request.headers.get('host') ?? 'localhost', { bucket: request.bucket, key, headers });
  } catch (error) {
    await service.blobs.discard(staged);
    throw error;
  }
};

/** Takes the upload of an HTML form, whose policy is its signature. */
export const postObject = async (
  service: S3Service,
  call: S3Call,
  credentials: (accessKeyId: string) => string | undefined,
): Promise<S3Answer> => {
  const { request } = call;
  const boundary = boundaryOf(request.headers.get('content-type') ?? '');
  const fields = new Map<string, string>();
  let left = maxFieldBytes;
  for await (const part of readForm(request.raw, boundary)) {
    if (part.name.toLowerCase() === 'file') {
      verifyPolicySignature(fields, credentials);
      // What follows the file is ignored, as S3 does.
      return await storeFile(service, call, fields, part);
    }
    const value = await readField(part, left);
    left -= value.length;
    fields.set(part.name.toLowerCase(), value);
  }
  throw new S3Error('InvalidArgument', 'POST requires exactly one file upload per request.', { ArgumentName: 'file' });
};
