import { tiffPages } from '../tiff/tiff-pages.ts';
import { digest } from './page-fingerprint.ts';

/** Tags that say how a page is drawn: size, depth, packing, colours, tables, options. TIFF 6.0, section 8. */
const drawingTags = [256, 257, 258, 259, 262, 266, 274, 277, 284, 292, 293, 317, 320, 338, 347];

/** One print a page: the tags that say how it is drawn and its packed pixels. */
export const tiffFingerprints = (bytes: Uint8Array): (string | undefined)[] =>
  tiffPages(bytes).map(({ tags, isLittleEndian }) => {
    const valuesOf = (...numbers: number[]) => numbers.flatMap((number) => tags.get(number) ?? []);
    const starts = valuesOf(273, 324);
    const lengths = valuesOf(279, 325);
    if (starts.length === 0 || starts.length !== lengths.length) return undefined;
    const drawing = drawingTags.map((number) => `${number}=${valuesOf(number).join(' ')}`).join(';');
    const packed = starts.map((start, index) => bytes.subarray(start, start + (lengths[index] ?? 0)));
    return digest(`${isLittleEndian};${drawing}`, ...packed);
  });
