import type { SheetPicture } from './sheet-picture.ts';

/** Faint strokes drown in grain point by point, but a word fills a strip of this many points across and down. */
const strip = { width: 90, height: 6 };
/** Above and below a line of writing is paper, within this many points. */
const reach = 14;
/** The mean of a strip must be darker than its surroundings by this many deviations of such means, and grey levels. */
const minDeviations = 7;
const minDarker = 2;
/**
 * The darkest twentieth of a strip with strokes; shading, stains and writing on the other side of the paper are smoother. Measured: a line in hard pencil 28, low-contrast
 * type of 8 pt 21; what shows through by a sixth of full black 14, and by a third, blurred by the paper, 18.
 */
const minStroke = 19;

/**
 * Whether faint lines of writing stand on a sheet.
 * @param faint how much darker than its paper each point is, without the dark shapes
 * @param noise the deviation of the grain
 */
export const hasFaintLines = (faint: Uint8Array, { width, height }: SheetPicture, noise: number): boolean => {
  // Neighbouring points of a scan share their grain: the mean of a strip varies about three times as much as if not.
  const deviation = (3 * noise) / Math.sqrt(strip.width * strip.height);
  const least = Math.max(minDarker, minDeviations * deviation);
  for (let left = 12; left + strip.width <= width - 12; left += strip.width / 3) {
    const profile = rowMeans(faint, width, height, left);
    for (let top = reach; top + strip.height + reach < height; top += 2) {
      const line = meanOf(profile, top, top + strip.height);
      const above = meanOf(profile, top - reach, top - reach + strip.height);
      const below = meanOf(profile, top + reach, top + reach + strip.height);
      if (line - Math.max(above, below) < least) continue;
      if (strokeOf(faint, width, left, top) >= Math.max(minStroke, 2 * noise)) return true;
    }
  }
  return false;
};

const rowMeans = (faint: Uint8Array, width: number, height: number, left: number): Float32Array => {
  const means = new Float32Array(height);
  for (let y = 0; y < height; y += 1) {
    let sum = 0;
    for (let x = left; x < left + strip.width; x += 1) sum += faint[y * width + x] ?? 0;
    means[y] = sum / strip.width;
  }
  return means;
};

const meanOf = (profile: Float32Array, from: number, until: number): number => {
  let sum = 0;
  for (let y = from; y < until; y += 1) sum += profile[y] ?? 0;
  return sum / (until - from);
};

/** How much darker than the strip's mean its darkest twentieth is. */
const strokeOf = (faint: Uint8Array, width: number, left: number, top: number): number => {
  const levels: number[] = [];
  for (let y = top; y < top + strip.height; y += 1)
    for (let x = left; x < left + strip.width; x += 1) levels.push(faint[y * width + x] ?? 0);
  const mean = levels.reduce((sum, level) => sum + level, 0) / levels.length;
  const darkest = levels.sort((a, b) => b - a).slice(0, Math.ceil(levels.length / 20));
  return darkest.reduce((sum, level) => sum + level, 0) / darkest.length - mean;
};
