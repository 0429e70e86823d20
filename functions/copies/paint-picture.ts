import type { PagePicture } from './likeness-of-place.ts';

// Taken out of `Math` once: the look-up of a global costs a microsecond in Jest's sandbox.
const { floor } = Math;

export type Matrix = [number, number, number, number, number, number];
/** A decoded picture; `greyAt` gives 0 (black) to 255 of a pixel by its number, row by row. */
export type DecodedImage = { width: number; height: number; greyAt: (at: number) => number };

/** About 200 dots to the inch on letter paper: a digit is 20 pixels high. */
const widthPixels = 1700;

/** What pdf.js makes of a picture: 1, 3 or 4 bytes a pixel, or 8 pixels a byte (its `ImageKind`). */
export const decodedImage = (value: unknown): DecodedImage | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const width = Number(Reflect.get(value, 'width'));
  const height = Number(Reflect.get(value, 'height'));
  const kind: unknown = Reflect.get(value, 'kind');
  const view: unknown = Reflect.get(value, 'data');
  // Not by its class: pdf.js hands over what it has cloned.
  if (!ArrayBuffer.isView(view) || !(width > 0 && height > 0)) return undefined;
  const data = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (kind === 1) {
    const rowBytes = (width + 7) >> 3;
    const isWhite = (at: number): number => {
      const row = floor(at / width);
      const column = at - row * width;
      return ((data[row * rowBytes + (column >> 3)] ?? 255) >> (7 - (column & 7))) & 1;
    };
    return { width, height, greyAt: (at) => 255 * isWhite(at) };
  }
  const channels = kind === 2 ? 3 : kind === 3 ? 4 : 0;
  if (channels === 0 || data.length < width * height * channels) return undefined;
  return {
    width,
    height,
    greyAt: (at) =>
      ((data[channels * at] ?? 255) * 2 + (data[channels * at + 1] ?? 255) * 5 + (data[channels * at + 2] ?? 255)) >> 3,
  };
};

/**
 * Paints a picture on its page: ink from 0 (paper) to 255. Each pixel of the page is the mean of four places in it, so
 * that a finer scan is not thinned out.
 * @param matrix takes the unit square, origin at its lower left, to the page as it is looked at, origin at its upper left
 */
export const paintPicture = (
  { width, height, greyAt }: DecodedImage,
  [a, b, c, d, e, f]: Matrix,
  pageWidth: number,
  pageHeight: number,
): PagePicture | undefined => {
  const determinant = a * d - b * c;
  if (determinant === 0) return undefined;
  const scale = pageWidth / widthPixels;
  const heightPixels = Math.max(1, Math.round(pageHeight / scale));
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at += 1) grey[at] = greyAt(at);
  const ink = new Uint8Array(widthPixels * heightPixels);
  // Steps in the picture for a step on the page.
  const [acrossX, downX] = [((d * scale) / determinant) * width, ((-c * scale) / determinant) * width];
  const [acrossY, downY] = [((b * scale) / determinant) * height, ((a * scale) / determinant) * -height];
  const startX = ((-e * d + f * c) / determinant) * width;
  const startY = (1 - (e * b - f * a) / determinant) * height;
  // Inner loops without objects: four million pixels in a tenth of a second.
  for (let row = 0; row < heightPixels; row += 1)
    for (let column = 0; column < widthPixels; column += 1) {
      let sum = 0;
      for (let part = 0; part < 4; part += 1) {
        const u = column + (part & 1 ? 0.75 : 0.25);
        const v = row + (part & 2 ? 0.75 : 0.25);
        const x = floor(startX + u * acrossX + v * downX);
        const y = floor(startY + u * acrossY + v * downY);
        sum += x < 0 || y < 0 || x >= width || y >= height ? 255 : (grey[y * width + x] ?? 255);
      }
      ink[row * widthPixels + column] = 255 - sum / 4;
    }
  return { width: widthPixels, height: heightPixels, ink };
};
