import type { GreyImage } from './grey-image.ts';
import { soften } from './soften.ts';

/** The needles of a printer with nine of them stand 1/72 inch apart, whoever made it. */
const dotsPerInch = 72;
/** Rhythms to the inch that are weighed against each other: below, at and above that of the needles. */
const rhythms = { below: 60, at: 71, above: 82 };
const windowInches = 0.16;
/** Between two columns that are looked at, in pixels. */
const stride = 6;
/** How far the needles' rhythm stands out. Measured: dots 1.8 to 3.3; print, fax, copy and typewriter up to 1.7. */
const minPeak = 1.5;
/** Strokes that fade out have less of each finer rhythm; only dots have as much of theirs as of the one below. Measured: dots from 1.0, others up to 0.9. */
const minRise = 0.95;

/** The page is looked at in strips: a halftone picture has a rhythm too, but does not go over most of the page. */
const strips = 8;
const minStripShare = 0.6;
/** A strip with fewer strokes than this, in windows, does not count. */
const minWindows = 60;

/** Whether the writing is made of the separate dots of a needle printer, level or on its side. */
export const hasNeedleDots = (image: GreyImage, contrast: number): boolean =>
  isDotted(image, contrast, image.width, image.height, 1, image.width) ||
  isDotted(image, contrast, image.height, image.width, image.width, 1);

/** Blurs by about half of the distance between dots, so that they are strokes and strokes stay apart. */
export const joinDots = (image: GreyImage): GreyImage => {
  const deviation = (0.55 * image.dpi) / dotsPerInch;
  // One softening has a variance of half a pixel.
  let joined = image;
  for (let pass = Math.round(2 * deviation ** 2); pass > 0; pass -= 1) joined = soften(joined);
  return joined;
};

/** Grey to this power, paper being 1: between the dots of a stroke it is ink, between two strokes it stays paper. */
const blacker = 1.7;

/** Joined dots leave their strokes grey; brought out, after the contrast was evened, the letters are read better. */
export const blackenStrokes = (image: GreyImage): GreyImage => {
  const black = Uint8Array.from({ length: 256 }, (_, grey) => Math.round(255 * (grey / 255) ** blacker));
  return { ...image, data: image.data.map((grey) => black[grey] ?? 0) };
};

const isDotted = (
  image: GreyImage,
  contrast: number,
  lines: number,
  length: number,
  side: number,
  step: number,
): boolean => {
  const size = Math.round(windowInches * image.dpi);
  const waves = [rhythms.below, rhythms.at, rhythms.above].map((perInch) => waveOf(perInch / image.dpi, size));
  let [dotted, inked] = [0, 0];
  for (let strip = 0; strip < strips; strip += 1) {
    let windows = 0;
    const powers = [0, 0, 0];
    const [first, last] = [Math.floor((lines * strip) / strips), Math.floor((lines * (strip + 1)) / strips)];
    for (let line = first; line < last; line += stride)
      for (let from = 0; from + size <= length; from += size)
        if (addWindow(image.data, line * side + from * step, step, size, waves, contrast, powers)) windows += 1;
    if (windows < minWindows) continue;
    inked += 1;
    const [below = 0, at = 0, above = 0] = powers;
    if (at > minPeak * Math.sqrt(below * above) && at > minRise * below) dotted += 1;
  }
  return dotted > minStripShare * inked;
};

type Wave = { cos: Float32Array; sin: Float32Array };

/** Adds what each wave has in the window at `start`; false on paper, and where the window only touches a stroke. */
const addWindow = (
  data: Uint8Array,
  start: number,
  step: number,
  size: number,
  waves: readonly Wave[],
  contrast: number,
  powers: number[],
): boolean => {
  let [darkest, lightest] = [255, 0];
  for (let index = 0; index < size; index += 1) {
    const grey = data[start + index * step] ?? 255;
    if (grey < darkest) darkest = grey;
    if (grey > lightest) lightest = grey;
  }
  if (lightest - darkest < contrast / 2) return false;
  waves.forEach(({ cos, sin }, rhythm) => {
    let [real, imaginary] = [0, 0];
    for (let index = 0; index < size; index += 1) {
      const grey = (data[start + index * step] ?? 255) - lightest;
      real += grey * (cos[index] ?? 0);
      imaginary += grey * (sin[index] ?? 0);
    }
    powers[rhythm] = (powers[rhythm] ?? 0) + real ** 2 + imaginary ** 2;
  });
  return true;
};

/** A wave under a bell (Hann), so that a window's ends make no rhythm of their own. */
const waveOf = (perPixel: number, size: number): Wave => {
  const bell = (index: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * (index + 0.5)) / size);
  const turn = (index: number): number => 2 * Math.PI * perPixel * index;
  return {
    cos: Float32Array.from({ length: size }, (_, index) => bell(index) * Math.cos(turn(index))),
    sin: Float32Array.from({ length: size }, (_, index) => bell(index) * Math.sin(turn(index))),
  };
};
