import type { DecodedPicture, Matrix, PlacedPicture } from './placed-picture.ts';

// Taken out of `Math` once: the look-up of a global costs a microsecond in Jest's sandbox.
const { abs, ceil, floor, max, min, round } = Math;

/** What the pictures of a page look like on its paper: 8-bit grey, row by row, 0 = black, `sheetDpi` points to the inch. */
export type SheetPicture = { width: number; height: number; data: Uint8Array };

/** Coarse enough to look at in milliseconds, fine enough for the strokes of 8 pt type. */
export const sheetDpi = 100;

/** Larger sheets than this (in points of the sheet) are not looked at: a plan or a poster is no page of writing. */
const maxSheetPoints = 6_000_000;

/**
 * Paints pictures in their order on white paper. Every point of a picture falls on its place, and a point of the sheet is
 * the mean of what fell on it, so that fine strokes turn grey and do not vanish.
 * @returns undefined when the page is too large
 */
export const paintSheet = (
  pictures: readonly PlacedPicture[],
  widthPoints: number,
  heightPoints: number,
): SheetPicture | undefined => {
  const scale = sheetDpi / 72;
  const width = max(1, round(widthPoints * scale));
  const height = max(1, round(heightPoints * scale));
  if (width * height > maxSheetPoints) return undefined;
  const data = new Uint8Array(width * height).fill(255);
  const sums = new Uint32Array(width * height);
  const counts = new Uint32Array(width * height);
  for (const { picture, matrix } of pictures) {
    sums.fill(0);
    counts.fill(0);
    const target = { width, height, data, sums, counts };
    if (isUprightScan(picture, matrix, scale)) scatterScan(picture, matrix, scale, target);
    else scatter(picture, matrix, scale, target);
    for (let at = 0; at < data.length; at += 1) {
      const count = counts[at] ?? 0;
      if (count > 0) data[at] = (sums[at] ?? 0) / count;
    }
  }
  return { width, height, data };
};

type Target = SheetPicture & { sums: Uint32Array; counts: Uint32Array };

/** As nearly every scan lies on its page: not turned, finer than the sheet, painted everywhere. */
const isUprightScan = ({ width, height, covers }: DecodedPicture, [a, b, c, d]: Matrix, scale: number): boolean =>
  covers === undefined && b === 0 && c === 0 && abs(a * scale) <= width && abs(d * scale) <= height;

/** What `scatter` does, in a tenth of the time: columns and rows of the picture fall on columns and rows of the sheet. */
const scatterScan = (
  { width, height, grey }: DecodedPicture,
  [a, , , d, e, f]: Matrix,
  scale: number,
  { width: sheetWidth, height: sheetHeight, sums, counts }: Target,
): void => {
  const columns = Int32Array.from({ length: width }, (_, column) =>
    floor(e * scale + (column + 0.5) * ((a * scale) / width)),
  );
  for (let row = 0; row < height; row += 1) {
    const y = floor((f + d) * scale - (row + 0.5) * ((d * scale) / height));
    if (y < 0 || y >= sheetHeight) continue;
    for (let column = 0, from = row * width; column < width; column += 1, from += 1) {
      const x = columns[column] ?? -1;
      if (x < 0 || x >= sheetWidth) continue;
      const at = y * sheetWidth + x;
      sums[at] = (sums[at] ?? 0) + (grey[from] ?? 255);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
};

const scatter = (
  { width, height, grey, covers }: DecodedPicture,
  [a, b, c, d, e, f]: Matrix,
  scale: number,
  target: Target,
): void => {
  // Steps on the sheet for one point of the picture across and down; its first row is its upper edge.
  const [acrossX, acrossY] = [(a * scale) / width, (b * scale) / width];
  const [downX, downY] = [(-c * scale) / height, (-d * scale) / height];
  const [startX, startY] = [(e + c) * scale, (f + d) * scale];
  // A picture coarser than the sheet leaves no holes: each of its points falls on several places.
  const parts = min(32, max(1, ceil(max(Math.hypot(acrossX, acrossY), Math.hypot(downX, downY)))));
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const from = row * width + column;
      const isPainted = covers === undefined || covers[from] !== 0;
      const level = grey[from] ?? 255;
      for (let down = 0; down < parts; down += 1)
        for (let across = 0; across < parts; across += 1) {
          const u = column + (across + 0.5) / parts;
          const v = row + (down + 0.5) / parts;
          const x = floor(startX + u * acrossX + v * downX);
          const y = floor(startY + u * acrossY + v * downY);
          if (x < 0 || y < 0 || x >= target.width || y >= target.height) continue;
          const at = y * target.width + x;
          // Where a mask paints nothing, what lay there before stays to be seen.
          target.sums[at] = (target.sums[at] ?? 0) + (isPainted ? level : (target.data[at] ?? 255));
          target.counts[at] = (target.counts[at] ?? 0) + 1;
        }
    }
};
