import { crc32 as zlibCrc32 } from 'node:zlib';

/** A running cyclic redundancy check. */
export type Crc = { update(bytes: Uint8Array): void; value(): bigint };

/** Reflected polynomials, most significant coefficient first in the low bit, as the checksum names define them. */
const polynomials = { crc32: 0xedb88320n, crc32c: 0x82f63b78n, crc64nvme: 0x9a6c9329ac4bc9b5n } as const;
export type CrcName = keyof typeof polynomials;
const widthBits = { crc32: 32n, crc32c: 32n, crc64nvme: 64n } as const;

const tableOf = (polynomial: bigint): bigint[] =>
  Array.from({ length: 256 }, (_, index) => {
    let value = BigInt(index);
    for (let bit = 0; bit < 8; bit += 1) value = value & 1n ? (value >> 1n) ^ polynomial : value >> 1n;
    return value;
  });

// Eight tables let the loop take eight bytes a turn ("slicing by 8"): table n is table 0 moved on by n zero bytes.
const slices = (polynomial: bigint): bigint[][] => {
  const first = tableOf(polynomial);
  const tables = [first];
  for (let slice = 1; slice < 8; slice += 1) {
    tables.push((tables[slice - 1] ?? []).map((value) => (value >> 8n) ^ (first[Number(value & 0xffn)] ?? 0n)));
  }
  return tables;
};

const lowWords = (tables: bigint[][]): Uint32Array =>
  Uint32Array.from(tables.flat(), (value) => Number(value & 0xffffffffn));
const highWords = (tables: bigint[][]): Uint32Array => Uint32Array.from(tables.flat(), (value) => Number(value >> 32n));

// Index reads below are in range by construction; `| 0` and `?? 0` only satisfy the checker and cost nothing measurable.
const createCrc32c = (table: Uint32Array): Crc => {
  let crc = 0xffffffff;
  const at = (slice: number, byte: number): number => table[(slice << 8) | byte] ?? 0;
  return {
    update: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let offset = 0;
      for (const end = bytes.length - 7; offset < end; offset += 8) {
        const low = crc ^ view.getUint32(offset, true);
        const high = view.getUint32(offset + 4, true);
        crc =
          at(7, low & 0xff) ^
          at(6, (low >>> 8) & 0xff) ^
          at(5, (low >>> 16) & 0xff) ^
          at(4, low >>> 24) ^
          at(3, high & 0xff) ^
          at(2, (high >>> 8) & 0xff) ^
          at(1, (high >>> 16) & 0xff) ^
          at(0, high >>> 24);
      }
      for (; offset < bytes.length; offset += 1) crc = (crc >>> 8) ^ at(0, (crc ^ (bytes[offset] ?? 0)) & 0xff);
    },
    value: () => BigInt(~crc >>> 0),
  };
};

const createCrc64 = (lowTable: Uint32Array, highTable: Uint32Array): Crc => {
  let low = 0xffffffff;
  let high = 0xffffffff;
  const lowAt = (slice: number, byte: number): number => lowTable[(slice << 8) | byte] ?? 0;
  const highAt = (slice: number, byte: number): number => highTable[(slice << 8) | byte] ?? 0;
  return {
    update: (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let offset = 0;
      for (const end = bytes.length - 7; offset < end; offset += 8) {
        const a = low ^ view.getUint32(offset, true);
        const b = high ^ view.getUint32(offset + 4, true);
        const [a0, a1, a2, a3] = [a & 0xff, (a >>> 8) & 0xff, (a >>> 16) & 0xff, a >>> 24];
        const [b0, b1, b2, b3] = [b & 0xff, (b >>> 8) & 0xff, (b >>> 16) & 0xff, b >>> 24];
        low =
          lowAt(7, a0) ^
          lowAt(6, a1) ^
          lowAt(5, a2) ^
          lowAt(4, a3) ^
          lowAt(3, b0) ^
          lowAt(2, b1) ^
          lowAt(1, b2) ^
          lowAt(0, b3);
        high =
          highAt(7, a0) ^
          highAt(6, a1) ^
          highAt(5, a2) ^
          highAt(4, a3) ^
          highAt(3, b0) ^
          highAt(2, b1) ^
          highAt(1, b2) ^
          highAt(0, b3);
      }
      for (; offset < bytes.length; offset += 1) {
        const index = (low ^ (bytes[offset] ?? 0)) & 0xff;
        low = ((low >>> 8) | (high << 24)) ^ lowAt(0, index);
        high = (high >>> 8) ^ highAt(0, index);
      }
    },
    value: () => (BigInt(~high >>> 0) << 32n) | BigInt(~low >>> 0),
  };
};

const createCrc32 = (): Crc => {
  let crc = 0;
  return {
    update: (bytes) => {
      crc = zlibCrc32(bytes, crc);
    },
    value: () => BigInt(crc),
  };
};

// Built on first use: the tables of a checksum that nobody asks for would only slow the start.
let crc32cTable: Uint32Array | undefined;
let crc64Tables: [low: Uint32Array, high: Uint32Array] | undefined;

export const createCrc = (name: CrcName): Crc => {
  if (name === 'crc32') return createCrc32();
  if (name === 'crc32c') {
    crc32cTable ??= lowWords(slices(polynomials.crc32c));
    return createCrc32c(crc32cTable);
  }
  if (!crc64Tables) {
    const tables = slices(polynomials.crc64nvme);
    crc64Tables = [lowWords(tables), highWords(tables)];
  }
  return createCrc64(...crc64Tables);
};

/** a(x) * b(x) modulo the polynomial, in the reflected order where the top bit stands for x^0. */
const multiply = (a: bigint, b: bigint, polynomial: bigint, width: bigint): bigint => {
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << (width - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
};

/** x^(8 * lengthBytes) modulo the polynomial. */
const shiftBy = (lengthBytes: number, polynomial: bigint, width: bigint): bigint => {
  let result = 1n << (width - 1n);
  let square = 1n << (width - 2n);
  for (let bits = BigInt(lengthBytes) * 8n; bits > 0n; bits >>= 1n) {
    if (bits & 1n) result = multiply(result, square, polynomial, width);
    square = multiply(square, square, polynomial, width);
  }
  return result;
};

/**
 * The check value of all parts one after the other, from the value and length of each: appending n bytes multiplies
 * the first value by x^(8n). Parts are nearly all of one length, so that power is kept from one part to the next.
 */
export const combineCrcs = (name: CrcName, parts: readonly { value: bigint; lengthBytes: number }[]): bigint => {
  const polynomial = polynomials[name];
  const width = widthBits[name];
  const powers = new Map<number, bigint>();
  return parts.reduce((whole, { value, lengthBytes }) => {
    const power = powers.get(lengthBytes) ?? shiftBy(lengthBytes, polynomial, width);
    powers.set(lengthBytes, power);
    return multiply(power, whole, polynomial, width) ^ value;
  }, 0n);
};
