import { isLittleEndian, tiffDirectories } from './tiff-directories.ts';

/**
 * A TIFF of only these pages (1-based, in order): the same bytes, with the chain of directories led past the others and
 * past reduced copies of pages, which a reader might count as pages.
 * @returns undefined when the chain of directories is broken or has no such page
 */
export const partOfTiff = (bytes: Uint8Array, pageNumbers: readonly number[]): Uint8Array | undefined => {
  const pages = tiffDirectories(bytes)?.filter(({ isReducedCopy }) => !isReducedCopy);
  const wanted = pageNumbers.flatMap((number) => pages?.[number - 1] ?? []);
  if (wanted.length === 0 || wanted.length < pageNumbers.length) return undefined;
  const part = bytes.slice();
  const view = new DataView(part.buffer);
  const headerNextAt = 4;
  [headerNextAt, ...wanted.map(({ nextAt }) => nextAt)].forEach((at, index) =>
    view.setUint32(at, wanted[index]?.offset ?? 0, isLittleEndian(bytes)),
  );
  return part;
};
