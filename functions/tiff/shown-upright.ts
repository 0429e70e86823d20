import type { TiffPicture } from './tiff-colours.ts';

/**
 * Turns and mirrors a picture as its orientation says (TIFF 6.0, tag 274): 1 = the first row is the upper edge and the
 * first column the left one, 2 = upper and right, 3 lower and right, 4 lower and left, 5 to 8 = the first row is the left,
 * right, right, left edge.
 */
export const shownUpright = (picture: TiffPicture, orientation: number): TiffPicture => {
  if (orientation < 2 || orientation > 8) return picture;
  const { width, height, channels, data, acrossDpi, downDpi } = picture;
  const isTurned = orientation >= 5;
  const [shownWidth, shownHeight] = isTurned ? [height, width] : [width, height];
  const fromRight = [2, 3, 6, 7].includes(orientation);
  const fromBelow = [3, 4, 7, 8].includes(orientation);
  const shown = new Uint8Array(data.length);
  for (let y = 0; y < shownHeight; y += 1)
    for (let x = 0; x < shownWidth; x += 1) {
      const across = fromRight ? shownWidth - 1 - x : x;
      const down = fromBelow ? shownHeight - 1 - y : y;
      const from = (isTurned ? across * width + down : down * width + across) * channels;
      const to = (y * shownWidth + x) * channels;
      for (let channel = 0; channel < channels; channel += 1) shown[to + channel] = data[from + channel] ?? 0;
    }
  const resolution = isTurned ? { acrossDpi: downDpi, downDpi: acrossDpi } : { acrossDpi, downDpi };
  return { width: shownWidth, height: shownHeight, channels, data: shown, ...resolution };
};
