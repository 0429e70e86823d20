import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

/** A request taken apart, before anybody has said whether it may pass. Paths and queries are decoded. */
export type S3Request = {
  method: string;
  /** Path as it was signed: with the bucket in it only when the client put it there. */
  path: string;
  /** Empty for the list of buckets. */
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  query: readonly (readonly [string, string])[];
  /** Value of a query parameter; an empty string when it has a name only. */
  parameter(name: string): string | undefined;
  /** Value of a header; `x-amz-*` headers may stand in the query of a presigned request instead. */
  header(name: string): string | undefined;
  /** All headers as sent, names in lower case, values of repeated ones joined. */
  headers: ReadonlyMap<string, string>;
  sourceIp: string;
  raw: IncomingMessage;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', "Couldn't parse the specified URI.");
  }
};

const parseQuery = (text: string): [string, string][] =>
  text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const [name, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
      return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
    });

const joinHeaders = (rawHeaders: readonly string[]): Map<string, string> => {
  const headers = new Map<string, string>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    const value = rawHeaders[index + 1] ?? '';
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before},${value}`);
  }
  return headers;
};

/** `records` of `records.localhost:4566` or `records.s3.localhost`; undefined for path-style hosts. */
const bucketOfHost = (host: string): string | undefined =>
  /^([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])\.(?:s3\.)?localhost(?::\d+)?$/i.exec(
    host.replace(/^s3\.localhost/i, 'localhost'),
  )?.[1];

/** Takes a raw request apart. Throws `InvalidURI`, `KeyTooLongError`. */
export const readS3Request = (raw: IncomingMessage): S3Request => {
  const url = raw.url ?? '/';
  const questionMark = url.indexOf('?');
  const rawPath = (questionMark < 0 ? url : url.slice(0, questionMark)).replace(/^https?:\/\/[^/]*/i, '');
  const path = decode(rawPath === '' ? '/' : rawPath);
  const query = parseQuery(questionMark < 0 ? '' : url.slice(questionMark + 1));
  const headers = joinHeaders(raw.rawHeaders);

  const hostBucket = bucketOfHost(headers.get('host') ?? '');
  const slash = path.indexOf('/', 1);
  const bucket = hostBucket ?? (slash < 0 ? path.slice(1) : path.slice(1, slash));
  const key = hostBucket === undefined ? (slash < 0 ? '' : path.slice(slash + 1)) : path.slice(1);
  const maxKeyBytes = 1024;
  if (Buffer.byteLength(key) > maxKeyBytes)
    throw new S3Error('KeyTooLongError', 'Your key is too long', {
      Size: String(Buffer.byteLength(key)),
      MaxSizeAllowed: String(maxKeyBytes),
    });

  const parameters = new Map(query.toReversed());
  const hoisted = new Map(query.map(([name, value]) => [name.toLowerCase(), value]));
  return {
    method: raw.method ?? 'GET',
    path,
    bucket,
    key,
    query,
    parameter: (name) => parameters.get(name),
    header: (name) => headers.get(name) ?? (name.startsWith('x-amz-') ? hoisted.get(name) : undefined),
    headers,
    sourceIp: raw.socket.remoteAddress ?? '127.0.0.1',
    raw,
  };
};
