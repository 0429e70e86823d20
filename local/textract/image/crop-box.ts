import type { GreyImage } from './grey-image.ts';

export type Box = { left: number; top: number; width: number; height: number };

/** A part of a page on white paper of its own, with a white edge of `margin` pixels all round. */
export const cropBox = (image: GreyImage, box: Box, margin: number): GreyImage => {
  const width = box.width + 2 * margin;
  const height = box.height + 2 * margin;
  const data = new Uint8Array(width * height).fill(255);
  for (let row = 0; row < box.height; row += 1) {
    const from = (box.top + row) * image.width + box.left;
    data.set(image.data.subarray(from, from + box.width), (row + margin) * width + margin);
  }
  return { width, height, dpi: image.dpi, data };
};
