import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BlobReader } from './blob-reader.ts';
import type { S3Answer } from './s3-call.ts';
import type { S3Error } from './s3-error.ts';
import { leaf, plainDocument } from './xml.ts';

/** S3's error document. */
export const errorAnswer = (error: S3Error, resource: string, requestId: string): S3Answer => {
  const fields = Object.entries(error.fields).map(([name, value]) => leaf(name, value));
  if (error.status === 304) return { status: 304, headers: { ...error.headers } };
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.headers },
    body: plainDocument(
      'Error',
      leaf('Code', error.code),
      leaf('Message', error.message),
      ...fields,
      leaf('Resource', resource),
      leaf('RequestId', requestId),
      leaf('HostId', requestId),
    ),
  };
};

const maxDrainBytes = 16 * 1024 * 1024;

/**
 * A client that still sends would have its connection reset, and never read the answer: take what is left, up to a
 * limit, and end the connection.
 */
const drain = (request: IncomingMessage): void => {
  if (request.readableEnded || request.destroyed) return;
  let left = maxDrainBytes;
  request.on('data', (bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) request.destroy();
  });
  request.on('error', () => undefined);
  request.resume();
};

/** Writes a stored body; resolves when it is with the operating system. A client that leaves half-way is no error of ours. */
const pumpBody = async (response: ServerResponse, body: BlobReader): Promise<void> => {
  // A response that is closed may never call back for what was written last.
  let giveUp: (error: Error) => void = () => undefined;
  response.once('close', () => giveUp(new Error('the client has gone')));
  const write = (bytes: Buffer): Promise<void> =>
    new Promise((resolve, reject) => {
      giveUp = reject;
      if (response.destroyed) reject(new Error('the client has gone'));
      else response.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  try {
    await body.pump(write);
    response.end();
  } catch {
    response.destroy();
  }
};

/** Sends an answer; resolves when it is out, or when the client has gone. */
export const sendAnswer = async (
  request: IncomingMessage,
  response: ServerResponse,
  answer: S3Answer,
): Promise<void> => {
  const { status, headers, body } = answer;
  const isReader = typeof body === 'object' && 'pump' in body;
  if (response.destroyed) {
    if (isReader) body.release();
    return;
  }
  if (!request.complete && status >= 400) response.setHeader('connection', 'close');
  if (isReader) {
    response.writeHead(status, headers);
    await pumpBody(response, body);
    return;
  }
  const bytes = body === undefined ? undefined : Buffer.from(body);
  const isBodiless = request.method === 'HEAD' || status === 204 || status === 304;
  const length =
    bytes && headers['content-length'] === undefined && !isBodiless ? { 'content-length': String(bytes.length) } : {};
  response.writeHead(status, { ...headers, ...length });
  response.end(isBodiless ? undefined : bytes);
  if (!request.complete) drain(request);
};
