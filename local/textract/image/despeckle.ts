import type { GreyImage } from './grey-image.ts';

const inkBelow = 128;

/**
 * Takes out specks: connected dark pixels (also over corners) that are fewer than `maxPixels` and stand alone, with no
 * other ink within `clearance` pixels. Full stops, the dots of i and the points of a decimal number have letters beside
 * them and stay.
 */
export const despeckle = (image: GreyImage, maxPixels: number, clearance: number): GreyImage => {
  const { width, height, data, dpi } = image;
  const out = new Uint8Array(data);
  const seen = new Uint8Array(data.length);
  const pixels: number[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (seen[start] || (data[start] ?? 255) >= inkBelow) continue;
    collect(image, start, seen, pixels, maxPixels);
    if (pixels.length > maxPixels || !standsAlone(image, pixels, clearance)) continue;
    for (const at of pixels) out[at] = 255;
  }
  return { width, height, dpi, data: out };
};

/** Marks the whole connected shape as seen; `pixels` holds its first `limit` + 1 pixels. */
const collect = (
  { width, height, data }: GreyImage,
  start: number,
  seen: Uint8Array,
  pixels: number[],
  limit: number,
): void => {
  pixels.length = 0;
  const open = [start];
  seen[start] = 1;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (pixels.length <= limit) pixels.push(at);
    const x = at % width;
    const y = (at - x) / width;
    for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1)
      for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx += 1) {
        const next = ny * width + nx;
        if (seen[next] || (data[next] ?? 255) >= inkBelow) continue;
        seen[next] = 1;
        open.push(next);
      }
  }
};

const standsAlone = ({ width, height, data }: GreyImage, pixels: readonly number[], clearance: number): boolean => {
  const own = new Set(pixels);
  const xs = pixels.map((at) => at % width);
  const ys = pixels.map((at) => Math.floor(at / width));
  const top = Math.max(0, Math.min(...ys) - clearance);
  const bottom = Math.min(height - 1, Math.max(...ys) + clearance);
  const left = Math.max(0, Math.min(...xs) - clearance);
  const right = Math.min(width - 1, Math.max(...xs) + clearance);
  let other = 0;
  for (let y = top; y <= bottom; y += 1)
    for (let x = left; x <= right; x += 1) {
      const at = y * width + x;
      if ((data[at] ?? 255) < inkBelow && !own.has(at)) other += 1;
    }
  return other <= pixels.length;
};
