import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { GetObjectCommand, PutObjectCommand, UploadPartCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { openTestbed, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed();
  await bed.client.send(new PutObjectCommand({ Bucket: 'records', Key: 'known', Body: 'known text' }));
});
afterAll(() => bed.close());

const Bucket = 'records';
const codeOf = async (response: Response): Promise<string> =>
  /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1] ?? 'none';

test('a signed address reads, with other headers when it says so', async () => {
  const url = await getSignedUrl(
    bed.client,
    new GetObjectCommand({ Bucket, Key: 'known', ResponseContentDisposition: 'attachment; filename="a b.txt"' }),
  );
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([200, 'known text']);
  expect(response.headers.get('content-disposition')).toBe('attachment; filename="a b.txt"');
});

test('a signed address writes, with the metadata that was signed into it', async () => {
  const url = await getSignedUrl(
    bed.client,
    new PutObjectCommand({ Bucket, Key: 'put/by address', Metadata: { from: 'web' } }),
  );
  expect((await fetch(url, { method: 'PUT', body: 'sent' })).status).toBe(200);
  const stored = bed.s3.getObject(Bucket, 'put/by address');
  expect([stored.body, stored.metadata]).toEqual([Buffer.from('sent'), { from: 'web' }]);
});

describe('a signed address is refused', () => {
  const sign = (expiresIn = 60): Promise<string> =>
    getSignedUrl(bed.client, new GetObjectCommand({ Bucket, Key: 'known' }), { expiresIn });
  test.each<[string, (url: string) => string, number, string]>([
    ['for another key', (url) => url.replace('/known', '/other'), 403, 'SignatureDoesNotMatch'],
    ['with a longer life', (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'), 403, 'SignatureDoesNotMatch'],
    ['with one more parameter', (url) => `${url}&versionId=null`, 403, 'SignatureDoesNotMatch'],
    [
      'for more than a week',
      (url) => url.replace('X-Amz-Expires=60', 'X-Amz-Expires=604801'),
      400,
      'AuthorizationQueryParametersError',
    ],
    ['of a stranger', (url) => url.replace('local%2F', 'nobody%2F'), 403, 'InvalidAccessKeyId'],
    [
      'without its signature',
      (url) => url.replace(/&X-Amz-Signature=\w+/, ''),
      400,
      'AuthorizationQueryParametersError',
    ],
  ])('%s', async (_title, change, status, code) => {
    const response = await fetch(change(await sign()));
    expect([response.status, await codeOf(response)]).toEqual([status, code]);
  });
  test('after its time', async () => {
    const past = new Date(Date.now() - 120_000);
    const url = await getSignedUrl(bed.client, new GetObjectCommand({ Bucket, Key: 'known' }), {
      expiresIn: 60,
      signingDate: past,
    });
    const response = await fetch(url);
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Request has expired');
  });
  test('for another method', async () => {
    expect((await fetch(await sign(), { method: 'DELETE' })).status).toBe(403);
  });
});

test('a browser on another port may send parts and read their etags, once the rules say so', async () => {
  const origin = 'http://127.0.0.1:8080';
  const url = await getSignedUrl(
    bed.client,
    new UploadPartCommand({ Bucket, Key: 'page', UploadId: 'none', PartNumber: 1 }),
  );
  const preflight = (): Promise<Response> =>
    fetch(url, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'PUT', 'access-control-request-headers': 'Content-Type' },
    });
  expect((await preflight()).status).toBe(403);
  await bed.s3.setCors(Bucket, [
    {
      allowedOrigins: [origin],
      allowedMethods: ['PUT'],
      allowedHeaders: ['*'],
      exposeHeaders: ['ETag'],
      maxAgeSeconds: 60,
    },
  ]);
  const allowed = await preflight();
  expect([
    allowed.status,
    allowed.headers.get('access-control-allow-origin'),
    allowed.headers.get('access-control-allow-headers'),
  ]).toEqual([200, origin, 'content-type']);
  // The page must be able to read a refusal too.
  const refused = await fetch(url, { method: 'PUT', body: 'x', headers: { origin } });
  expect([refused.status, refused.headers.get('access-control-expose-headers')]).toEqual([404, 'ETag']);
});
