import { request as httpRequest } from 'node:http';
import {
  canonicalRequest,
  chunkSignature,
  scopeText,
  sha256Hex,
  sign,
  signingKey,
  stringToSign,
  trailerSignature,
} from '../../../local/s3/signature-v4.ts';
import { accessKeyId, region, secretAccessKey, type Testbed } from './testbed.ts';

// A client that can do wrong: what the SDK will not send is sent from here.

export type RawRequest = {
  method?: string;
  path?: string;
  host?: string;
  body?: Buffer;
  headers?: Record<string, string>;
  /** Sent, but left out of the signature. */
  unsignedHeaders?: Record<string, string>;
  payloadHash?: string;
  mode?: 'whole' | 'signed-chunks' | 'unsigned-chunks';
  trailer?: Record<string, string>;
  /** Changes a byte of the body after signing. */
  tamper?: boolean;
};
export type RawAnswer = { status: number; code: string | undefined; headers: Headers; body: ArrayBuffer };

const chunkBytes = 65_536;
const hashOfMode = {
  'signed-chunks': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
  'unsigned-chunks': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
} as const;

const exchange = (
  bed: Testbed,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: Buffer,
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { host: '127.0.0.1', port: bed.port, method, path, headers, agent: false },
      (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('end', () => {
          const bytes = Buffer.concat(pieces);
          const code = /<Error><Code>(\w+)<\/Code>/.exec(bytes.toString('latin1'))?.[1];
          const pairs = Object.entries(response.headers).map(([name, value]): [string, string] => [
            name,
            String(value),
          ]);
          resolve({
            status: response.statusCode ?? 0,
            code,
            headers: new Headers(pairs),
            body: Uint8Array.from(bytes).buffer,
          });
        });
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });

/** Sends a request that is signed with the credentials of the testbed. */
export const signedRequest = async (bed: Testbed, request: RawRequest): Promise<RawAnswer> => {
  const {
    method = 'GET',
    path = '/',
    host = `127.0.0.1:${bed.port}`,
    body = Buffer.alloc(0),
    mode = 'whole',
    trailer = {},
  } = request;
  const atTime = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { dateStamp: atTime.slice(0, 8), region, service: 's3' };
  const payloadHash = request.payloadHash ?? (mode === 'whole' ? sha256Hex(body) : hashOfMode[mode]);
  const [trailerName] = Object.keys(trailer);
  const headers: Record<string, string> = {
    host,
    'x-amz-date': atTime,
    'x-amz-content-sha256': payloadHash,
    ...(mode !== 'whole' && { 'x-amz-decoded-content-length': String(body.length), 'content-encoding': 'aws-chunked' }),
    ...(trailerName !== undefined && { 'x-amz-trailer': trailerName }),
    ...request.headers,
  };
  const [rawPath = '', rawQuery = ''] = path.split('?');
  const key = signingKey(secretAccessKey, scope);
  const canonical = canonicalRequest({
    method,
    path: decodeURIComponent(rawPath),
    query:
      rawQuery === ''
        ? []
        : rawQuery
            .split('&')
            .map((pair): [string, string] => [pair.split('=')[0] ?? '', decodeURIComponent(pair.split('=')[1] ?? '')]),
    headers: Object.entries(headers),
    payloadHash,
  });
  const seedSignature = sign(key, stringToSign(atTime, scope, canonical));
  const signedHeaders = Object.keys(headers).toSorted().join(';');
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scopeText(scope)}, SignedHeaders=${signedHeaders}, Signature=${seedSignature}`;
  const all = { ...headers, ...request.unsignedHeaders, authorization };
  if (mode === 'whole') return exchange(bed, method, path, { ...all, 'content-length': String(body.length) }, body);

  const signing = { key, scope, atTime, seedSignature };
  let previous = seedSignature;
  const pieces: Buffer[] = [];
  for (let at = 0; at <= body.length; at += chunkBytes) {
    const chunk = body.subarray(at, at + chunkBytes);
    if (chunk.length === 0) break;
    previous = chunkSignature(signing, previous, sha256Hex(chunk));
    const extension = mode === 'signed-chunks' ? `;chunk-signature=${previous}` : '';
    const sent = Buffer.from(chunk);
    if (request.tamper) sent[0] = (sent[0] ?? 0) ^ 1;
    pieces.push(Buffer.from(`${chunk.length.toString(16)}${extension}\r\n`), sent, Buffer.from('\r\n'));
  }
  previous = chunkSignature(signing, previous, sha256Hex(''));
  pieces.push(Buffer.from(mode === 'signed-chunks' ? `0;chunk-signature=${previous}\r\n` : '0\r\n'));
  const lines = Object.entries(trailer).map(([name, value]) => `${name}:${value}`);
  pieces.push(Buffer.from(lines.map((line) => `${line}\r\n`).join('')));
  if (mode === 'signed-chunks') {
    const text = lines.map((line) => `${line}\n`).join('');
    pieces.push(Buffer.from(`x-amz-trailer-signature:${trailerSignature(signing, previous, text)}\r\n`));
  }
  pieces.push(Buffer.from('\r\n'));
  const framed = Buffer.concat(pieces);
  return exchange(bed, method, path, { ...all, 'content-length': String(framed.length) }, framed);
};
