import { tiffDirectories } from '../tiff/tiff-directories.ts';

/**
 * Counts the pages of a TIFF without decoding any of them.
 * @returns undefined when its chain of directories is broken or has no page
 */
export const inspectTiff = (
  bytes: Uint8Array,
): { pages: number; maxSidePixels: number; maxPixels: number } | undefined => {
  const pages = tiffDirectories(bytes)?.filter(({ isReducedCopy }) => !isReducedCopy) ?? [];
  return pages.length === 0
    ? undefined
    : {
        pages: pages.length,
        maxSidePixels: Math.max(...pages.map((page) => Math.max(page.widthPixels, page.heightPixels))),
        maxPixels: Math.max(...pages.map((page) => page.widthPixels * page.heightPixels)),
      };
};
