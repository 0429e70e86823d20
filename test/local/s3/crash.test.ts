import { spawn, type ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PutObjectCommand, S3Client, UploadPartCommand, CreateMultipartUploadCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { accessKeyId, collect, openTestbed, patternBytes, region, secretAccessKey } from './testbed.ts';

const Bucket = 'records';
const md5 = (bytes: Uint8Array): string => createHash('md5').update(bytes).digest('hex');
let directory = '';
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), 's3-crash-'));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const startChild = async (): Promise<{ child: ChildProcess; client: S3Client; kill: () => Promise<void> }> => {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'server-process.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
    child.once('exit', () => reject(new Error('the server ended by itself')));
  });
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    credentials: { accessKeyId, secretAccessKey },
  });
  const kill = async (): Promise<void> => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    client.destroy();
  };
  return { child, client, kill };
};

const blobFiles = (): string[] =>
  readdirSync(path.join(directory, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes(path.sep),
  );

/** Opens a put and sends half of its body, which stays half for ever. */
const sendHalf = async (client: S3Client, Key: string, lengthBytes: number): Promise<void> => {
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket, Key }));
  await new Promise<void>((resolve) => {
    const outgoing = httpRequest(url, { method: 'PUT', headers: { 'content-length': lengthBytes } });
    outgoing.on('error', () => undefined);
    outgoing.write(patternBytes(lengthBytes / 2), () => resolve());
  });
};

describe('a server that is killed while it writes', () => {
  test('has every object that it acknowledged, whole, and nothing of the others', async () => {
    const acknowledged = new Map<string, string>();
    const rounds = 3;
    for (let round = 0; round < rounds; round += 1) {
      const { client, kill } = await startChild();
      await sendHalf(client, `half/${round}`, 4_000_000);
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket, Key: `parts/${round}` }));
      const over = new AbortController();
      const writers = Array.from({ length: 8 }, async (_, writer) => {
        for (let index = 0; !over.signal.aborted; index += 1) {
          // Sizes on both sides of the border between catalog and file.
          const Body = patternBytes([10, 5_000, 140_000, 400_000][index % 4] ?? 0, 1 + writer * 1000 + index);
          const Key = `${round}/${writer}/${index % 20}`;
          try {
            // While a key is being written over, either version may be the one that survives.
            acknowledged.delete(Key);
            await client.send(new PutObjectCommand({ Bucket, Key, Body }));
            acknowledged.set(Key, md5(Body));
            if (index % 5 === 0)
              await client.send(
                new UploadPartCommand({ Bucket, Key: `parts/${round}`, UploadId, PartNumber: writer + 1, Body }),
              );
          } catch {
            return;
          }
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 500 + round * 137));
      await kill();
      over.abort();
      await Promise.all(writers);
    }

    const bed = await openTestbed({ directory });
    const events = new Set(bed.s3.pendingEvents().map(({ event }) => event.detail.object.key));
    expect(acknowledged.size).toBeGreaterThan(rounds * 8);
    const listed = [...bed.s3.listObjects(Bucket)];
    for (const { key, etag, sizeBytes } of listed) {
      const { body } = bed.s3.getObject(Bucket, key);
      const bytes = Buffer.isBuffer(body) ? body : Buffer.concat(await collect<Buffer>(body));
      expect([key, bytes.length, md5(bytes)]).toEqual([key, sizeBytes, etag]);
      if (acknowledged.has(key)) expect([key, etag]).toEqual([key, acknowledged.get(key)]);
      expect([key, events.has(key)]).toEqual([key, true]);
    }
    const keys = new Set(listed.map(({ key }) => key));
    expect([...acknowledged.keys()].filter((key) => !keys.has(key))).toEqual([]);
    expect([...keys].filter((key) => key.startsWith('half/'))).toEqual([]);

    // Each start swept what the killing before it had left; the half upload of the last round is left for this one.
    expect(await bed.s3.swept).toBeGreaterThanOrEqual(1);
    await bed.close({ keepFiles: true });
    const before = blobFiles().length;
    const again = await openTestbed({ directory });
    expect(await again.s3.swept).toBe(0);
    await again.close({ keepFiles: true });
    expect(blobFiles()).toHaveLength(before);
  });

  test('lets nobody else open its folder, and its successor at once', async () => {
    const { kill } = await startChild();
    await expect(openTestbed({ directory })).rejects.toThrow('locked');
    await kill();
    const bed = await openTestbed({ directory });
    await bed.close({ keepFiles: true });
  });
});

test('events wait until they are acknowledged', async () => {
  const bed = await openTestbed({ onEvent: () => undefined });
  await bed.s3.putObject(Bucket, 'one', Buffer.from('1'));
  await bed.s3.putObject(Bucket, 'two', Buffer.from('2'));
  const [first] = bed.s3.pendingEvents();
  await bed.s3.ackEvent(first?.id ?? 0);
  expect(bed.s3.pendingEvents().map(({ event }) => event.detail.object.key)).toEqual(['two']);
  await bed.close();
});
