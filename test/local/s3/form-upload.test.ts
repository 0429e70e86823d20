import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { scopeText, sign, signingKey } from '../../../local/s3/signature-v4.ts';
import { accessKeyId, collect, openTestbed, patternBytes, region, secretAccessKey, type Testbed } from './testbed.ts';

let bed: Testbed;
beforeAll(async () => {
  bed = await openTestbed();
});
afterAll(() => bed.close());

type Change = { conditions?: unknown[]; fields?: Record<string, string>; expiresInMs?: number; secret?: string };

/** A form as a server prepares it and a browser sends it: the policy says what the fields may be. */
const formFor = (
  key: string,
  { conditions = [], fields = {}, expiresInMs = 60_000, secret = secretAccessKey }: Change,
): FormData => {
  const atTime = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = { dateStamp: atTime.slice(0, 8), region, service: 's3' };
  const signed: Record<string, string> = {
    key,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': `${accessKeyId}/${scopeText(scope)}`,
    'x-amz-date': atTime,
  };
  const policy = Buffer.from(
    JSON.stringify({
      expiration: new Date(Date.now() + expiresInMs).toISOString(),
      conditions: [
        { bucket: 'records' },
        ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
        ...conditions,
      ],
    }),
  ).toString('base64');
  const form = new FormData();
  const all = { ...signed, ...fields, policy, 'x-amz-signature': sign(signingKey(secret, scope), policy) };
  for (const [name, value] of Object.entries(all)) form.set(name, value);
  return form;
};

const send = async (
  form: FormData,
  file: Buffer,
  name = 'scan 1.pdf',
): Promise<{ status: number; text: string; headers: Headers }> => {
  form.set('file', new Blob([Uint8Array.from(file)], { type: 'application/pdf' }), name);
  const response = await fetch(`${bed.endpoint}/records`, { method: 'POST', body: form, redirect: 'manual' });
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const storedBytes = async (key: string): Promise<Buffer> => {
  const { body } = bed.s3.getObject('records', key);
  return Buffer.isBuffer(body) ? body : Buffer.concat(await collect<Buffer>(body));
};

describe('a form with a signed policy', () => {
  test.each([0, 1, 100_000, 3_000_000])('uploads %i bytes as they are', async (length) => {
    const body = patternBytes(length);
    expect((await send(formFor(`form/${length}`, {}), body)).status).toBe(204);
    expect((await storedBytes(`form/${length}`)).equals(body)).toBe(true);
  });
  test('uploads bytes that look like its own boundary', async () => {
    const body = Buffer.from('\r\n--\r\n------\r\n--form\r\n\r\n-'.repeat(1000));
    await send(formFor('form/dashes', {}), body);
    expect((await storedBytes('form/dashes')).equals(body)).toBe(true);
  });
  test('puts the name of the file into the key and keeps its headers', async () => {
    const change = {
      conditions: [
        ['starts-with', '$Content-Type', 'application/'],
        ['eq', '$x-amz-meta-step', 'upload'],
      ],
      fields: { 'Content-Type': 'application/pdf', 'x-amz-meta-step': 'upload' },
    };
    await send(formFor('upload/${filename}', change), Buffer.from('x'));
    const { contentType, metadata } = bed.s3.getObject('records', 'upload/scan 1.pdf');
    expect([contentType, metadata]).toEqual(['application/pdf', { step: 'upload' }]);
  });
  test('answers as it is asked to', async () => {
    const ask = (name: string, value: string) =>
      send(
        formFor('asked', { conditions: [['starts-with', `$${name}`, '']], fields: { [name]: value } }),
        Buffer.from('x'),
      );
    const created = await ask('success_action_status', '201');
    expect([created.status, created.text]).toEqual([201, expect.stringContaining('<Key>asked</Key>')]);
    const redirected = await ask('success_action_redirect', 'http://127.0.0.1:8080/done?case=1');
    expect([redirected.status, redirected.headers.get('location')]).toEqual([
      303,
      expect.stringContaining('done?case=1&bucket=records&key=asked&etag='),
    ]);
  });
  test.each<[string, Change, number, string]>([
    ['whose time is over', { expiresInMs: -1000 }, 403, 'Policy expired'],
    ['that a stranger signed', { secret: 'wrong' }, 403, 'SignatureDoesNotMatch'],
    [
      'with a field that its policy does not name',
      { fields: { 'x-amz-meta-extra': '1' } },
      403,
      'Extra input fields: x-amz-meta-extra',
    ],
    [
      'with a field that is not as its policy says',
      { conditions: [['eq', '$x-amz-meta-a', '1']], fields: { 'x-amz-meta-a': '2' } },
      403,
      'Policy Condition failed',
    ],
    ['whose file is larger than allowed', { conditions: [['content-length-range', 0, 9]] }, 400, 'EntityTooLarge'],
    ['whose file is smaller than allowed', { conditions: [['content-length-range', 11, 99]] }, 400, 'EntityTooSmall'],
    ['with a policy for another key', { fields: { key: 'other' } }, 403, 'Policy Condition failed'],
  ])('%s is refused', async (_title, change, status, text) => {
    const answer = await send(formFor('refused', change), Buffer.from('0123456789'));
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(text)]);
    expect([...bed.s3.listObjects('records', 'refused')]).toEqual([]);
  });
  test('without a policy nobody may upload', async () => {
    const form = new FormData();
    form.set('key', 'anonymous');
    expect((await send(form, Buffer.from('x'))).status).toBe(403);
  });
});
