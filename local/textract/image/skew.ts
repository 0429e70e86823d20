import type { GreyImage } from './grey-image.ts';

/** Ink points of a page shrunk to about 75 dpi; enough for the direction of its lines. */
export type InkPoints = { xs: Float32Array; ys: Float32Array; width: number; height: number };

const sampleDpi = 75;
const maxPoints = 60_000;

/**
 * The points of the shrunken page that are clearly darker than their surroundings. Large dark areas (stains, pictures,
 * black scanner edges) give only their outlines.
 */
export const inkPoints = (image: GreyImage): InkPoints => {
  const small = shrink(image, Math.max(1, Math.round(image.dpi / sampleDpi)));
  const { width, height, data } = small;
  const darkness = new Uint8Array(data.length);
  const histogram = new Uint32Array(256);
  const reach = 3;
  for (let y = reach; y < height - reach; y += 1)
    for (let x = reach; x < width - reach; x += 1) {
      const at = y * width + x;
      const around = Math.max(
        data[at - reach] ?? 0,
        data[at + reach] ?? 0,
        data[at - reach * width] ?? 0,
        data[at + reach * width] ?? 0,
      );
      const dark = Math.max(0, around - (data[at] ?? 0));
      darkness[at] = dark;
      histogram[dark] = (histogram[dark] ?? 0) + 1;
    }
  let threshold = 255;
  for (let points = 0; threshold > 24; threshold -= 1) {
    points += histogram[threshold] ?? 0;
    if (points > maxPoints) break;
  }
  const xs: number[] = [];
  const ys: number[] = [];
  darkness.forEach((dark, at) => {
    if (dark <= threshold) return;
    xs.push(at % width);
    ys.push(Math.floor(at / width));
  });
  return { xs: Float32Array.from(xs), ys: Float32Array.from(ys), width, height };
};

const shrink = (image: GreyImage, factor: number): GreyImage => {
  if (factor === 1) return image;
  const width = Math.floor(image.width / factor);
  const height = Math.floor(image.height / factor);
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let dy = 0; dy < factor; dy += 1) {
        const row = (y * factor + dy) * image.width + x * factor;
        for (let dx = 0; dx < factor; dx += 1) sum += image.data[row + dx] ?? 0;
      }
      data[y * width + x] = sum / (factor * factor);
    }
  return { width, height, data, dpi: image.dpi / factor };
};

/** How sharply the ink gathers in lines when the page is sheared by an angle: the sum of squared steps of its profile. */
const profileScore = (
  along: Float32Array,
  across: Float32Array,
  size: number,
  margin: number,
  tangent: number,
): number => {
  const bins = new Uint32Array(size + 2 * margin + 2);
  for (let index = 0; index < along.length; index += 1) {
    const bin = Math.round((across[index] ?? 0) - tangent * (along[index] ?? 0)) + margin;
    if (bin >= 0 && bin < bins.length) bins[bin] = (bins[bin] ?? 0) + 1;
  }
  let score = 0;
  for (let bin = 1; bin < bins.length; bin += 1) {
    const step = (bins[bin] ?? 0) - (bins[bin - 1] ?? 0);
    score += step * step;
  }
  return score;
};

export type Skew = {
  /** How far lines of text fall to the right, in degrees; the page has to be turned back by it. */
  degrees: number;
  /** Sharpness of the lines at that angle for level and for upright text: the larger one tells quarter turns. */
  levelScore: number;
  uprightScore: number;
};

const maxDegrees = 4.5;

/** Finds the angle by a coarse search and two finer ones, for text that runs level and for text that runs upright. */
export const findSkew = (points: InkPoints): Skew => {
  const level = search(points.xs, points.ys, points.height, points.width);
  const upright = search(points.ys, points.xs, points.width, points.height);
  const isLevel = level.score >= upright.score;
  return { degrees: isLevel ? level.degrees : -upright.degrees, levelScore: level.score, uprightScore: upright.score };
};

const search = (along: Float32Array, across: Float32Array, size: number, length: number) => {
  const margin = Math.ceil(length * Math.tan((maxDegrees * Math.PI) / 180)) + 2;
  let best = { degrees: 0, score: -1 };
  const look = (from: number, to: number, step: number): void => {
    for (let degrees = from; degrees <= to + 1e-9; degrees += step) {
      const score = profileScore(along, across, size, margin, Math.tan((degrees * Math.PI) / 180));
      if (score > best.score) best = { degrees, score };
    }
  };
  look(-maxDegrees, maxDegrees, 0.5);
  look(best.degrees - 0.4, best.degrees + 0.4, 0.1);
  return best;
};
