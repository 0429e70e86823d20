import UTIF from 'utif2';
import { digest } from './page-fingerprint.ts';

/** Tags that say how a page is drawn: size, depth, packing, colours, tables, options. TIFF 6.0, section 8. */
const drawingTags = [256, 257, 258, 259, 262, 266, 274, 277, 284, 292, 293, 317, 320, 338, 347];

/** One print a page: the tags that say how it is drawn and its packed pixels. Reduced copies of a page are no pages. */
export const tiffFingerprints = (bytes: Uint8Array): (string | undefined)[] =>
  UTIF.decode(Buffer.from(bytes))
    .filter((directory) => (Number(tag(directory, 254)[0] ?? 0) & 1) === 0)
    .map((directory) => {
      const starts = [...tag(directory, 273), ...tag(directory, 324)].map(Number);
      const lengths = [...tag(directory, 279), ...tag(directory, 325)].map(Number);
      if (starts.length === 0 || starts.length !== lengths.length) return undefined;
      const drawing = drawingTags.map((number) => `${number}=${tag(directory, number).join(' ')}`).join(';');
      return digest(drawing, ...starts.map((start, index) => bytes.subarray(start, start + (lengths[index] ?? 0))));
    });

const tag = (directory: object, number: number): readonly unknown[] => {
  const value: unknown = Reflect.get(directory, `t${number}`);
  return Array.isArray(value) ? value : value instanceof Uint8Array ? [...value] : [];
};
