import { createHash } from 'node:crypto';
import { decodeAwsChunked } from './aws-chunked.ts';
import type { StagedBytes } from './blobs.ts';
import {
  assertChecksumValue,
  checksumAlgorithms,
  checksumHeader,
  createChecksum,
  parseChecksumAlgorithm,
  type ChecksumAlgorithm,
} from './checksums.ts';
import type { S3Call } from './s3-call.ts';
import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import type { S3Service } from './s3-service.ts';

/** What is known of a body once it has been read to its end and verified. */
export type BodyFacts = {
  sizeBytes: number;
  /** Hexadecimal. */
  md5: string;
  /** Base64 by algorithm. */
  checksums: Map<ChecksumAlgorithm, string>;
};

/** The checksum that the client sends, or says it will send: its algorithm and, unless it comes last, its value. */
type DeclaredChecksum = { algorithm: ChecksumAlgorithm; value: string | undefined; isInTrailer: boolean };

/**
 * Only headers count: S3 ignores a checksum that stands in the query of a signed address. The JavaScript SDK puts that of
 * an empty body there whenever it signs a put without one.
 */
export const declaredChecksum = (request: S3Request): DeclaredChecksum | undefined => {
  const given = checksumAlgorithms.filter((algorithm) => request.headers.get(checksumHeader(algorithm)) !== undefined);
  const [algorithm] = given;
  if (given.length > 1)
    throw new S3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  if (algorithm) {
    const value = request.headers.get(checksumHeader(algorithm)) ?? '';
    assertChecksumValue(algorithm, value);
    return { algorithm, value, isInTrailer: false };
  }
  const trailer = request.headers.get('x-amz-trailer')?.trim().toLowerCase();
  const inTrailer = checksumAlgorithms.find((name) => checksumHeader(name) === trailer);
  if (trailer && !inTrailer)
    throw new S3Error('InvalidRequest', 'The value specified in the x-amz-trailer header is not supported');
  if (inTrailer) return { algorithm: inTrailer, value: undefined, isInTrailer: true };
  const named = parseChecksumAlgorithm(request.headers.get('x-amz-sdk-checksum-algorithm'));
  return named && { algorithm: named, value: undefined, isInTrailer: false };
};

/** The bytes that the client says the body has, framing not counted. Throws `MissingContentLength`. */
const declaredLength = (call: S3Call): number => {
  const { headers } = call.request;
  const text =
    call.payload.kind === 'chunked' ? headers.get('x-amz-decoded-content-length') : headers.get('content-length');
  if (text === undefined || !/^\d+$/.test(text))
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  return Number(text);
};

const readMd5Header = (request: S3Request): string | undefined => {
  const text = request.headers.get('content-md5');
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== 16) throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  return bytes.toString('hex');
};

type BodyOptions = {
  maxBytes: number;
  /** Also compute this one. */
  algorithm?: ChecksumAlgorithm | undefined;
  /** True for objects, where S3 computes CRC64NVME when it is given nothing. */
  isObject: boolean;
};

/**
 * The body of a request, decoded and measured while it flows. The last `next()` verifies everything that the client
 * said about it, so a consumer that got to the end holds what the client meant. `facts` is only to be asked then.
 * Throws `EntityTooLarge`, `BadDigest`, `IncompleteBody`, `XAmzContentSHA256Mismatch`, and what the decoder throws.
 */
const openRequestBody = (call: S3Call, { maxBytes, algorithm, isObject }: BodyOptions) => {
  const { request, payload } = call;
  const tooLarge = (sizeBytes: number): S3Error =>
    new S3Error('EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size', {
      ProposedSize: String(sizeBytes),
      MaxSizeAllowed: String(maxBytes),
    });
  const lengthBytes = declaredLength(call);
  if (lengthBytes > maxBytes) throw tooLarge(lengthBytes);
  const declared = declaredChecksum(request);
  if (declared?.isInTrailer && !(payload.kind === 'chunked' && payload.hasTrailer))
    throw new S3Error('InvalidRequest', 'x-amz-trailer needs a streamed body with a trailer.');
  const expectedMd5 = readMd5Header(request);

  const md5 = createHash('md5');
  const sha256 = payload.kind === 'hashed' ? createHash('sha256') : undefined;
  const wanted = new Set([algorithm, declared?.algorithm].filter((name) => name !== undefined));
  if (wanted.size === 0 && isObject) wanted.add('CRC64NVME');
  const running = new Map([...wanted].map((name) => [name, createChecksum(name)]));
  const facts: BodyFacts = { sizeBytes: 0, md5: '', checksums: new Map() };
  let trailer = new Map<string, string>();

  const verify = (): void => {
    facts.md5 = md5.digest('hex');
    for (const [name, checksum] of running) facts.checksums.set(name, checksum.digest());
    if (facts.sizeBytes !== lengthBytes)
      throw new S3Error(
        'IncompleteBody',
        'You did not provide the number of bytes specified by the Content-Length HTTP header',
      );
    if (payload.kind === 'hashed' && sha256?.digest('hex') !== payload.sha256Hex)
      throw new S3Error(
        'XAmzContentSHA256Mismatch',
        "The provided 'x-amz-content-sha256' header does not match what was computed.",
      );
    if (expectedMd5 !== undefined && expectedMd5 !== facts.md5)
      throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.');
    if (!declared) return;
    const value = declared.isInTrailer ? trailer.get(checksumHeader(declared.algorithm)) : declared.value;
    if (declared.isInTrailer && value === undefined)
      throw new S3Error('InvalidRequest', 'The trailer does not hold the checksum that x-amz-trailer announced.');
    if (value === undefined) return;
    assertChecksumValue(declared.algorithm, value);
    if (value !== facts.checksums.get(declared.algorithm))
      throw new S3Error('BadDigest', `The ${declared.algorithm} you specified did not match the calculated checksum.`);
  };

  async function* flow(): AsyncGenerator<Buffer> {
    const raw: AsyncIterable<Buffer> = request.raw;
    const source =
      payload.kind === 'chunked'
        ? decodeAwsChunked(raw, {
            hasTrailer: payload.hasTrailer,
            onTrailer: (headers) => void (trailer = headers),
            ...(payload.signing && { signing: payload.signing }),
          })
        : raw;
    for await (const bytes of source) {
      facts.sizeBytes += bytes.length;
      if (facts.sizeBytes > maxBytes) throw tooLarge(facts.sizeBytes);
      md5.update(bytes);
      sha256?.update(bytes);
      for (const checksum of running.values()) checksum.update(bytes);
      yield bytes;
    }
    verify();
  }
  return { bytes: flow(), facts, declared };
};

export type ReceivedObject = BodyFacts & { staged: StagedBytes; algorithm: ChecksumAlgorithm; isDeclared: boolean };

/** Takes the body of a put or of a part; resolves when it is verified and on the disk. `algorithm` wins over the client's. */
export const receiveObject = async (
  service: S3Service,
  call: S3Call,
  algorithm?: ChecksumAlgorithm,
): Promise<ReceivedObject> => {
  const body = openRequestBody(call, { maxBytes: service.maxObjectBytes, algorithm, isObject: true });
  const staged = await service.blobs.stage(body.bytes);
  return {
    ...body.facts,
    staged,
    algorithm: algorithm ?? body.declared?.algorithm ?? 'CRC64NVME',
    isDeclared: body.declared !== undefined,
  };
};

const maxDocumentBytes = 4 * 1024 * 1024;

/** Takes a body that is a small document. */
export const receiveText = async (call: S3Call): Promise<string> => {
  const pieces: Buffer[] = [];
  for await (const bytes of openRequestBody(call, { maxBytes: maxDocumentBytes, isObject: false }).bytes)
    pieces.push(bytes);
  return Buffer.concat(pieces).toString('utf8');
};
