import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'minio';
import { accessKeyId, collect, openTestbed, patternBytes, region, secretAccessKey, type Testbed } from './testbed.ts';

let bed: Testbed;
let folder = '';
beforeAll(async () => {
  bed = await openTestbed();
  folder = mkdtempSync(path.join(tmpdir(), 's3-clients-'));
});
afterAll(async () => {
  await bed.close();
  rmSync(folder, { recursive: true, force: true });
});

const bytesOf = async (stream: AsyncIterable<Buffer>): Promise<Buffer> => Buffer.concat(await collect(stream));

describe('the minio client', () => {
  const newClient = (): Client =>
    new Client({
      endPoint: '127.0.0.1',
      port: bed.port,
      useSSL: false,
      accessKey: accessKeyId,
      secretKey: secretAccessKey,
      region,
      partSize: 5 * 1024 * 1024,
    });

  test('makes buckets, puts, reads, lists, copies and removes', async () => {
    const client = newClient();
    await client.makeBucket('minio', region);
    expect(await client.bucketExists('minio')).toBe(true);
    expect(await client.bucketExists('absent')).toBe(false);
    await client.putObject('minio', 'a/small ü', 'text', 4, { 'Content-Type': 'text/plain', 'X-Amz-Meta-Step': 'ocr' });
    const stat = await client.statObject('minio', 'a/small ü');
    expect([stat.size, stat.metaData]).toEqual([
      4,
      expect.objectContaining({ 'content-type': 'text/plain', step: 'ocr' }),
    ]);
    expect((await bytesOf(await client.getPartialObject('minio', 'a/small ü', 1, 2))).toString()).toBe('ex');
    const names = await collect<{ name?: string }>(client.listObjectsV2('minio', '', true));
    expect(names.map(({ name }) => name)).toEqual(['a/small ü']);
    await client.removeObjects('minio', ['a/small ü']);
    await expect(client.statObject('minio', 'a/small ü')).rejects.toThrow('Not Found');
  });

  test('uploads in parts', async () => {
    const body = patternBytes(12 * 1024 * 1024);
    const client = newClient();
    await client.fPutObject('records', 'parts', write('parts.bin', body));
    expect((await bytesOf(await client.getObject('records', 'parts'))).equals(body)).toBe(true);
    expect((await client.statObject('records', 'parts')).etag).toMatch(/-\d+$/);
  });

  test('signs addresses and forms', async () => {
    const client = newClient();
    const put = await client.presignedPutObject('records', 'by address', 60);
    expect((await fetch(put, { method: 'PUT', body: 'sent' })).status).toBe(200);
    expect(await (await fetch(await client.presignedGetObject('records', 'by address', 60))).text()).toBe('sent');
  });
});

const write = (name: string, bytes: Buffer): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, bytes);
  return file;
};

const findAws = (): string | undefined => {
  const known = '/usr/bin/aws';
  if (!existsSync(known)) return undefined;
  // Version 1 signs addresses in an older way, which is refused.
  return execFileSync(known, ['--version'], { encoding: 'utf8' }).startsWith('aws-cli/2') ? known : undefined;
};
const aws = findAws();

// Only where the program is installed: it is no part of the project.
if (aws !== undefined)
  describe('the aws command line', () => {
    const run = async (...words: string[]): Promise<string> => {
      // The program takes a second or more to start each time.
      const env = {
        PATH: process.env['PATH'],
        HOME: folder,
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: secretAccessKey,
        AWS_DEFAULT_REGION: region,
        AWS_EC2_METADATA_DISABLED: 'true',
      };
      const { stdout } = await promisify(execFile)(aws ?? 'aws', ['--endpoint-url', bed.endpoint, ...words], { env });
      return stdout;
    };
    test('copies both ways, in parts, lists, syncs, signs and removes', async () => {
      const body = patternBytes(20 * 1024 * 1024);
      await run('s3', 'mb', 's3://cli');
      await run('s3', 'cp', write('big.bin', body), 's3://cli/big.bin');
      await run('s3', 'cp', 's3://cli/big.bin', path.join(folder, 'back.bin'));
      expect(readFileSync(path.join(folder, 'back.bin')).equals(body)).toBe(true);
      await run('s3', 'cp', 's3://cli/big.bin', 's3://cli/copy.bin');
      write('tree/one.txt', Buffer.from('1'));
      write('tree/sub/two words.txt', Buffer.from('2'));
      await run('s3', 'sync', path.join(folder, 'tree'), 's3://cli/tree');
      expect(await run('s3', 'sync', path.join(folder, 'tree'), 's3://cli/tree')).toBe('');
      const lines = (await run('s3', 'ls', '--recursive', 's3://cli')).trim().split('\n');
      expect(lines.map((line) => line.replace(/^\S+ \S+ +/, ''))).toEqual([
        '20971520 big.bin',
        '20971520 copy.bin',
        '1 tree/one.txt',
        '1 tree/sub/two words.txt',
      ]);
      const url = (await run('s3', 'presign', 's3://cli/tree/one.txt')).trim();
      expect(await (await fetch(url)).text()).toBe('1');
      await run('s3', 'rm', '--recursive', 's3://cli');
      await run('s3', 'rb', 's3://cli');
      await expect(run('s3', 'ls', 's3://cli')).rejects.toThrow('NoSuchBucket');
    }, 300_000);
  });
