import { describe, expect, test } from '@jest/globals';
import {
  canonicalRequest,
  chunkSignature,
  emptySha256Hex,
  encodePath,
  sha256Hex,
  sign,
  signingKey,
  stringToSign,
  trailerSignature,
  type SignedRequest,
} from '../../../local/s3/signature-v4.ts';

// The examples of the Amazon S3 API reference, "Authenticating Requests (AWS Signature Version 4)".
const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const scope = { dateStamp: '20130524', region: 'us-east-1', service: 's3' };
const atTime = '20130524T000000Z';
const key = signingKey(secret, scope);
const host: [string, string] = ['host', 'examplebucket.s3.amazonaws.com'];
const date: [string, string] = ['x-amz-date', atTime];
const hashed = (payloadHash: string): [string, string] => ['x-amz-content-sha256', payloadHash];
const empty = { path: '/', query: [], payloadHash: emptySha256Hex };

const examples: [string, SignedRequest, string][] = [
  [
    'a read of a range',
    {
      ...empty,
      method: 'GET',
      path: '/test.txt',
      headers: [host, ['range', 'bytes=0-9'], hashed(emptySha256Hex), date],
    },
    'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  ],
  [
    'a put under a key with a dollar sign',
    {
      method: 'PUT',
      path: '/test$file.text',
      query: [],
      payloadHash: sha256Hex('Welcome to Amazon S3.'),
      headers: [
        ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
        host,
        hashed(sha256Hex('Welcome to Amazon S3.')),
        date,
        ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
      ],
    },
    '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
  ],
  [
    'a parameter without a value',
    { ...empty, method: 'GET', query: [['lifecycle', '']], headers: [host, hashed(emptySha256Hex), date] },
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    'a list',
    {
      ...empty,
      method: 'GET',
      query: [
        ['prefix', 'J'],
        ['max-keys', '2'],
      ],
      headers: [host, hashed(emptySha256Hex), date],
    },
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
  [
    'a signed address',
    {
      method: 'GET',
      path: '/test.txt',
      payloadHash: 'UNSIGNED-PAYLOAD',
      headers: [host],
      query: [
        ['X-Amz-Algorithm', 'AWS4-HMAC-SHA256'],
        ['X-Amz-Credential', 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'],
        ['X-Amz-Date', atTime],
        ['X-Amz-Expires', '86400'],
        ['X-Amz-SignedHeaders', 'host'],
      ],
    },
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  ],
];

test.each(examples)('the signature of %s is that of the documentation', (_title, request, expected) => {
  expect(sign(key, stringToSign(atTime, scope, canonicalRequest(request)))).toBe(expected);
});

describe('the chunks of the documentation', () => {
  const signing = (seedSignature: string) => ({ key, scope, atTime, seedSignature });
  const chunks = [Buffer.alloc(65_536, 'a'), Buffer.alloc(1024, 'a'), Buffer.alloc(0)];
  const chain = (seed: string): string[] => {
    const signatures = [seed];
    for (const chunk of chunks)
      signatures.push(chunkSignature(signing(seed), signatures.at(-1) ?? '', sha256Hex(chunk)));
    return signatures.slice(1);
  };
  test('each sign the one before', () => {
    expect(chain('4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9')).toEqual([
      'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
      '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
      'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
    ]);
  });
  test('and the trailer signs the last', () => {
    const seed = '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e';
    const last = chain(seed).at(-1) ?? '';
    expect(last).toBe('2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992');
    expect(trailerSignature(signing(seed), last, 'x-amz-checksum-crc32c:sOO8/Q==\n')).toBe(
      'd81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435',
    );
  });
});

test.each([
  ['/a b', '/a%20b'],
  ["/!'()*~-._", '/%21%27%28%29%2A~-._'],
  ['/é/🩺', '/%C3%A9/%F0%9F%A9%BA'],
  ['/a+b%c', '/a%2Bb%25c'],
  ['/../x', '/../x'],
])('the path %s is signed as %s', (path, encoded) => {
  expect(encodePath(path)).toBe(encoded);
});
