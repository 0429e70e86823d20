export type ImageSize = { widthPixels: number; heightPixels: number };

/** Size of a PNG whose first chunk is its header and whose last chunk is its end; undefined when either is missing. */
export const inspectPng = (bytes: Uint8Array): ImageSize | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const named = (offset: number, name: string): boolean =>
    offset + 4 <= bytes.length && Buffer.from(bytes.subarray(offset, offset + 4)).toString('latin1') === name;
  if (bytes.length < 33 || !named(12, 'IHDR')) return undefined;
  let hasData = false;
  for (let offset = 8; offset + 12 <= bytes.length; offset += 12 + view.getUint32(offset)) {
    if (named(offset + 4, 'IDAT')) hasData = true;
    if (named(offset + 4, 'IEND'))
      return hasData ? { widthPixels: view.getUint32(16), heightPixels: view.getUint32(20) } : undefined;
  }
  return undefined;
};

/** Start-of-frame markers; C4, C8 and CC are tables (ITU T.81, table B.1). */
const isStartOfFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

const endOfImage = Buffer.from([0xff, 0xd9]);

/** Size of a JPEG from its frame header; undefined when it breaks off: decoders make up what is missing in grey. */
export const inspectJpeg = (bytes: Uint8Array): ImageSize | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let size: ImageSize | undefined;
  for (let offset = 2; offset + 4 <= bytes.length;) {
    if (bytes[offset] !== 0xff) return undefined;
    const marker = bytes[offset + 1] ?? 0;
    if (marker === 0xff) {
      offset += 1;
      continue;
    }
    if (marker === 0xda)
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(endOfImage, offset) ? size : undefined;
    if (isStartOfFrame(marker) && offset + 9 <= bytes.length)
      size = { heightPixels: view.getUint16(offset + 5), widthPixels: view.getUint16(offset + 7) };
    offset += 2 + view.getUint16(offset + 2);
  }
  return undefined;
};

/** Size of a WebP (RFC 9649): lossy, lossless or extended; undefined when the file is shorter than it says. */
export const inspectWebp = (bytes: Uint8Array): ImageSize | undefined => {
  if (bytes.length < 30) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(4, true) + 8 > bytes.length) return undefined;
  const chunk = Buffer.from(bytes.subarray(12, 16)).toString('latin1');
  const read24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  if (chunk === 'VP8X') return { widthPixels: read24(24) + 1, heightPixels: read24(27) + 1 };
  if (chunk === 'VP8 ')
    return { widthPixels: view.getUint16(26, true) & 0x3fff, heightPixels: view.getUint16(28, true) & 0x3fff };
  if (chunk !== 'VP8L') return undefined;
  const bits = view.getUint32(21, true);
  return { widthPixels: (bits & 0x3fff) + 1, heightPixels: ((bits >> 14) & 0x3fff) + 1 };
};
