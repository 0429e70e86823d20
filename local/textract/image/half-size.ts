import type { GreyImage } from './grey-image.ts';

/** The page at half its resolution. The separate dots of a needle printer run together into strokes. */
export const halfSize = ({ width, height, data, dpi }: GreyImage): GreyImage => {
  const [w, h] = [width >> 1, height >> 1];
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y += 1)
    for (let x = 0; x < w; x += 1) {
      const at = 2 * y * width + 2 * x;
      out[y * w + x] =
        ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + width] ?? 0) + (data[at + width + 1] ?? 0) + 2) >> 2;
    }
  return { width: w, height: h, data: out, dpi: dpi / 2 };
};
