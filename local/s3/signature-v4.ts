import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

// AWS Signature Version 4 as Amazon S3 uses it: the path is encoded once and not normalised.

/** What a signature is valid for. `scope` is `date/region/s3/aws4_request`. */
export type SigningScope = { dateStamp: string; region: string; service: string };

export const scopeText = ({ dateStamp, region, service }: SigningScope): string =>
  `${dateStamp}/${region}/${service}/aws4_request`;

export const sha256Hex = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/** Hash of nothing at all: stands in several strings to sign. */
export const emptySha256Hex = sha256Hex('');

/** Percent-encodes every byte but the unreserved ones of RFC 3986. */
export const encodeUri = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

/** As `encodeUri`, but a slash stays a slash. */
export const encodePath = (path: string): string => encodeUri(path).replaceAll('%2F', '/');

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const canonicalQuery = (pairs: readonly (readonly [string, string])[]): string =>
  pairs
    .map(([name, value]) => [encodeUri(name), encodeUri(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => byCodeUnit(nameA, nameB) || byCodeUnit(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

/** The parts of a request that are signed; `path` and `query` decoded, header names in lower case. */
export type SignedRequest = {
  method: string;
  path: string;
  query: readonly (readonly [string, string])[];
  headers: readonly (readonly [string, string])[];
  payloadHash: string;
};

/** The canonical request, one element a line, as the signature specification prints it. */
export const canonicalRequest = (request: SignedRequest): string => {
  const headers = [...request.headers].sort(([a], [b]) => byCodeUnit(a, b));
  return [
    request.method,
    encodePath(request.path),
    canonicalQuery(request.query),
    ...headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}`),
    '',
    headers.map(([name]) => name).join(';'),
    request.payloadHash,
  ].join('\n');
};

/** `atTime` is the request's own `YYYYMMDDTHHMMSSZ`. */
export const stringToSign = (atTime: string, scope: SigningScope, canonical: string): string =>
  ['AWS4-HMAC-SHA256', atTime, scopeText(scope), sha256Hex(canonical)].join('\n');

/** The key of one day, region and service, derived from the secret. */
export const signingKey = (secret: string, { dateStamp, region, service }: SigningScope): Buffer =>
  hmac(hmac(hmac(hmac(`AWS4${secret}`, dateStamp), region), service), 'aws4_request');

export const sign = (key: Buffer, text: string): string => hmac(key, text).toString('hex');

/** Compares two hexadecimal signatures in a time that does not depend on where they differ. */
export const isSameSignature = (expected: string, given: string): boolean => {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
};

/** What follows the signature of the headers when a body is signed chunk by chunk. */
export type ChunkSigning = { key: Buffer; scope: SigningScope; atTime: string; seedSignature: string };

/** Signature of one chunk of a streamed body, which covers the signature before it. */
export const chunkSignature = (signing: ChunkSigning, previous: string, chunkHash: string): string =>
  sign(
    signing.key,
    ['AWS4-HMAC-SHA256-PAYLOAD', signing.atTime, scopeText(signing.scope), previous, emptySha256Hex, chunkHash].join(
      '\n',
    ),
  );

/** Signature of the trailing headers; `trailer` has each as `name:value` and a line feed. */
export const trailerSignature = (signing: ChunkSigning, previous: string, trailer: string): string =>
  sign(
    signing.key,
    ['AWS4-HMAC-SHA256-TRAILER', signing.atTime, scopeText(signing.scope), previous, sha256Hex(trailer)].join('\n'),
  );
