import { S3Error } from './s3-error.ts';
import type { S3Request } from './s3-request.ts';
import {
  canonicalRequest,
  isSameSignature,
  sign,
  signingKey,
  stringToSign,
  type ChunkSigning,
  type SigningScope,
} from './signature-v4.ts';

/** How the body is to be read and verified. `hash` is set only when the whole body was signed. */
export type PayloadKind =
  | { kind: 'hashed'; sha256Hex: string }
  | { kind: 'unsigned' }
  | { kind: 'chunked'; signing?: ChunkSigning; hasTrailer: boolean };

export type Identity = { accessKeyId: string; payload: PayloadKind };
export type AuthenticateOptions = { credentials: (accessKeyId: string) => string | undefined; nowMs: number };

type Presented = {
  accessKeyId: string;
  scope: SigningScope;
  atTime: string;
  signedHeaders: string[];
  signature: string;
  payloadHash: string;
  isPresigned: boolean;
};

const maxSkewMs = 15 * 60 * 1000;
const maxExpirySeconds = 7 * 24 * 60 * 60;

const parseCredential = (text: string): { accessKeyId: string; scope: SigningScope } | undefined => {
  // The access key itself may hold slashes, so the scope is taken from the end.
  const parts = text.split('/');
  const [dateStamp, region, service, terminator] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join('/');
  if (!accessKeyId || !dateStamp || !/^\d{8}$/.test(dateStamp) || region === undefined) return undefined;
  if (service !== 's3' || terminator !== 'aws4_request') return undefined;
  return { accessKeyId, scope: { dateStamp, region, service } };
};

/** Milliseconds of `YYYYMMDDTHHMMSSZ`, or undefined. */
const parseAmzDate = (text: string): number | undefined => {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? undefined : ms;
};

const iso = (ms: number): string => new Date(ms).toISOString();

const readHeaderSignature = (request: S3Request, authorization: string, nowMs: number): Presented => {
  const malformed = (reason: string): S3Error =>
    new S3Error('AuthorizationHeaderMalformed', `The authorization header is malformed; ${reason}.`);
  if (!/^AWS4-HMAC-SHA256\s/.test(authorization))
    throw new S3Error(
      'InvalidRequest',
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    );
  const field = (name: string): string => {
    const value = new RegExp(`(?:^|[\\s,])${name}=([^,\\s]+)`).exec(authorization)?.[1];
    if (value === undefined) throw malformed(`${name} is missing`);
    return value;
  };
  const credential = parseCredential(field('Credential'));
  if (!credential)
    throw malformed('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request"');
  // Clients that cannot set `date` use `x-amz-date`; the SDKs always do.
  const headerDate = request.headers.get('x-amz-date');
  const plainDate = Date.parse(request.headers.get('date') ?? '');
  const atTime = headerDate ?? (Number.isNaN(plainDate) ? '' : iso(plainDate).replace(/[-:]|\.\d+/g, ''));
  const atMs = parseAmzDate(atTime);
  if (atMs === undefined)
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  if (Math.abs(nowMs - atMs) > maxSkewMs)
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      {
        RequestTime: atTime,
        ServerTime: iso(nowMs),
        MaxAllowedSkewMilliseconds: String(maxSkewMs),
      },
    );
  const payloadHash = request.headers.get('x-amz-content-sha256');
  if (payloadHash === undefined)
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  const signedHeaders = field('SignedHeaders').split(';');
  return { ...credential, atTime, signedHeaders, signature: field('Signature'), payloadHash, isPresigned: false };
};

const readQuerySignature = (request: S3Request, nowMs: number): Presented => {
  const malformed = (reason: string): S3Error => new S3Error('AuthorizationQueryParametersError', reason);
  const field = (name: string): string => {
    const value = request.parameter(name);
    if (!value)
      throw malformed(
        'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
      );
    return value;
  };
  if (field('X-Amz-Algorithm') !== 'AWS4-HMAC-SHA256')
    throw malformed('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"');
  const credential = parseCredential(field('X-Amz-Credential'));
  if (!credential)
    throw malformed(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/s3/aws4_request".',
    );
  const atTime = field('X-Amz-Date');
  const atMs = parseAmzDate(atTime);
  if (atMs === undefined) throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  const expires = field('X-Amz-Expires');
  if (!/^\d+$/.test(expires)) throw malformed('X-Amz-Expires should be a number');
  if (Number(expires) > maxExpirySeconds)
    throw malformed(
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    );
  const endMs = atMs + Number(expires) * 1000;
  if (nowMs > endMs)
    throw new S3Error('AccessDenied', 'Request has expired', {
      'X-Amz-Expires': expires,
      Expires: iso(endMs),
      ServerTime: iso(nowMs),
    });
  if (atMs - nowMs > maxSkewMs)
    throw new S3Error('AccessDenied', 'Request is not yet valid', { ServerTime: iso(nowMs) });
  return {
    ...credential,
    atTime,
    signedHeaders: field('X-Amz-SignedHeaders').split(';'),
    signature: field('X-Amz-Signature'),
    payloadHash: request.header('x-amz-content-sha256') ?? 'UNSIGNED-PAYLOAD',
    isPresigned: true,
  };
};

/** A signature protects nothing that it leaves out: `host` and every `x-amz-*` header must be in it. */
const assertHeadersSigned = (request: S3Request, signedHeaders: readonly string[]): void => {
  const missing = [...request.headers.keys()].filter(
    (name) =>
      (name === 'host' || name.startsWith('x-amz-')) &&
      !signedHeaders.includes(name) &&
      name !== 'x-amz-content-sha256',
  );
  if (missing.length > 0)
    throw new S3Error('AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: missing.join(', '),
    });
};

const payloadKindOf = (hash: string, signing: ChunkSigning): PayloadKind => {
  switch (hash) {
    case 'UNSIGNED-PAYLOAD':
      return { kind: 'unsigned' };
    case 'STREAMING-UNSIGNED-PAYLOAD-TRAILER':
      return { kind: 'chunked', hasTrailer: true };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD':
      return { kind: 'chunked', signing, hasTrailer: false };
    case 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER':
      return { kind: 'chunked', signing, hasTrailer: true };
    default:
      if (hash.startsWith('STREAMING-'))
        throw new S3Error('NotImplemented', 'This way of signing a streamed body is not implemented.');
      if (!/^[0-9a-f]{64}$/i.test(hash))
        throw new S3Error(
          'InvalidArgument',
          'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.',
        );
      return { kind: 'hashed', sha256Hex: hash.toLowerCase() };
  }
};

// One key serves a whole day; a handful of users at most work on one machine, so a few entries are enough.
const signingKeys = new Map<string, Buffer>();
/** As `signingKey`, remembered. */
export const cachedSigningKey = (secret: string, scope: SigningScope): Buffer => {
  const name = [scope.dateStamp, scope.region, scope.service, secret].join('/');
  const known = signingKeys.get(name);
  if (known) return known;
  if (signingKeys.size >= 64) signingKeys.clear();
  const key = signingKey(secret, scope);
  signingKeys.set(name, key);
  return key;
};

/**
 * Verifies the signature of a request, from its `Authorization` header or its query. The body is verified later, while it
 * is read. Throws `AccessDenied` (none, expired), `InvalidAccessKeyId`, `SignatureDoesNotMatch`, `RequestTimeTooSkewed`.
 */
export const authenticate = (request: S3Request, { credentials, nowMs }: AuthenticateOptions): Identity => {
  const authorization = request.headers.get('authorization');
  const isPresigned =
    request.parameter('X-Amz-Algorithm') !== undefined || request.parameter('X-Amz-Signature') !== undefined;
  if (authorization === undefined && !isPresigned) throw new S3Error('AccessDenied', 'Access Denied');
  if (authorization !== undefined && isPresigned)
    throw new S3Error(
      'InvalidArgument',
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    );
  const presented =
    authorization === undefined
      ? readQuerySignature(request, nowMs)
      : readHeaderSignature(request, authorization, nowMs);

  const { accessKeyId, scope, atTime, signedHeaders, signature, payloadHash } = presented;
  const secret = credentials(accessKeyId);
  if (secret === undefined)
    throw new S3Error('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      AWSAccessKeyId: accessKeyId,
    });
  assertHeadersSigned(request, signedHeaders);
  const canonical = canonicalRequest({
    method: request.method,
    path: request.path,
    query: request.query.filter(([name]) => name !== 'X-Amz-Signature'),
    headers: signedHeaders.map((name) => [name, request.headers.get(name) ?? '']),
    payloadHash,
  });
  const text = stringToSign(atTime, scope, canonical);
  const key = cachedSigningKey(secret, scope);
  if (!atTime.startsWith(scope.dateStamp) || !isSameSignature(sign(key, text), signature))
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      {
        AWSAccessKeyId: accessKeyId,
        StringToSign: text,
        SignatureProvided: signature,
        CanonicalRequest: canonical,
      },
    );
  return { accessKeyId, payload: payloadKindOf(payloadHash, { key, scope, atTime, seedSignature: signature }) };
};
