import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { account } from '../local/settings.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';

const root = path.join(import.meta.dirname, '..');
const mebibyte = 1_048_576;
const goalMebibytes = 150;

/** What `npm start` runs, with its flags. */
const startArguments = (): string[] => {
  const manifest: unknown = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const { scripts } = z.object({ scripts: z.object({ start: z.string() }) }).parse(manifest);
  return scripts.start.split(' ').slice(1);
};

const addressOf = (output: Readable): Promise<string> =>
  new Promise((resolve) => {
    let text = '';
    output.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const found = /AWS\s+(http:\S+)/.exec(text)?.[1];
      if (found) resolve(found);
    });
  });

/** The peak memory of everything that `npm start` is, after one large object went in and out. Linux only. */
export const systemMemory = async ({ hasGigabyte }: { hasGigabyte: boolean }): Promise<Row[]> => {
  const mebibytes = hasGigabyte ? 1024 : 300;
  const scratch = scratchDirectory();
  const options = ['--no-sample', '--data', path.join(scratch.path, 'data'), '--port', '0', '--web-port', '0'];
  const child = spawn(process.execPath, [...startArguments(), ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const client = new S3Client({
      endpoint: await addressOf(child.stdout),
      region: account.region,
      forcePathStyle: true,
      credentials: { accessKeyId: account.accessKeyId, secretAccessKey: account.secretAccessKey },
    });
    const chunk = Buffer.alloc(mebibyte, 'scanned page ');
    const Body = Readable.from(
      Array.from({ length: mebibytes }, () => chunk),
      { objectMode: false },
    );
    const place = { Bucket: account.buckets.work, Key: 'bench/large' };
    await client.send(new PutObjectCommand({ ...place, Body, ContentLength: mebibytes * mebibyte }));
    const answer = await client.send(new GetObjectCommand(place));
    let bytes = 0;
    if (answer.Body instanceof Readable) for await (const part of answer.Body) bytes += Buffer.from(part).length;
    if (bytes !== mebibytes * mebibyte) throw new Error('the large object came back shorter');
    const peakKibibytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
    return [
      {
        name: `npm start: peak memory of the whole, ${mebibytes} MiB in and out`,
        ours: { value: Number(peakKibibytes) / 1024 },
        unit: 'MiB',
        better: 'lower',
        goal: { value: goalMebibytes },
      },
    ];
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
    scratch.remove();
  }
};
