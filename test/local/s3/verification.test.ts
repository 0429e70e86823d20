import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { createChecksum, type ChecksumAlgorithm } from '../../../local/s3/checksums.ts';
import { signedRequest } from './signed-request.ts';
import { accessKeyId, openTestbed, patternBytes, refusalOf, secretAccessKey, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed({ maxObjectBytes: 20 * 1024 * 1024 });
});
afterAll(() => bed.close());

const Bucket = 'records';
const digest = (algorithm: ChecksumAlgorithm, bytes: Buffer): string => {
  const running = createChecksum(algorithm);
  running.update(bytes);
  return running.digest();
};
const isThere = (Key: string): Promise<boolean> =>
  bed.client.send(new HeadObjectCommand({ Bucket, Key })).then(
    () => true,
    () => false,
  );

describe.each<ChecksumAlgorithm>(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'])('a %s checksum', (algorithm) => {
  const body = patternBytes(200_000);
  const header = `x-amz-checksum-${algorithm.toLowerCase()}`;
  test('that is right is kept and given back', async () => {
    const path = `/${Bucket}/right-${algorithm}`;
    const put = await signedRequest(bed, { method: 'PUT', path, body, headers: { [header]: digest(algorithm, body) } });
    expect([put.status, put.headers.get(header), put.headers.get('x-amz-checksum-type')]).toEqual([
      200,
      digest(algorithm, body),
      'FULL_OBJECT',
    ]);
    const get = await signedRequest(bed, { method: 'GET', path, headers: { 'x-amz-checksum-mode': 'ENABLED' } });
    expect([Buffer.from(get.body).equals(body), get.headers.get(header)]).toEqual([true, digest(algorithm, body)]);
    const unasked = await signedRequest(bed, { method: 'HEAD', path });
    expect(unasked.headers.get(header)).toBeNull();
  });
  test('that is wrong is refused and nothing is written', async () => {
    const path = `/${Bucket}/wrong-${algorithm}`;
    const wrong = digest(algorithm, Buffer.from('something else'));
    const put = await signedRequest(bed, { method: 'PUT', path, body, headers: { [header]: wrong } });
    expect([put.status, put.code]).toEqual([400, 'BadDigest']);
    expect(await isThere(`wrong-${algorithm}`)).toBe(false);
  });
  test('that is no checksum at all is refused', async () => {
    const put = await signedRequest(bed, { method: 'PUT', path: `/${Bucket}/k`, body, headers: { [header]: 'AAA' } });
    expect([put.status, put.code]).toEqual([400, 'InvalidRequest']);
  });
  test('of the trailer of a stream is verified, signed or not', async () => {
    for (const mode of ['signed-chunks', 'unsigned-chunks'] as const) {
      const path = `/${Bucket}/${mode}-${algorithm}`;
      const send = (value: string) =>
        signedRequest(bed, { method: 'PUT', path, body, mode, trailer: { [header]: value } });
      expect(await send(digest(algorithm, Buffer.from('other')))).toMatchObject({ status: 400, code: 'BadDigest' });
      expect((await send(digest(algorithm, body))).status).toBe(200);
      expect(bed.s3.getObject(Bucket, `${mode}-${algorithm}`).sizeBytes).toBe(body.length);
    }
  });
  test('goes through lib-storage, in parts', async () => {
    const Body = patternBytes(6 * 1024 * 1024);
    const params: PutObjectCommandInput = { Bucket, Key: `parts-${algorithm}`, Body, ChecksumAlgorithm: algorithm };
    await new Upload({ client: bed.client, params }).done();
    const head = await bed.client.send(
      new HeadObjectCommand({ Bucket, Key: `parts-${algorithm}`, ChecksumMode: 'ENABLED' }),
    );
    expect(head.ChecksumType).toBe(algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
    if (algorithm === 'CRC64NVME') expect(head.ChecksumCRC64NVME).toBe(digest(algorithm, Body));
  });
});

test('an object that came without a checksum gets CRC64NVME, as on AWS', async () => {
  await signedRequest(bed, { method: 'PUT', path: `/${Bucket}/bare`, body: Buffer.from('123456789') });
  const { ChecksumCRC64NVME } = await bed.client.send(
    new GetObjectCommand({ Bucket, Key: 'bare', ChecksumMode: 'ENABLED' }),
  );
  expect(Buffer.from(ChecksumCRC64NVME ?? '', 'base64').toString('hex')).toBe('ae8b14860a799888');
});

describe('a body is refused', () => {
  const body = Buffer.from('the body');
  const md5 = (text: string): string => createHash('md5').update(text).digest('base64');
  test.each<[string, Parameters<typeof signedRequest>[1], number, string]>([
    ['whose MD5 is another', { headers: { 'content-md5': md5('other') } }, 400, 'BadDigest'],
    ['whose MD5 is none', { headers: { 'content-md5': 'zzz' } }, 400, 'InvalidDigest'],
    [
      'whose SHA-256 is another',
      { payloadHash: createHash('sha256').update('x').digest('hex') },
      400,
      'XAmzContentSHA256Mismatch',
    ],
    ['whose hash is nonsense', { payloadHash: 'nonsense' }, 400, 'InvalidArgument'],
    [
      'with two checksums',
      { headers: { 'x-amz-checksum-crc32': 'AAAAAA==', 'x-amz-checksum-sha1': 'x' } },
      400,
      'InvalidRequest',
    ],
    [
      'with a chunk signed by nobody',
      { mode: 'signed-chunks', tamper: true, trailer: {} },
      403,
      'SignatureDoesNotMatch',
    ],
    [
      'whose trailer does not come',
      { mode: 'unsigned-chunks', trailer: {}, headers: { 'x-amz-trailer': 'x-amz-checksum-crc32' } },
      400,
      'InvalidRequest',
    ],
    ['that is too large', { body: Buffer.alloc(20 * 1024 * 1024 + 1) }, 400, 'EntityTooLarge'],
    ['for a key that is too long', { path: `/${Bucket}/${'k'.repeat(1025)}` }, 400, 'KeyTooLongError'],
    ['with too much metadata', { headers: { 'x-amz-meta-a': 'x'.repeat(2049) } }, 400, 'MetadataTooLarge'],
    [
      'that would be encrypted with a key of the caller',
      { headers: { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' } },
      501,
      'NotImplemented',
    ],
    ['that everybody could read', { headers: { 'x-amz-acl': 'public-read' } }, 400, 'AccessControlListNotSupported'],
    ['of an unknown storage class', { headers: { 'x-amz-storage-class': 'ATTIC' } }, 400, 'InvalidStorageClass'],
    ['for an unknown sub-resource', { path: `/${Bucket}/refused?something` }, 501, 'NotImplemented'],
    ['for a sub-resource that is not here', { path: `/${Bucket}/refused?acl` }, 501, 'NotImplemented'],
  ])('%s', async (_title, request, status, code) => {
    const answer = await signedRequest(bed, { method: 'PUT', path: `/${Bucket}/refused`, body, ...request });
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(await isThere('refused')).toBe(false);
  });
});

describe('a request is refused', () => {
  const list = (config: Parameters<Testbed['newClient']>[0]) =>
    refusalOf(bed.newClient(config).send(new ListObjectsV2Command({ Bucket })));
  test('with a wrong secret', async () => {
    expect(await list({ credentials: { accessKeyId, secretAccessKey: 'wrong' } })).toEqual({
      name: 'SignatureDoesNotMatch',
      status: 403,
    });
  });
  test('of a stranger', async () => {
    expect(await list({ credentials: { accessKeyId: 'nobody', secretAccessKey } })).toEqual({
      name: 'InvalidAccessKeyId',
      status: 403,
    });
  });
  test('when a clock is off by twenty minutes', async () => {
    expect(await list({ systemClockOffset: 1_200_000 })).toEqual({ name: 'RequestTimeTooSkewed', status: 403 });
  });
  test.each<[string, Record<string, string>, number, string]>([
    ['without a signature', {}, 403, 'AccessDenied'],
    ['with a signature of version 2', { authorization: 'AWS local:c2lnbmF0dXJl' }, 400, 'InvalidRequest'],
    [
      'with half a signature',
      { authorization: 'AWS4-HMAC-SHA256 Credential=local' },
      400,
      'AuthorizationHeaderMalformed',
    ],
  ])('%s', async (_title, headers, status, code) => {
    const response = await fetch(`${bed.endpoint}/${Bucket}`, { headers });
    const text = await response.text();
    expect([response.status, /<Code>(\w+)/.exec(text)?.[1]]).toEqual([status, code]);
    expect(response.headers.get('x-amz-request-id')).toBe(/<RequestId>(\w+)/.exec(text)?.[1]);
  });
  test('when a header is left out of the signature', async () => {
    const request = {
      method: 'PUT',
      path: `/${Bucket}/k`,
      body: Buffer.from('x'),
      unsignedHeaders: { 'x-amz-meta-added': 'later' },
    };
    expect(await signedRequest(bed, request)).toMatchObject({ status: 403, code: 'AccessDenied' });
  });
});

test('buckets are found in the name of the host as well', async () => {
  await bed.s3.putObject(Bucket, 'by host', Buffer.from('x'));
  const answer = await signedRequest(bed, {
    method: 'GET',
    path: '/by%20host',
    host: `${Bucket}.localhost:${bed.port}`,
  });
  expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([200, 'x']);
});
