import type { GreyImage } from './grey-image.ts';

/** Rows `top` up to `bottom` of a page, as a page of their own. */
export const cropRows = ({ width, data, dpi }: GreyImage, top: number, bottom: number): GreyImage => ({
  width,
  height: bottom - top,
  dpi,
  data: data.subarray(top * width, bottom * width),
});

/** The stretch of `inches` that has the most dark-to-light changes: where most of the text is. */
export const busiestRows = (image: GreyImage, inches: number): { top: number; bottom: number } => {
  const { width, height, data } = image;
  const size = Math.min(height, Math.round(inches * image.dpi));
  const changes = new Float64Array(height + 1);
  for (let y = 0; y < height; y += 1) {
    let count = 0;
    for (let x = 2; x < width; x += 2)
      if (Math.abs((data[y * width + x] ?? 0) - (data[y * width + x - 2] ?? 0)) > 60) count += 1;
    changes[y + 1] = (changes[y] ?? 0) + count;
  }
  let top = 0;
  let best = -1;
  for (let y = 0; y + size <= height; y += 8) {
    const busy = (changes[y + size] ?? 0) - (changes[y] ?? 0);
    if (busy <= best) continue;
    best = busy;
    top = y;
  }
  return { top, bottom: top + size };
};
