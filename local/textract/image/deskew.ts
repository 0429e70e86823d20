import type { GreyImage } from './grey-image.ts';

/** Turns the page about its middle so that lines that fall by `degrees` to the right lie level. Bilinear, paper outside. */
export const deskew = (image: GreyImage, degrees: number, paper = 255): GreyImage => {
  const { width, height, data, dpi } = image;
  const angle = (degrees * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const out = new Uint8Array(data.length).fill(paper);
  for (let y = 0; y < height; y += 1) {
    let fromX = centreX - cos * centreX - sin * (y - centreY);
    let fromY = centreY - sin * centreX + cos * (y - centreY);
    for (let x = 0; x < width; x += 1, fromX += cos, fromY += sin) {
      const left = Math.floor(fromX);
      const top = Math.floor(fromY);
      if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) continue;
      const dx = fromX - left;
      const dy = fromY - top;
      const at = top * width + left;
      const upper = (data[at] ?? 0) * (1 - dx) + (data[at + 1] ?? 0) * dx;
      const lower = (data[at + width] ?? 0) * (1 - dx) + (data[at + width + 1] ?? 0) * dx;
      out[y * width + x] = upper * (1 - dy) + lower * dy;
    }
  }
  return { width, height, dpi, data: out };
};

/** The point of the page before `deskew` that a point after it came from; both in pixels. */
export const beforeDeskew = (
  { width, height }: { width: number; height: number },
  degrees: number,
  x: number,
  y: number,
): { x: number; y: number } => {
  const angle = (degrees * Math.PI) / 180;
  const centreX = (width - 1) / 2;
  const centreY = (height - 1) / 2;
  const dx = x - centreX;
  const dy = y - centreY;
  return {
    x: centreX + Math.cos(angle) * dx - Math.sin(angle) * dy,
    y: centreY + Math.sin(angle) * dx + Math.cos(angle) * dy,
  };
};
