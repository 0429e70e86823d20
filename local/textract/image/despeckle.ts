import type { GreyImage } from './grey-image.ts';

const inkBelow = 128;

/** Size and distances in pixels at 200 dpi. */
const speck = { pixels: 9, across: 20, down: 8 };

/**
 * Takes out specks: connected dark pixels (also over corners) that are few and stand alone. A full stop, the dot of an i,
 * the point of a decimal number and the pieces of a stroke that a fax broke have letters within 0.1 inch beside or
 * 0.04 inch below them and stay. The page must lie level.
 */
export const despeckle = (image: GreyImage): GreyImage => {
  const { width, height, data, dpi } = image;
  const unit = dpi / 200;
  const maxPixels = Math.max(1, Math.round(speck.pixels * unit * unit));
  const across = Math.round(speck.across * unit);
  const down = Math.round(speck.down * unit);
  let out: Uint8Array | undefined;
  const seen = new Uint8Array(data.length);
  const pixels: number[] = [];
  for (let start = 0; start < data.length; start += 1) {
    if (seen[start] || (data[start] ?? 255) >= inkBelow) continue;
    collect(image, start, seen, pixels, maxPixels);
    if (pixels.length > maxPixels || !standsAlone(image, pixels, across, down)) continue;
    out ??= new Uint8Array(data);
    for (const at of pixels) whiten(out, at, width, height);
  }
  return out ? { width, height, dpi, data: out } : image;
};

/** With the grey rim that a scan or an interpolation left around it. */
const whiten = (data: Uint8Array, at: number, width: number, height: number): void => {
  const x = at % width;
  const y = (at - x) / width;
  for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny += 1)
    data.fill(255, ny * width + Math.max(0, x - 1), ny * width + Math.min(width, x + 2));
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

const standsAlone = (
  { width, height, data }: GreyImage,
  pixels: readonly number[],
  across: number,
  down: number,
): boolean => {
  const own = new Set(pixels);
  const xs = pixels.map((at) => at % width);
  const ys = pixels.map((at) => Math.floor(at / width));
  const top = Math.max(0, Math.min(...ys) - down);
  const bottom = Math.min(height - 1, Math.max(...ys) + down);
  const left = Math.max(0, Math.min(...xs) - across);
  const right = Math.min(width - 1, Math.max(...xs) + across);
  let other = 0;
  for (let y = top; y <= bottom; y += 1)
    for (let x = left; x <= right; x += 1) {
      const at = y * width + x;
      if ((data[at] ?? 255) < inkBelow && !own.has(at)) other += 1;
    }
  return other <= pixels.length;
};
