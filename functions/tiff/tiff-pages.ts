import { isLittleEndian, tiffDirectories } from './tiff-directories.ts';

/** A page of a TIFF: the values of its tags by their numbers (TIFF 6.0, section 8). */
export type TiffPage = { tags: ReadonlyMap<number, readonly number[]>; isLittleEndian: boolean };

/** Bytes a value takes, by its type; ASCII and values of unknown meaning are taken byte by byte. */
const valueBytes = new Map([
  [1, 1],
  [2, 1],
  [3, 2],
  [4, 4],
  [5, 8],
  [6, 1],
  [7, 1],
  [8, 2],
  [9, 4],
  [10, 8],
  [13, 4],
]);

/** The pages of a TIFF with their tags; nothing is decoded. None when its chain of directories is broken. */
export const tiffPages = (bytes: Uint8Array): TiffPage[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = isLittleEndian(bytes);
  const pages = tiffDirectories(bytes)?.filter(({ isReducedCopy }) => !isReducedCopy) ?? [];
  return pages.map(({ offset, nextAt }) => {
    const tags = new Map<number, readonly number[]>();
    for (let entry = offset + 2; entry < nextAt; entry += 12) {
      const values = valuesAt(view, entry, little);
      if (values) tags.set(view.getUint16(entry, little), values);
    }
    return { tags, isLittleEndian: little };
  });
};

/** The first value of a tag, `otherwise` when it is not there. */
export const tiffTag = ({ tags }: TiffPage, tag: number, otherwise = 0): number => tags.get(tag)?.[0] ?? otherwise;

/** undefined when the values are of no known type or do not lie in the file. */
const valuesAt = (view: DataView, entry: number, little: boolean): number[] | undefined => {
  const type = view.getUint16(entry + 2, little);
  const count = view.getUint32(entry + 4, little);
  const size = valueBytes.get(type);
  if (size === undefined) return undefined;
  const at = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
  if (at + count * size > view.byteLength) return undefined;
  return Array.from({ length: count }, (_, index) => valueAt(view, at + index * size, type, little));
};

const valueAt = (view: DataView, at: number, type: number, little: boolean): number => {
  if (type === 3 || type === 8) return view.getUint16(at, little);
  if (type === 4 || type === 9 || type === 13) return view.getUint32(at, little);
  if (type === 5 || type === 10) return view.getUint32(at, little) / view.getUint32(at + 4, little);
  return view.getUint8(at);
};
