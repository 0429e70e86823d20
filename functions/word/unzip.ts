import { inflateRawSync } from 'node:zlib';

export type ZipEntry = { name: string; unpackedBytes: number; read: (maxBytes: number) => Uint8Array };

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const stored = 0;
const deflated = 8;
/** An Office document has some dozens of parts. */
const maxEntries = 10_000;

/**
 * The entries of a zip by its central directory (APPNOTE 6.3.10, 4.3). Nothing is unpacked until it is asked for, and then
 * never more than the caller allows, whatever the file says of itself.
 * @returns undefined when the directory is broken
 */
export const zipEntries = (bytes: Uint8Array): ZipEntry[] | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOfDirectory(view);
  if (end === undefined) return undefined;
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  if (count > maxEntries) return undefined;
  const entries: ZipEntry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== entrySignature) return undefined;
    const method = view.getUint16(at + 10, true);
    const packedBytes = view.getUint32(at + 20, true);
    const unpackedBytes = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    const name = Buffer.from(bytes.subarray(at + 46, at + 46 + nameLength)).toString('utf8');
    const read = (maxBytes: number): Uint8Array => {
      if (local + 30 > bytes.length) throw new RangeError('the entry lies outside of the file');
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const packed = bytes.subarray(start, start + packedBytes);
      if (method === stored && packed.length <= maxBytes) return packed;
      if (method !== deflated) throw new RangeError('the entry is packed in another way');
      // Throws when more than that comes out: a bomb stops here.
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, maxBytes) });
    };
    entries.push({ name, unpackedBytes, read });
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
};

/** At the very end, before a comment of at most 65,535 bytes. */
const endOfDirectory = (view: DataView): number | undefined => {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at -= 1)
    if (view.getUint32(at, true) === endSignature) return at;
  return undefined;
};
