import type { GreyImage } from './grey-image.ts';

/** A light blur (1 2 1 both ways): takes grain off a noisy scan and closes the dots of a poor print. */
export const soften = (image: GreyImage): GreyImage => {
  const { width, height, data, dpi } = image;
  const across = new Uint16Array(data.length);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    for (let x = 0; x < width; x += 1) {
      const left = data[row + Math.max(0, x - 1)] ?? 0;
      const right = data[row + Math.min(width - 1, x + 1)] ?? 0;
      across[row + x] = left + 2 * (data[row + x] ?? 0) + right;
    }
  }
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    const row = y * width;
    for (let x = 0; x < width; x += 1)
      out[row + x] = ((across[above + x] ?? 0) + 2 * (across[row + x] ?? 0) + (across[below + x] ?? 0) + 8) >> 4;
  }
  return { width, height, dpi, data: out };
};
