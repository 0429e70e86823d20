import { createHash } from 'node:crypto';
import { combineCrcs, createCrc, type CrcName } from './crc.ts';
import { S3Error } from './s3-error.ts';

/** The checksum algorithms of S3, spelt as in `x-amz-checksum-algorithm`. */
export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';
/** A checksum of a whole object, or of the checksums of its parts. */
export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';
/** `value` is base64, for a composite followed by `-` and the number of parts. */
export type Checksum = { algorithm: ChecksumAlgorithm; value: string; type: ChecksumType };

export const checksumAlgorithms: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];
const lengthBytes: Record<ChecksumAlgorithm, number> = { CRC32: 4, CRC32C: 4, CRC64NVME: 8, SHA1: 20, SHA256: 32 };
const crcNames = { CRC32: 'crc32', CRC32C: 'crc32c', CRC64NVME: 'crc64nvme' } as const satisfies Record<
  string,
  CrcName
>;

const isCrc = (algorithm: ChecksumAlgorithm): algorithm is keyof typeof crcNames => algorithm in crcNames;

/** `x-amz-checksum-crc32` and so on. */
export const checksumHeader = (algorithm: ChecksumAlgorithm): string => `x-amz-checksum-${algorithm.toLowerCase()}`;
/** The element that carries this checksum in XML: `ChecksumCRC32` and so on. */
export const checksumElement = (algorithm: ChecksumAlgorithm): string => `Checksum${algorithm}`;

/** Undefined when there is no name; throws `InvalidRequest` for a name that S3 does not know. */
export const parseChecksumAlgorithm = (name: string | undefined): ChecksumAlgorithm | undefined => {
  if (name === undefined || name === '') return undefined;
  const found = checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
  if (!found)
    throw new S3Error(
      'InvalidRequest',
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  return found;
};

export type RunningChecksum = { update(bytes: Uint8Array): void; digest(): string };

const bigEndian = (value: bigint, bytes: number): Buffer =>
  Buffer.from(value.toString(16).padStart(bytes * 2, '0'), 'hex');

/** A running checksum; `digest` gives base64. */
export const createChecksum = (algorithm: ChecksumAlgorithm): RunningChecksum => {
  if (isCrc(algorithm)) {
    const crc = createCrc(crcNames[algorithm]);
    return {
      update: (bytes) => crc.update(bytes),
      digest: () => bigEndian(crc.value(), lengthBytes[algorithm]).toString('base64'),
    };
  }
  const hash = createHash(algorithm);
  return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest('base64') };
};

/** Throws `InvalidRequest` unless `value` is base64 of the right length for the algorithm. */
export const assertChecksumValue = (algorithm: ChecksumAlgorithm, value: string): void => {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.length !== lengthBytes[algorithm] || bytes.toString('base64') !== value)
    throw new S3Error('InvalidRequest', `Value for ${checksumHeader(algorithm)} header is invalid.`);
};

/** The checksum of a multipart object from those of its parts, in order. */
export const combineChecksums = (
  algorithm: ChecksumAlgorithm,
  type: ChecksumType,
  parts: readonly { value: string; lengthBytes: number }[],
): Checksum => {
  const bytes = parts.map(({ value }) => Buffer.from(value, 'base64'));
  if (type === 'COMPOSITE') {
    const running = createChecksum(algorithm);
    running.update(Buffer.concat(bytes));
    return { algorithm, type, value: `${running.digest()}-${parts.length}` };
  }
  if (!isCrc(algorithm))
    throw new S3Error(
      'InvalidRequest',
      `The FULL_OBJECT checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
    );
  const whole = combineCrcs(
    crcNames[algorithm],
    parts.map(({ value, lengthBytes }) => ({
      value: BigInt(`0x${Buffer.from(value, 'base64').toString('hex')}`),
      lengthBytes,
    })),
  );
  return { algorithm, type, value: bigEndian(whole, lengthBytes[algorithm]).toString('base64') };
};
