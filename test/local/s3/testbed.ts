import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { S3Client, S3ServiceException as ServiceException, type S3ClientConfig } from '@aws-sdk/client-s3';
import type { S3Event } from '../../../local/s3/s3-event.ts';
import { openS3, type S3Options } from '../../../local/s3/s3-server.ts';
import { accessKeyId, region, secretAccessKey } from './credentials.ts';

export { accessKeyId, region, secretAccessKey };

/** An S3 endpoint on a free port and a fresh folder, with one bucket named `records`. */
export const openTestbed = async (options: Partial<S3Options> = {}) => {
  const directory = options.directory ?? mkdtempSync(path.join(tmpdir(), 's3-test-'));
  const events: S3Event[] = [];
  const s3 = openS3({
    directory,
    region,
    credentials: (id) => (id === accessKeyId ? secretAccessKey : undefined),
    onEvent: (event, id) => {
      events.push(event);
      void s3.ackEvent(id);
    },
    ...options,
  });
  await s3.createBucket('records');
  const server = createServer((request, response) => void s3.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const endpoint = `http://127.0.0.1:${port}`;
  const clients: S3Client[] = [];
  const newClient = (config: S3ClientConfig = {}): S3Client => {
    const client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      maxAttempts: 1,
      credentials: { accessKeyId, secretAccessKey },
      ...config,
    });
    clients.push(client);
    return client;
  };
  return {
    s3,
    port,
    endpoint,
    directory,
    events,
    newClient,
    client: newClient(),
    close: async ({ keepFiles = false } = {}): Promise<void> => {
      for (const client of clients) client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await s3.swept;
      s3.close();
      if (!keepFiles) rmSync(directory, { recursive: true, force: true });
    },
  };
};

export type Testbed = Awaited<ReturnType<typeof openTestbed>>;

/** Bytes that look random and are the same on every run. */
export const patternBytes = (length: number, seed = 1): Buffer => {
  const bytes = Buffer.allocUnsafe(length);
  let state = seed * 2_654_435_761;
  for (let index = 0; index < length; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
};

/** Everything that a stream or a generator gives. */
export const collect = async <T>(source: AsyncIterable<T> | Iterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of source) all.push(item);
  return all;
};

/** Name and status of the error that a call is refused with; `none` when it is not. */
export const refusalOf = async (call: Promise<unknown>): Promise<{ name: string; status: number | undefined }> => {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ServiceException)) throw error;
    return { name: error.name, status: error.$metadata.httpStatusCode };
  }
  return { name: 'none', status: undefined };
};
