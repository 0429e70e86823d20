import type { SheetPicture } from './sheet-picture.ts';

// Taken out of `Math` once: the look-up of a global costs a microsecond in Jest's sandbox.
const { abs, ceil, floor, max, min } = Math;

/** A connected dark shape; its box in points of the sheet, `peak` how much darker than the paper its darkest point is. */
export type Mark = { left: number; top: number; width: number; height: number; points: number; peak: number };

export type Marks = {
  /** Shapes of the size of letters and larger, without those that no pen and no printer makes. */
  marks: Mark[];
  /** How many small shapes were passed over. */
  specks: number;
  /** How much darker than its paper every point is, without the dark shapes: what is left is faint. Made when asked for. */
  faint: () => Uint8Array;
  /** Standard deviation of the grain, in grey levels. */
  noise: number;
};

/** A quarter of an inch: larger than a letter, smaller than a stain. */
const tile = 25;
const paperPercentile = 0.8;
const minDarkness = 28;
/** Of a million points of Gaussian grain three are darker than this many deviations, and lie alone. */
const grainDeviations = 4.5;
/** A full stop of 12 pt type is 3 points wide, a letter of 6 pt type 6 points high. */
const speckSize = 4;
/** A shape with a point darker than this is no piece of a faint stroke. */
const darkPeak = 60;

export const findMarks = (sheet: SheetPicture): Marks => {
  const darkness = darknessOf(sheet);
  const noise = grainOf(darkness, sheet.width);
  const threshold = max(minDarkness, grainDeviations * noise);
  const shapes = connectedShapes(darkness, sheet, threshold);
  const marks = shapes.map(({ mark }) => mark).filter((mark) => max(mark.width, mark.height) > speckSize);
  const streaks = streakColumns(marks);
  return {
    marks: marks.filter((mark) => isDrawn(mark, sheet) && !(mark.width <= 2 && streaks.has(mark.left))),
    specks: shapes.length - marks.length,
    faint: () => withoutDark(darkness, shapes, sheet.width),
    noise,
  };
};

const withoutDark = (darkness: Uint8Array, shapes: readonly Shape[], width: number): Uint8Array => {
  const faint = darkness.slice();
  for (const { mark, points } of shapes) if (mark.peak > darkPeak) for (const at of points) whiten(faint, at, width);
  return faint;
};

/** With the soft rim that a scan leaves around it. */
const whiten = (darkness: Uint8Array, at: number, width: number): void => {
  for (const row of [-1, 0, 1])
    for (const column of [-1, 0, 1]) {
      const near = at + row * width + column;
      if (near >= 0 && near < darkness.length) darkness[near] = 0;
    }
};

/** How much darker than the paper around it each point is. */
const darknessOf = ({ width, height, data }: SheetPicture): Uint8Array => {
  const columns = ceil(width / tile);
  const rows = ceil(height / tile);
  const paper = new Uint8Array(columns * rows);
  const histogram = new Uint32Array(256);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      histogram.fill(0);
      let count = 0;
      for (let y = row * tile; y < min(height, (row + 1) * tile); y += 1)
        for (let x = column * tile; x < min(width, (column + 1) * tile); x += 1) {
          const level = data[y * width + x] ?? 255;
          histogram[level] = (histogram[level] ?? 0) + 1;
          count += 1;
        }
      let level = 0;
      for (let passed = histogram[0] ?? 0; passed <= count * paperPercentile && level < 255; level += 1)
        passed += histogram[level + 1] ?? 0;
      paper[row * columns + column] = level;
    }
  const darkness = new Uint8Array(data.length);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const level = paper[floor(y / tile) * columns + floor(x / tile)] ?? 255;
      darkness[y * width + x] = max(0, level - (data[y * width + x] ?? 255));
    }
  return darkness;
};

/** From the median step between neighbours: half of the steps of Gaussian grain are under 0.95 deviations. */
const grainOf = (darkness: Uint8Array, width: number): number => {
  const steps = new Uint32Array(256);
  let count = 0;
  for (let at = width; at < darkness.length - 1; at += 7) {
    const [a, b] = [darkness[at] ?? 0, darkness[at + 1] ?? 0];
    // Points as light as the paper or lighter were cut off at 0 and would hide the grain.
    if (a === 0 && b === 0) continue;
    steps[abs(a - b)] = (steps[abs(a - b)] ?? 0) + 1;
    count += 1;
  }
  // Nearly no point differs from its paper: a bilevel or a drawn page.
  if (count < darkness.length / 7 / 4) return 0;
  let median = 0;
  for (let passed = steps[0] ?? 0; passed < count / 2; median += 1) passed += steps[median + 1] ?? 0;
  return median / 0.95;
};

type Shape = { mark: Mark; points: number[] };

const connectedShapes = (darkness: Uint8Array, { width, height }: SheetPicture, threshold: number): Shape[] => {
  const seen = new Uint8Array(darkness.length);
  const shapes: Shape[] = [];
  const open: number[] = [];
  for (let start = 0; start < darkness.length; start += 1) {
    if (seen[start] !== 0 || (darkness[start] ?? 0) <= threshold) continue;
    const points: number[] = [];
    let [left, right, top, bottom, peak, count] = [width, 0, height, 0, 0, 0];
    seen[start] = 1;
    open.push(start);
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      count += 1;
      points.push(at);
      const x = at % width;
      const y = (at - x) / width;
      left = min(left, x);
      right = max(right, x);
      top = min(top, y);
      bottom = max(bottom, y);
      peak = max(peak, darkness[at] ?? 0);
      for (let ny = max(0, y - 1); ny <= min(height - 1, y + 1); ny += 1)
        for (let nx = max(0, x - 1); nx <= min(width - 1, x + 1); nx += 1) {
          const next = ny * width + nx;
          if (seen[next] !== 0 || (darkness[next] ?? 0) <= threshold) continue;
          seen[next] = 1;
          open.push(next);
        }
    }
    const mark = { left, top, width: right - left + 1, height: bottom - top + 1, points: count, peak };
    shapes.push({ mark, points });
  }
  return shapes;
};

/** Not a rule or a fold, a hole of a binder, a blot, or the shadow of the scanner's edge. */
const isDrawn = ({ left, top, width, height, points }: Mark, sheet: SheetPicture): boolean => {
  const [long, short] = [max(width, height), min(width, height)];
  const touchesEdge = left <= 2 || top <= 2 || left + width >= sheet.width - 2 || top + height >= sheet.height - 2;
  if (touchesEdge) return false;
  const isRule = long >= 30 && (short <= 3 || (long >= 100 && short <= 0.06 * long && points <= 4 * long));
  const isBlot = short >= 14 && points > 0.6 * width * height;
  const toMargin = min(left, top, sheet.width - left - width, sheet.height - top - height);
  const isHole = short >= 14 && long <= 42 && short >= 0.8 * long && toMargin < 70;
  return !isRule && !isBlot && !isHole;
};

/** A dirty glass or a worn fax head draws the same column, broken, all down the sheet. */
const streakColumns = (marks: readonly Mark[]): Set<number> => {
  const heights = new Map<number, { count: number; height: number }>();
  for (const { left, width, height } of marks) {
    if (width > 2) continue;
    for (const column of [left - 1, left, left + 1]) {
      const before = heights.get(column) ?? { count: 0, height: 0 };
      heights.set(column, { count: before.count + 1, height: before.height + height });
    }
  }
  const found = [...heights].filter(([, { count, height }]) => count >= 4 && height >= 80);
  return new Set(found.map(([column]) => column));
};
