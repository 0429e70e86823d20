import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, test } from '@jest/globals';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { accessKeyId, openTestbed, patternBytes, region, secretAccessKey } from './testbed.ts';

const Bucket = 'records';
const bytesOf = (message: IncomingMessage): AsyncIterable<Buffer> => message;
const clientOf = (port: number | string): S3Client =>
  new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
const answerTo = (url: string, method: string, body?: Readable, lengthBytes = 0): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      url,
      { method, agent: false, headers: body ? { 'content-length': lengthBytes } : {} },
      resolve,
    );
    outgoing.on('error', reject);
    if (body) pipeline(body, outgoing).catch(reject);
    else outgoing.end();
  });

test('300 MB stream in and out while the server grows by less than 90 MB', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 's3-memory-'));
  const child = fork(path.join(import.meta.dirname, 'server-process.ts'), [directory], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  try {
    const port = await new Promise<string>((resolve) =>
      child.stdout?.once('data', (bytes: Buffer) => resolve(bytes.toString().trim())),
    );
    const peakMebibytes = (): Promise<number> =>
      new Promise((resolve) => {
        child.once('message', (value) => resolve(Number(value)));
        child.send('usage');
      });
    const peakBefore = await peakMebibytes();
    const client = clientOf(port);
    const chunk = patternBytes(65_536);
    const count = 4578;
    const sent = createHash('md5');
    const body = Readable.from(
      (function* () {
        for (let index = 0; index < count; index += 1) {
          sent.update(chunk);
          yield chunk;
        }
      })(),
    );
    const put = await answerTo(
      await getSignedUrl(client, new PutObjectCommand({ Bucket, Key: 'large' })),
      'PUT',
      body,
      count * chunk.length,
    );
    expect([put.statusCode, put.headers.etag]).toEqual([200, `"${sent.digest('hex')}"`]);
    put.resume();
    const get = await answerTo(await getSignedUrl(client, new GetObjectCommand({ Bucket, Key: 'large' })), 'GET');
    const received = createHash('md5');
    for await (const bytes of bytesOf(get)) received.update(bytes);
    expect(`"${received.digest('hex')}"`).toBe(put.headers.etag);
    const grownMebibytes = (await peakMebibytes()) - peakBefore;
    expect(grownMebibytes).toBeGreaterThanOrEqual(0);
    expect(grownMebibytes).toBeLessThan(90);
  } finally {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
    rmSync(directory, { recursive: true, force: true });
  }
}, 120_000);

test('who reads an object gets the one that was there when the reading began; its bytes go afterwards', async () => {
  const bed = await openTestbed();
  const files = (): string[] =>
    readdirSync(path.join(bed.directory, 'blobs'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.includes(path.sep),
    );
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let tries = 0; !isSo() && tries < 500; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const old = patternBytes(8_000_000, 1);
  await bed.s3.putObject(Bucket, 'k', old);
  const url = await getSignedUrl(bed.client, new GetObjectCommand({ Bucket, Key: 'k' }));
  const [reader, leaver] = [await answerTo(url, 'GET'), await answerTo(url, 'GET')];
  const inside = bed.s3.getObject(Bucket, 'k').body;
  await bed.s3.putObject(Bucket, 'k', patternBytes(200_000, 2));
  expect(files()).toHaveLength(2);
  const pieces: Buffer[] = [];
  for await (const bytes of bytesOf(reader)) pieces.push(bytes);
  expect(Buffer.concat(pieces).equals(old)).toBe(true);
  leaver.destroy();
  if (inside instanceof Readable) inside.destroy();
  await until(() => files().length === 1);
  expect(files()).toHaveLength(1);
  await bed.close();
});
