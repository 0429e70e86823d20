import type { GreyImage } from './grey-image.ts';

/**
 * A fax in standard mode has 204 dots across and 98 down to the inch; letters of half the height cannot be read. Lines
 * are interpolated until the pixels are square. Resolutions of 0 mean unknown: then the page's shape tells, because
 * letter and A4 paper are 1.29 and 1.41 times as high as wide and nothing sent by fax is wider than high.
 */
export const squarePixels = (image: GreyImage, acrossDpi: number, downDpi: number): GreyImage => {
  const ratio = acrossDpi > 0 && downDpi > 0 ? acrossDpi / downDpi : guessRatio(image);
  if (ratio < 1.2 || ratio > 3) return acrossDpi > 50 ? { ...image, dpi: acrossDpi } : image;
  const height = Math.round(image.height * ratio);
  const data = new Uint8Array(image.width * height);
  for (let y = 0; y < height; y += 1) {
    const from = Math.max(0, Math.min(image.height - 1, (y + 0.5) / ratio - 0.5));
    const above = Math.floor(from) * image.width;
    const below = Math.min(image.height - 1, Math.floor(from) + 1) * image.width;
    const share = from - Math.floor(from);
    for (let x = 0; x < image.width; x += 1)
      data[y * image.width + x] = (image.data[above + x] ?? 0) * (1 - share) + (image.data[below + x] ?? 0) * share;
  }
  return { width: image.width, height, data, dpi: acrossDpi > 50 ? acrossDpi : image.width / 8.5 };
};

/** A line of letter paper has 1,728 dots by fax, a page in standard mode about 1,080 of them; no other paper is so wide. */
const guessRatio = ({ width, height }: GreyImage): number =>
  width > 1600 && width < 1800 && width > 1.45 * height && width < 1.75 * height ? 204 / 98 : 1;
