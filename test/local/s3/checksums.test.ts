import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { combineChecksums, createChecksum, type ChecksumAlgorithm } from '../../../local/s3/checksums.ts';

const digest = (algorithm: ChecksumAlgorithm, ...pieces: Uint8Array[]): string => {
  const running = createChecksum(algorithm);
  for (const piece of pieces) running.update(piece);
  return running.digest();
};
const hex = (base64: string): string => Buffer.from(base64, 'base64').toString('hex');

// The check values of the algorithms' own definitions: the nine digits, and nothing.
test.each<[ChecksumAlgorithm, string, string]>([
  ['CRC32', 'cbf43926', '00000000'],
  ['CRC32C', 'e3069283', '00000000'],
  ['CRC64NVME', 'ae8b14860a799888', '0000000000000000'],
  ['SHA1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
  [
    'SHA256',
    '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225',
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  ],
])('%s of 123456789 and of nothing', (algorithm, ofDigits, ofNothing) => {
  expect(hex(digest(algorithm, Buffer.from('123456789')))).toBe(ofDigits);
  expect(hex(digest(algorithm))).toBe(ofNothing);
});

describe.each<ChecksumAlgorithm>(['CRC32', 'CRC32C', 'CRC64NVME'])('%s', (algorithm) => {
  test('is the same however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, at) => {
        expect(digest(algorithm, bytes.subarray(0, at), bytes.subarray(at))).toBe(digest(algorithm, bytes));
      }),
    );
  });
  test('of a whole follows from those of its parts', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 }), { minLength: 1, maxLength: 6 }), (parts) => {
        const summaries = parts.map((part) => ({ value: digest(algorithm, part), lengthBytes: part.length }));
        expect(combineChecksums(algorithm, 'FULL_OBJECT', summaries).value).toBe(digest(algorithm, ...parts));
      }),
    );
  });
});

test('a composite checksum is that of the checksums, with the number of parts', () => {
  const parts = ['one', 'two'].map((text) => ({ value: digest('SHA256', Buffer.from(text)), lengthBytes: 3 }));
  const joined = Buffer.concat(parts.map(({ value }) => Buffer.from(value, 'base64')));
  expect(combineChecksums('SHA256', 'COMPOSITE', parts).value).toBe(`${digest('SHA256', joined)}-2`);
});
