import type { GreyImage } from './grey-image.ts';

/** Paper and ink level of each tile, and what they say of the page as a whole. */
export type Levels = {
  columns: number;
  rows: number;
  tilePixels: number;
  paper: Float32Array;
  ink: Float32Array;
  /** Difference between the lightest and the darkest paper of the page, without the outer tenths. */
  shading: number;
  /** Difference between paper and ink where there is ink; on a page with a word or two, of the strongest place. */
  contrast: number;
  /** Difference between paper and the darkest hundredth, in the tile that has most of it and in one of bare paper. */
  strongest: number;
  faintest: number;
  /** Mean jump between neighbouring pixels of paper: grain of the scan, in grey levels. */
  noise: number;
};

/** Tiles of a quarter of an inch: larger than a letter, smaller than a stain. */
const tilesPerInch = 4;
const paperPercentile = 0.85;
const inkPercentile = 0.03;
/** A figure on a page of its own fills a hundredth of its tile; specks do not. */
const darkestPercentile = 0.01;
/** One line of text fills 1.6 % of the tiles; grain makes faint differences in all of them. */
const inkedShare = 0.985;
/** Less difference than this within a tile is paper alone. */
const minInkDifference = 24;

export const measureLevels = (image: GreyImage): Levels => {
  const tilePixels = Math.max(16, Math.round(image.dpi / tilesPerInch));
  const columns = Math.ceil(image.width / tilePixels);
  const rows = Math.ceil(image.height / tilePixels);
  const paper = new Float32Array(columns * rows);
  const ink = new Float32Array(columns * rows);
  const darkest = new Float32Array(columns * rows);
  const histogram = new Uint32Array(256);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      histogram.fill(0);
      const bottom = Math.min(image.height, (row + 1) * tilePixels);
      const right = Math.min(image.width, (column + 1) * tilePixels);
      let count = 0;
      for (let y = row * tilePixels; y < bottom; y += 1)
        for (let x = column * tilePixels; x < right; x += 1) {
          const grey = image.data[y * image.width + x] ?? 0;
          histogram[grey] = (histogram[grey] ?? 0) + 1;
          count += 1;
        }
      paper[row * columns + column] = percentile(histogram, count * paperPercentile);
      ink[row * columns + column] = percentile(histogram, count * inkPercentile);
      darkest[row * columns + column] = percentile(histogram, count * darkestPercentile);
    }
  const differences = paper.map((level, tile) => level - (ink[tile] ?? 0)).sort();
  const usual = differences[Math.floor((differences.length - 1) * inkedShare)] ?? 0;
  const extremes = paper.map((level, tile) => level - (darkest[tile] ?? 0)).sort();
  const strongest = extremes.at(-1) ?? 0;
  const papers = [...paper].sort((a, b) => a - b);
  const at = (share: number): number => papers[Math.floor(share * (papers.length - 1))] ?? 255;
  return {
    columns,
    rows,
    tilePixels,
    paper,
    ink,
    shading: at(0.95) - at(0.05),
    contrast: usual >= minInkDifference ? usual : strongest,
    strongest,
    faintest: extremes[Math.floor(extremes.length * 0.1)] ?? 0,
    noise: paperNoise(image, paper, columns, tilePixels),
  };
};

const percentile = (histogram: Uint32Array, rank: number): number => {
  let passed = 0;
  for (let level = 0; level < 256; level += 1) {
    passed += histogram[level] ?? 0;
    if (passed > rank) return level;
  }
  return 255;
};

const paperNoise = (image: GreyImage, paper: Float32Array, columns: number, tilePixels: number): number => {
  let sum = 0;
  let count = 0;
  for (let y = 1; y < image.height - 1; y += 3)
    for (let x = 1; x < image.width - 1; x += 3) {
      const at = y * image.width + x;
      const here = image.data[at] ?? 0;
      const level = paper[Math.floor(y / tilePixels) * columns + Math.floor(x / tilePixels)] ?? 255;
      if (here < level - 50) continue;
      const right = image.data[at + 1] ?? 0;
      if (right < level - 50) continue;
      sum += Math.abs(here - right);
      count += 1;
    }
  return count === 0 ? 0 : sum / count;
};

/** How far towards the ink the white end, and how far towards the paper the black end is drawn, for a noisy page. */
const noisyEnds = 0.22;

/**
 * Brings paper to white and ink to black everywhere on the page: each pixel is stretched between the paper and ink
 * levels of its surroundings, taken from the tiles around it by bilinear interpolation.
 * On a noisy page both ends are cut off, so that grain becomes plain white or plain black.
 */
export const normaliseContrast = (image: GreyImage, levels: Levels, isNoisy = false): GreyImage => {
  const cut = isNoisy ? noisyEnds : 0;
  const { columns, rows, tilePixels } = levels;
  const paper = smoothed(levels.paper, columns, rows);
  const ink = smoothed(inkWherePresent(levels), columns, rows);
  const { width, height, data, dpi } = image;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1) {
    const fy = Math.min(rows - 1, Math.max(0, y / tilePixels - 0.5));
    const row = Math.min(rows - 2, Math.floor(fy));
    const dy = rows < 2 ? 0 : fy - row;
    for (let x = 0; x < width; x += 1) {
      const fx = Math.min(columns - 1, Math.max(0, x / tilePixels - 0.5));
      const column = Math.max(0, Math.min(columns - 2, Math.floor(fx)));
      const dx = columns < 2 ? 0 : fx - column;
      const at = Math.max(0, row) * columns + column;
      const below = rows < 2 ? at : at + columns;
      const beside = columns < 2 ? 0 : 1;
      const mix = (levels: Float32Array): number =>
        ((levels[at] ?? 0) * (1 - dx) + (levels[at + beside] ?? 0) * dx) * (1 - dy) +
        ((levels[below] ?? 0) * (1 - dx) + (levels[below + beside] ?? 0) * dx) * dy;
      const white = mix(paper);
      const black = mix(ink);
      const range = Math.max(24, white - black);
      const share = ((data[y * width + x] ?? 0) - black) / range;
      const stretched = (255 * (share - cut)) / (1 - 2 * cut);
      out[y * width + x] = stretched < 0 ? 0 : stretched > 255 ? 255 : stretched;
    }
  }
  return { width, height, dpi, data: out };
};

/** Tiles of bare paper take the contrast that the page typically has, so that grain is not stretched into ink. */
const inkWherePresent = ({ paper, ink, contrast }: Levels): Float32Array =>
  ink.map((level, tile) => {
    const white = paper[tile] ?? 255;
    return white - level >= Math.max(minInkDifference, contrast * 0.4) ? level : white - Math.max(40, contrast);
  });

/** Mean over the tile and its eight neighbours. */
const smoothed = (levels: Float32Array, columns: number, rows: number): Float32Array =>
  levels.map((_, tile) => {
    const row = Math.floor(tile / columns);
    const column = tile % columns;
    let sum = 0;
    let count = 0;
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) {
        sum += levels[y * columns + x] ?? 0;
        count += 1;
      }
    return sum / count;
  });
