import type { GreyImage } from './grey-image.ts';

const inkBelow = 128;
/** Lines of text are looked for in upright strips of the page: short enough that a rest of skew does not blur them. */
const strips = 8;
const lineInches = { min: 0.06, max: 0.3 };
/** Rows with less ink than this share of a strip are paper between lines. */
const paperShare = 0.004;
/** The body of a line, from the baseline to the height of an x, has at least this share of its fullest row. */
const bodyShare = 0.55;
/** Measured on 130 pages of all kinds of print: upright 0.4 to 0.65 below to above is the least clear, on its head 2 to 4. */
const minTimesBelow = 1.4;
/** Less than this share of the ink beside the bodies, as in capitals and figures, says nothing. */
const minInkBeside = 0.04;

/**
 * Whether the lines of a level page run upside down: more letters rise above the body of a line (b, d, f, h, k, l, t,
 * capitals, figures) than hang below it (g, j, p, q, y, commas).
 */
export const standsOnHead = ({ width, height, data, dpi }: GreyImage): boolean => {
  let [above, below, all] = [0, 0, 0];
  const stripWidth = Math.floor(width / strips);
  const ink = new Float32Array(height);
  for (let strip = 0; strip < strips; strip += 1) {
    for (let y = 0; y < height; y += 1) {
      let count = 0;
      const from = y * width + strip * stripWidth;
      for (let at = from; at < from + stripWidth; at += 1) if ((data[at] ?? 255) < inkBelow) count += 1;
      ink[y] = count;
    }
    for (const line of linesOf(ink, stripWidth * paperShare, lineInches.min * dpi, lineInches.max * dpi)) {
      const body = Math.max(...line) * bodyShare;
      above += sum(
        line.slice(
          0,
          line.findIndex((count) => count >= body),
        ),
      );
      below += sum(line.slice(line.findLastIndex((count) => count >= body) + 1));
      all += sum(line);
    }
  }
  return below > minTimesBelow * above && above + below > minInkBeside * all;
};

/** The rows of each line of text: stretches with ink between rows of paper, as high as type is. */
const linesOf = (ink: Float32Array, paper: number, least: number, most: number): Float32Array[] => {
  const lines: Float32Array[] = [];
  let from = 0;
  for (let y = 0; y <= ink.length; y += 1) {
    if ((ink[y] ?? 0) > paper) continue;
    if (y - from >= least && y - from <= most) lines.push(ink.slice(from, y));
    from = y + 1;
  }
  return lines;
};

const sum = (counts: Float32Array): number => counts.reduce((total, count) => total + count, 0);
