import type { GreyImage } from './grey-image.ts';

/** Wider than any stroke of a letter, narrower than a stain. */
const reachInches = 0.075;
/** A black bar or border stays black: what is darker than this is no paper in the shade. */
const darkestPaper = 60;

/**
 * Takes stains and shadows off a page, also those with sharp edges: each pixel is measured against the paper around it,
 * which is what is left when dark strokes are closed (grey closing).
 */
export const flattenShading = (image: GreyImage): GreyImage => {
  const reach = Math.max(5, Math.round(reachInches * image.dpi)) | 1;
  const paper = spread(spread(image.data, image, reach, true), image, reach, false);
  const data = image.data.map((grey, at) => Math.min(255, (255 * grey) / Math.max(darkestPaper, paper[at] ?? 255)));
  return { ...image, data };
};

/** The lightest (or darkest) grey within a square of `reach` pixels (odd) about each pixel. */
const spread = (from: Uint8Array, { width, height }: GreyImage, reach: number, lightest: boolean): Uint8Array => {
  const across = extremes(from, height, width, width, 1, reach, lightest);
  return extremes(across, width, height, 1, width, reach, lightest);
};

/** Along lines of `length` pixels, `step` apart. Windows double until they are wide enough: four comparisons a pixel. */
const extremes = (
  from: Uint8Array,
  lines: number,
  length: number,
  side: number,
  step: number,
  reach: number,
  lightest: boolean,
): Uint8Array => {
  const out = new Uint8Array(from.length);
  const padding = reach >> 1;
  const row = new Uint8Array(length + 2 * padding);
  for (let line = 0; line < lines; line += 1) {
    row.fill(lightest ? 0 : 255);
    for (let index = 0; index < length; index += 1) row[padding + index] = from[line * side + index * step] ?? 0;
    for (let wide = 1; wide < reach;) {
      const shift = Math.min(wide, reach - wide);
      for (let index = 0; index + shift < row.length; index += 1) {
        const there = row[index + shift] ?? 0;
        if (there > (row[index] ?? 0) === lightest) row[index] = there;
      }
      wide += shift;
    }
    for (let index = 0; index < length; index += 1) out[line * side + index * step] = row[index] ?? 0;
  }
  return out;
};
