import UTIF from 'utif2';

const isMarker = (bytes: ArrayLike<number>, at: number, marker: number): boolean =>
  bytes[at] === 0xff && bytes[at + 1] === marker;
const [startOfImage, endOfImage] = [0xd8, 0xd9];

/**
 * A JPEG of a strip together with the tables that all strips share (TIFF Technical Note 2).
 * @returns undefined when it does not begin or end: what a decoder makes of a JPEG that was cut off is grey
 */
export const wholeJpeg = (strip: Uint8Array, tables: readonly number[]): Uint8Array | undefined => {
  if (!isMarker(strip, 0, startOfImage)) return undefined;
  // Some writers fill up the strip after the end.
  let end = strip.length - 2;
  while (end > 2 && end > strip.length - 16 && !isMarker(strip, end, endOfImage)) end -= 1;
  if (!isMarker(strip, end, endOfImage)) return undefined;
  const start =
    tables.length > 4 ? tables.slice(0, isMarker(tables, tables.length - 2, endOfImage) ? -2 : undefined) : [];
  return Uint8Array.from([...start, ...strip.subarray(start.length > 0 ? 2 : 0, end + 2)]);
};

/** Three bytes a point; undefined when the JPEG is damaged or of another size. */
export const decodeJpeg = (jpeg: Uint8Array, width: number, height: number): Uint8Array | undefined => {
  const size = sizeOf(jpeg);
  if (size?.width !== width || size.height < height) return undefined;
  const tiff = tiffOf(jpeg, width, height);
  try {
    const [directory] = UTIF.decode(tiff);
    if (!directory) return undefined;
    UTIF.decodeImage(tiff, directory);
    return directory.data;
  } catch {
    return undefined;
  }
};

/** From the frame header: baseline, extended, progressive (ITU-T T.81, table B.1). */
const sizeOf = (jpeg: Uint8Array): { width: number; height: number } | undefined => {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 9 <= jpeg.length; at += 2 + view.getUint16(at + 2)) {
    if (jpeg[at] !== 0xff) return undefined;
    if ([0xc0, 0xc1, 0xc2].includes(jpeg[at + 1] ?? 0))
      return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
  }
  return undefined;
};

/** utif2 decodes JPEG in a TIFF only: one strip, JPEG, RGB. */
const tiffOf = (jpeg: Uint8Array, width: number, height: number): ArrayBuffer => {
  const entries = [
    [256, width],
    [257, height],
    [258, 8],
    [259, 7],
    [262, 2],
    [273, 8],
    [277, 3],
    [278, height],
    [279, jpeg.length],
  ] as const;
  const at = 8 + jpeg.length;
  const bytes = new Uint8Array(at + 2 + entries.length * 12 + 4);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 0x2a, 0]);
  view.setUint32(4, at, true);
  bytes.set(jpeg, 8);
  view.setUint16(at, entries.length, true);
  entries.forEach(([tag, value], index) => {
    const entry = at + 2 + index * 12;
    view.setUint16(entry, tag, true);
    // LONG, one value.
    view.setUint16(entry + 2, 4, true);
    view.setUint32(entry + 4, 1, true);
    view.setUint32(entry + 8, value, true);
  });
  return bytes.buffer;
};
