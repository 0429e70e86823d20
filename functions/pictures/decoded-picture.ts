import type { DecodedPicture } from './placed-picture.ts';

/** How pdf.js hands out a decoded picture: 8 points a byte, or 3 or 4 bytes a point (its `ImageKind`). */
const bytesPerPoint = new Map<unknown, number>([
  [2, 3],
  [3, 4],
]);
const bilevel = 1;

/** A picture object of pdf.js as grey levels; undefined when it has none (it could not be decoded). */
export const decodedPicture = (value: unknown): DecodedPicture | undefined => {
  const raw = rawPicture(value);
  if (!raw) return undefined;
  const { width, height, data, kind } = raw;
  if (kind === bilevel) {
    const bits = bitsOf(data, width, height);
    return { width, height, grey: bits.map((bit) => (bit ? 255 : 0)) };
  }
  const step = bytesPerPoint.get(kind);
  return step && data.length >= width * height * step ? colourPicture(data, width, height, step) : undefined;
};

/** A stencil: points whose bit is 0 are painted with the colour of the moment (`ink`, a grey level). */
export const decodedMask = (value: unknown, ink: number): DecodedPicture | undefined => {
  const raw = rawPicture(value);
  if (!raw) return undefined;
  const { width, height, data } = raw;
  const covers = bitsOf(data, width, height).map((bit) => (bit ? 0 : 1));
  return { width, height, grey: new Uint8Array(width * height).fill(ink), covers };
};

const rawPicture = (value: unknown) => {
  if (typeof value !== 'object' || value === null) return undefined;
  const width = Number(Reflect.get(value, 'width'));
  const height = Number(Reflect.get(value, 'height'));
  const kind: unknown = Reflect.get(value, 'kind');
  const view: unknown = Reflect.get(value, 'data');
  // Not by its class: pdf.js hands over what it has cloned.
  if (!ArrayBuffer.isView(view)) return undefined;
  const data = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  return width > 0 && height > 0 ? { width, height, kind, data } : undefined;
};

/** One byte a bit; rows start at whole bytes. */
const bitsOf = (data: Uint8Array, width: number, height: number): Uint8Array => {
  const rowBytes = (width + 7) >> 3;
  const bits = new Uint8Array(width * height);
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1)
      bits[row * width + column] = ((data[row * rowBytes + (column >> 3)] ?? 255) >> (7 - (column & 7))) & 1;
  return bits;
};

/** Grey by the weights of ITU-R BT.601; what shows through is white paper. */
export const colourPicture = (
  data: Uint8Array | Uint8ClampedArray,
  width: number,
  height: number,
  step: number,
): DecodedPicture => {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at += 1, from += step)
    grey[at] = ((data[from] ?? 0) * 77 + (data[from + 1] ?? 0) * 150 + (data[from + 2] ?? 0) * 29) >> 8;
  if (step === 4)
    for (let at = 0, from = 3; at < grey.length; at += 1, from += 4) {
      const alpha = data[from] ?? 255;
      if (alpha !== 255) grey[at] = 255 - ((255 - (grey[at] ?? 255)) * alpha) / 255;
    }
  return { width, height, grey };
};
