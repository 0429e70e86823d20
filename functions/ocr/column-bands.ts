import type { Row, Run } from './lines-of-words.ts';

/** Columns of prose run over at least this many lines; shorter ones are form fields side by side. */
const minRows = 5;
/** A column of prose has at least this many words a line on the mean; cells and labels have fewer. */
const minWordsPerRow = 4;
/** A column of prose is filled: the mean line takes up this share of the widest. */
const minFill = 0.7;
/** A gutter is at least this wide, in heights of a line. */
const minGutterHeights = 1;

/**
 * Cuts the rows of a page into bands, each read from top to bottom. A stretch of rows with a gutter between two filled
 * columns of prose becomes two bands, left before right; every other row is a band of its own with its neighbours.
 */
export const columnBands = (rows: readonly Row[]): Row[][] => {
  const bands: Row[][] = [];
  let plain: Row[] = [];
  for (let index = 0; index < rows.length;) {
    const columns = columnsFrom(rows, index);
    if (!columns) {
      const row = rows[index];
      if (row) plain.push(row);
      index += 1;
      continue;
    }
    bands.push(plain, columns.left, columns.right);
    plain = [];
    index = columns.end;
  }
  bands.push(plain);
  return bands.filter((band) => band.length > 0);
};

type Gutter = { left: number; right: number };

const heightOf = (row: Row): number => row.place.bottom - row.place.top;

/** The widest free stretch between two runs of a row that lies inside `within`. */
const gutterOf = (row: Row, within: Gutter): Gutter | undefined => {
  let best: Gutter | undefined;
  let edge = -Infinity;
  for (const run of row.runs) {
    const gutter = { left: Math.max(edge, within.left), right: Math.min(run.place.left, within.right) };
    if (gutter.right - gutter.left > (best ? best.right - best.left : 0)) best = gutter;
    edge = Math.max(edge, run.place.right);
  }
  const after = { left: Math.max(edge, within.left), right: within.right };
  if (after.right - after.left > (best ? best.right - best.left : 0)) best = after;
  return best;
};

const columnsFrom = (rows: readonly Row[], start: number): { left: Row[]; right: Row[]; end: number } | undefined => {
  const first = rows[start];
  if (!first || first.runs.length < 2) return undefined;
  let gutter: Gutter = { left: first.place.left, right: first.place.right };
  let end = start;
  let twoSided = 0;
  for (; end < rows.length; end += 1) {
    const row = rows[end];
    if (!row) break;
    const narrowed = gutterOf(row, gutter);
    if (!narrowed || narrowed.right - narrowed.left < minGutterHeights * heightOf(row)) break;
    gutter = narrowed;
    if (row.runs.length >= 2) twoSided += 1;
  }
  if (twoSided < minRows) return undefined;
  const cut = (gutter.left + gutter.right) / 2;
  const band = rows.slice(start, end);
  const left = band.flatMap((row) => side(row, (run) => run.place.right <= cut));
  const right = band.flatMap((row) => side(row, (run) => run.place.left >= cut));
  return isProse(left) && isProse(right) ? { left, right, end } : undefined;
};

const side = (row: Row, belongs: (run: Run) => boolean): Row[] => {
  const runs = row.runs.filter(belongs);
  if (runs.length === 0) return [];
  const left = Math.min(...runs.map((run) => run.place.left));
  const right = Math.max(...runs.map((run) => run.place.right));
  return [{ runs, place: { ...row.place, left, right } }];
};

const isProse = (rows: readonly Row[]): boolean => {
  if (rows.length < minRows) return false;
  const words = rows.reduce((sum, row) => sum + row.runs.reduce((count, run) => count + run.words.length, 0), 0);
  const widths = rows.map((row) => row.place.right - row.place.left);
  const fill = widths.reduce((sum, width) => sum + width, 0) / (Math.max(...widths) * rows.length);
  return words / rows.length >= minWordsPerRow && fill >= minFill;
};
