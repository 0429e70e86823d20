import { beforeDeskew, deskew } from '../image/deskew.ts';
import { despeckle } from '../image/despeckle.ts';
import { flattenShading } from '../image/flatten-shading.ts';
import type { GreyImage } from '../image/grey-image.ts';
import { hardEdges } from '../image/hard-edges.ts';
import { measureLevels, normaliseContrast, type Levels } from '../image/local-contrast.ts';
import { blackenStrokes, hasNeedleDots, joinDots } from '../image/needle-dots.ts';
import { quarterTurn } from '../image/quarter-turn.ts';
import { findSkew, inkPoints } from '../image/skew.ts';
import { soften } from '../image/soften.ts';

/** A page made ready for the engine, with the way back: turned by quarters, then by `skewDegrees`. */
export type PreparedPage = {
  image: GreyImage;
  quarters: number;
  skewDegrees: number;
  levels: Levels;
  /** How much more the ink gathers in lines than grain would by chance: about 1 on empty paper, 5 and more with text. */
  lineSharpness: number;
  /** The page came from a needle printer; its dots have been joined. */
  hasDots: boolean;
};

/** Shading over the page above this, or contrast under this, calls for local normalisation (grey levels). */
const maxShading = 40;
const minContrast = 130;
/** Grain above this is blurred away before it is stretched. */
const maxNoise = 9;
/** The same after a faint page has been stretched to full contrast. */
const maxStretchedNoise = 30;
/**
 * A page of black and white dots has its steps rounded off, for the engine learnt letters in grey. Twice where rows were
 * interpolated, as in a fax of half the rows: its steps are twice as high. Once more would close the letters of 8 pt.
 */
const maxHardEdges = 0.3;
const dotsAlone = 0.8;
const minSkewDegrees = 0.25;
/** On a page with this little in lines, nearly empty, the engine takes grain above this for letters: for ten seconds. */
const nearlyEmpty = { sharpness: 12, noise: 2 };
/** Upright profile must be this much sharper than the level one before the page is taken as turned. */
const turnedRatio = 1.6;

/** Does only what the page asks for; a clean scan passes through with its pixels unchanged. */
export const preparePage = (page: GreyImage): PreparedPage => {
  const levels = measureLevels(page);
  const hasDots = hasNeedleDots(page, levels.contrast);
  const stretch = 255 / Math.max(24, levels.contrast);
  const isNoisy = !hasDots && (levels.noise > maxNoise || levels.noise * stretch > maxStretchedNoise);
  let image = hasDots ? joinDots(page) : isNoisy ? soften(page) : page;
  if (levels.shading > maxShading) image = flattenShading(image);
  if (hasDots || isNoisy || levels.shading > maxShading || (levels.contrast > 0 && levels.contrast < minContrast))
    image = normaliseContrast(image, image === page ? levels : measureLevels(image), isNoisy);
  if (hasDots) image = blackenStrokes(image);
  const hard = hardEdges(page);
  const cleaned = (level: GreyImage): GreyImage => {
    if (hasDots) return level;
    const clean = despeckle(level);
    if (hard <= maxHardEdges) return clean;
    return hard > dotsAlone ? soften(clean) : soften(soften(clean));
  };
  const sideways = image;
  image = cleaned(image);
  const points = inkPoints(image);
  const skew = findSkew(points);
  // Points that fall into bins by chance give steps whose squares add up to twice their number.
  const lineSharpness = Math.max(skew.levelScore, skew.uprightScore) / Math.max(1, 2 * points.xs.length);
  const quarters = skew.uprightScore > turnedRatio * skew.levelScore ? 1 : 0;
  // What stands alone is judged along the lines: on its side, the full stop at the end of a line would.
  if (quarters !== 0) image = cleaned(quarterTurn(sideways, quarters));
  if (lineSharpness < nearlyEmpty.sharpness && levels.noise > nearlyEmpty.noise && !isNoisy) image = soften(image);
  const skewDegrees = Math.abs(skew.degrees) >= minSkewDegrees ? skew.degrees : 0;
  if (skewDegrees !== 0) image = deskew(image, skewDegrees);
  return { image, quarters, skewDegrees, levels, lineSharpness, hasDots };
};

/** Upside down, for a second try. The skew stays the same. */
export const upsideDown = (page: PreparedPage): PreparedPage => ({
  ...page,
  image: quarterTurn(page.image, 2),
  quarters: (page.quarters + 2) % 4,
});

/** A pixel of the prepared picture as fractions of the page as stored. */
export const storedPoint = (page: PreparedPage, x: number, y: number): { x: number; y: number } => {
  const { width, height } = page.image;
  // The deskew happened in the first orientation; half a turn about the same middle commutes with it.
  const straight = page.skewDegrees === 0 ? { x, y } : beforeDeskew(page.image, page.skewDegrees, x, y);
  const across = straight.x / width;
  const down = straight.y / height;
  if (page.quarters === 1) return { x: down, y: 1 - across };
  if (page.quarters === 2) return { x: 1 - across, y: 1 - down };
  if (page.quarters === 3) return { x: 1 - down, y: across };
  return { x: across, y: down };
};
