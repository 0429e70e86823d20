import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { scratchDirectory } from '../scratch-directory.ts';

const Usage = z.object({ cpuMicros: z.number(), peakBytes: z.number() });
/** Since the process began. */
export type Usage = z.infer<typeof Usage>;
const Ready = z.object({ port: z.number() });

export type ServerProcess = {
  client: S3Client;
  usage(): Promise<Usage>;
  close(): Promise<void>;
};

/** A server of this folder in a process of its own, on a fresh folder, with a bucket named `bench` and a client for it. */
export const startServer = async (file: 'imr-s3.ts' | 'fauxqs-s3.ts', ...args: string[]): Promise<ServerProcess> => {
  const scratch = scratchDirectory();
  const child = fork(path.join(import.meta.dirname, file), [scratch.path, ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = async (): Promise<unknown> => {
    const [message]: unknown[] = await once(child, 'message', { signal: AbortSignal.timeout(30_000) });
    return message;
  };
  const { port } = Ready.parse(await answer());
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-west-2',
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  });
  return {
    client,
    async usage() {
      child.send('usage');
      return Usage.parse(await answer());
    },
    async close() {
      client.destroy();
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      scratch.remove();
    },
  };
};
