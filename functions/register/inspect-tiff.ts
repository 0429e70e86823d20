/**
 * Counts the pages of a TIFF by walking its chain of directories (TIFF 6.0, section 2) without decoding any of them.
 * @returns undefined when the chain is broken: points outside of the file, loops, or has no picture.
 */
export const inspectTiff = (
  bytes: Uint8Array,
): { pages: number; maxSidePixels: number; maxPixels: number } | undefined => {
  if (bytes.length < 8) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  const seen = new Set<number>();
  let pages = 0;
  let maxSidePixels = 0;
  let maxPixels = 0;
  for (let offset = view.getUint32(4, little); offset !== 0;) {
    if (seen.has(offset) || offset + 2 > bytes.length) return undefined;
    seen.add(offset);
    const entries = view.getUint16(offset, little);
    const next = offset + 2 + entries * 12;
    if (entries === 0 || next + 4 > bytes.length) return undefined;
    const width = shortOrLong(view, offset, entries, 256, little);
    const height = shortOrLong(view, offset, entries, 257, little);
    const reducedCopy = ((shortOrLong(view, offset, entries, 254, little) ?? 0) & 1) === 1;
    if (!width || !height) return undefined;
    if (!reducedCopy) {
      pages += 1;
      maxSidePixels = Math.max(maxSidePixels, width, height);
      maxPixels = Math.max(maxPixels, width * height);
    }
    offset = view.getUint32(next, little);
  }
  return pages > 0 ? { pages, maxSidePixels, maxPixels } : undefined;
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
