import { moved, type Affine } from './fit-affine.ts';

/** A page's ink, 0 (paper) to 255 (black), row by row; the whole page as stored, pixels square. */
export type PagePicture = { width: number; height: number; ink: Uint8Array };
/** A stretch of a picture in pixels. */
export type Place = { left: number; top: number; width: number; height: number };
/** How alike two pictures are in a window of the size of a letter: correlation -1 to 1, and how much ink there is. */
export type Window = { correlation: number; energy: number };

/** Pixels that a second scan may be off after the page was fitted as a whole: paper stretches, motors jerk. */
const wordShift = 3;
const letterShift = 1;
const reach = wordShift + letterShift;
const border = 2;
/** Pixels between two windows. */
const step = 2;
/** A window whose ink varies less than this (grey levels squared) is empty paper. */
export const minEnergy = 400;

// Taken out of `Math` once: the look-up of a global costs a microsecond in Jest's sandbox.
const { floor, max, sqrt } = Math;

type Patch = { width: number; height: number; values: Float32Array };

/**
 * Slides a window of the size of a letter over a place of the first picture and tells how alike the second is there.
 * The place as a whole is shifted first to where it fits best, then each window by a pixel.
 * @param map takes pixels of `a` to pixels of `b`
 */
export const likenessOfPlace = (
  a: PagePicture,
  b: PagePicture,
  { map, place, side }: { map: Affine; place: Place; side: number },
): Window[] => {
  const left = Math.round(place.left) - border;
  const top = Math.round(place.top) - border;
  const width = Math.round(place.width) + 2 * border;
  const height = Math.round(place.height) + 2 * border;
  const one = blurred(patchOf(a, { left, top, width, height }));
  const around = { left: left - reach, top: top - reach, width: width + 2 * reach, height: height + 2 * reach };
  const other = blurred(patchOf(b, around, map));
  const whole = { left: 0, top: 0, width, height };
  const best = bestShift(one, other, whole, { x: 0, y: 0 }, wordShift);
  const windows: Window[] = [];
  const isUpright = height > width;
  const [long, across] = isUpright ? [height, width] : [width, height];
  const size = Math.min(long, side);
  for (let at = 0; at + size <= long; at += step) {
    const window = isUpright
      ? { left: 0, top: at, width: across, height: size }
      : { left: at, top: 0, width: size, height: across };
    const { correlation, energy } = bestShift(one, other, window, best, letterShift);
    if (energy >= minEnergy) windows.push({ correlation, energy });
  }
  return windows;
};

type Shift = { x: number; y: number };

const bestShift = (one: Patch, other: Patch, window: Place, from: Shift, by: number): Window & Shift => {
  let best = { correlation: -1, energy: 0, x: 0, y: 0 };
  let energy = 0;
  for (let y = from.y - by; y <= from.y + by; y += 1)
    for (let x = from.x - by; x <= from.x + by; x += 1) {
      const found = correlate(one, other, window, x + reach, y + reach);
      energy = max(energy, found.energy);
      if (found.correlation > best.correlation) best = { ...found, x, y };
    }
  return { ...best, energy };
};

/** Pearson's correlation of the two pictures in a window; `energy` is the larger of their variances. */
const correlate = (one: Patch, other: Patch, window: Place, dx: number, dy: number): Window => {
  let [sumA, sumB, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let row = 0; row < window.height; row += 1) {
    let atA = (window.top + row) * one.width + window.left;
    let atB = (window.top + row + dy) * other.width + window.left + dx;
    for (let column = 0; column < window.width; column += 1) {
      const valueA = one.values[atA] ?? 0;
      const valueB = other.values[atB] ?? 0;
      sumA += valueA;
      sumB += valueB;
      aa += valueA * valueA;
      bb += valueB * valueB;
      ab += valueA * valueB;
      atA += 1;
      atB += 1;
    }
  }
  const count = window.width * window.height;
  const varianceA = aa / count - (sumA / count) ** 2;
  const varianceB = bb / count - (sumB / count) ** 2;
  const covariance = ab / count - (sumA / count) * (sumB / count);
  return {
    correlation: covariance / sqrt(max(1, varianceA * varianceB)),
    energy: max(varianceA, varianceB),
  };
};

const patchOf = (picture: PagePicture, { left, top, width, height }: Place, map?: Affine): Patch => {
  const values = new Float32Array(width * height);
  const { ink, width: stride } = picture;
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const point = { x: left + column, y: top + row };
      const { x, y } = map ? moved(map, point) : point;
      const [x0, y0] = [floor(x), floor(y)];
      if (x0 < 0 || y0 < 0 || x0 + 1 >= stride || y0 + 1 >= picture.height) continue;
      const at = y0 * stride + x0;
      const [fx, fy] = [x - x0, y - y0];
      const upper = (ink[at] ?? 0) * (1 - fx) + (ink[at + 1] ?? 0) * fx;
      const lower = (ink[at + stride] ?? 0) * (1 - fx) + (ink[at + stride + 1] ?? 0) * fx;
      values[row * width + column] = upper * (1 - fy) + lower * fy;
    }
  return { width, height, values };
};

/** Twice [1 2 1] / 4 in both directions: the grain of a fax away, the strokes of a digit left. */
const blurred = ({ width, height, values }: Patch): Patch => {
  let now = values;
  for (let pass = 0; pass < 2; pass += 1) now = smoothed(smoothed(now, width, height, 1), width, height, width);
  return { width, height, values: now };
};

const smoothed = (values: Float32Array, width: number, height: number, stride: number): Float32Array => {
  const out = new Float32Array(values.length);
  const last = stride === 1 ? width - 1 : height - 1;
  for (let at = 0; at < values.length; at += 1) {
    const place = stride === 1 ? at % width : floor(at / width);
    const before = values[place > 0 ? at - stride : at] ?? 0;
    const after = values[place < last ? at + stride : at] ?? 0;
    out[at] = (before + 2 * (values[at] ?? 0) + after) / 4;
  }
  return out;
};
