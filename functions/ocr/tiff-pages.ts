import UTIF, { type IFD } from 'utif2';

/** Directories of a TIFF that are pages; reduced copies of a page (tag 254, bit 0) are not. */
export const tiffPages = (bytes: Uint8Array): IFD[] =>
  UTIF.decode(Buffer.from(bytes)).filter((directory) => !isReducedCopy(directory));

const isReducedCopy = (directory: object): boolean => {
  const flags: unknown = 't254' in directory ? directory.t254 : undefined;
  return Array.isArray(flags) && (Number(flags[0]) & 1) === 1;
};
