import type { GreyImage } from './grey-image.ts';

/** Turns a page clockwise by 0 to 3 quarters. */
export const quarterTurn = (image: GreyImage, quarters: number): GreyImage => {
  const turns = ((quarters % 4) + 4) % 4;
  if (turns === 0) return image;
  const { width, height, data, dpi } = image;
  const out = new Uint8Array(data.length);
  if (turns === 2) {
    for (let index = 0, last = data.length - 1; index < data.length; index += 1) out[last - index] = data[index] ?? 0;
    return { width, height, dpi, data: out };
  }
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const to = turns === 1 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y;
      out[to] = data[y * width + x] ?? 0;
    }
  return { width: height, height: width, dpi, data: out };
};
