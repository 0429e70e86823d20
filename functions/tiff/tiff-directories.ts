export type TiffDirectory = {
  /** Where the directory is, and where the offset of the one after it is written: bytes from the start. */
  offset: number;
  nextAt: number;
  widthPixels: number;
  heightPixels: number;
  /** A small picture of a page beside it (tag 254, bit 0), no page of its own. */
  isReducedCopy: boolean;
};

export const isLittleEndian = (bytes: Uint8Array): boolean => bytes[0] === 0x49;

/**
 * The chain of directories of a TIFF (TIFF 6.0, section 2); none of them is decoded.
 * @returns undefined when the chain is broken: points outside of the file, loops, or has a directory without a picture.
 */
export const tiffDirectories = (bytes: Uint8Array): TiffDirectory[] | undefined => {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = isLittleEndian(bytes);
  const seen = new Set<number>();
  const directories: TiffDirectory[] = [];
  for (let offset = view.getUint32(4, little); offset !== 0;) {
    if (seen.has(offset) || offset + 2 > bytes.length) return undefined;
    seen.add(offset);
    const entries = view.getUint16(offset, little);
    const nextAt = offset + 2 + entries * 12;
    if (entries === 0 || nextAt + 4 > bytes.length) return undefined;
    const widthPixels = shortOrLong(view, offset, entries, 256, little);
    const heightPixels = shortOrLong(view, offset, entries, 257, little);
    if (!widthPixels || !heightPixels) return undefined;
    const isReducedCopy = ((shortOrLong(view, offset, entries, 254, little) ?? 0) & 1) === 1;
    directories.push({ offset, nextAt, widthPixels, heightPixels, isReducedCopy });
    offset = view.getUint32(nextAt, little);
  }
  return directories;
};

const shortOrLong = (view: DataView, offset: number, entries: number, tag: number, little: boolean) => {
  for (let index = 0; index < entries; index += 1) {
    const entry = offset + 2 + index * 12;
    if (view.getUint16(entry, little) !== tag) continue;
    return view.getUint16(entry + 2, little) === 3
      ? view.getUint16(entry + 8, little)
      : view.getUint32(entry + 8, little);
  }
  return undefined;
};
