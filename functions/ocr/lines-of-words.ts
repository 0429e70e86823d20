import type { Line } from '../domain/page.ts';
import { columnBands } from './column-bands.ts';
import { rectangleAround, type PlacedWord, type Rectangle } from './placed-word.ts';

export type Run = { words: PlacedWord[]; place: Rectangle };
export type Row = { runs: Run[]; place: Rectangle };

/**
 * Puts words in reading order. Runs that stand at one height become one line, so that a form's label and its value stay
 * together however far apart they are; only where the page is set in columns of prose is each column read to its end.
 */
export const linesOfWords = (words: readonly PlacedWord[]): Line[] =>
  columnBands(rowsOf(runsOf(words))).flatMap((rows) => rows.map((row) => ({ words: wordsOf(row) })));

const wordsOf = (row: Row): Line['words'] =>
  row.runs.flatMap((run) => run.words.map(({ text, confidence, box }) => ({ text, confidence, box })));

const runsOf = (words: readonly PlacedWord[]): Run[] => {
  const byRun = new Map<number, PlacedWord[]>();
  for (const word of words) {
    const run = byRun.get(word.run);
    if (run) run.push(word);
    else byRun.set(word.run, [word]);
  }
  return [...byRun.values()].map((run) => ({ words: run, place: rectangleAround(run.map((word) => word.upright)) }));
};

/** Share of the lower one of two heights that must be common to both for the runs to stand on one line. */
const minCommonHeight = 0.55;

/** Runs at one height may touch a little (kerning, slanted type), not stand on top of each other. */
const maxCommonWidth = 0.3;

const rowsOf = (runs: readonly Run[]): Row[] => {
  const rows: Row[] = [];
  for (const run of [...runs].sort((a, b) => middle(a.place) - middle(b.place) || a.place.left - b.place.left)) {
    // Runs come from the top down, so only the last few rows can still be at this height.
    const row = rows.slice(-6).findLast((candidate) => belongs(run, candidate));
    if (row) {
      row.runs.push(run);
      row.place = bandOf(row);
    } else rows.push({ runs: [run], place: { ...run.place } });
  }
  for (const row of rows) row.runs.sort((a, b) => a.place.left - b.place.left);
  return rows.sort((a, b) => middle(a.place) - middle(b.place));
};

const middle = (place: Rectangle): number => (place.top + place.bottom) / 2;

const belongs = (run: Run, row: Row): boolean => {
  const common = Math.min(run.place.bottom, row.place.bottom) - Math.max(run.place.top, row.place.top);
  const lower = Math.min(run.place.bottom - run.place.top, row.place.bottom - row.place.top);
  if (common < minCommonHeight * lower) return false;
  return row.runs.every((other) => {
    const overlap = Math.min(run.place.right, other.place.right) - Math.max(run.place.left, other.place.left);
    const narrower = Math.min(run.place.right - run.place.left, other.place.right - other.place.left);
    return overlap <= maxCommonWidth * narrower;
  });
};

/** The row's height is that of its widest run: a tall initial or a small raised mark must not stretch it. */
const bandOf = (row: Row): Rectangle => {
  const widest = row.runs.reduce((a, b) => (b.place.right - b.place.left > a.place.right - a.place.left ? b : a));
  return {
    left: Math.min(...row.runs.map((run) => run.place.left)),
    right: Math.max(...row.runs.map((run) => run.place.right)),
    top: widest.place.top,
    bottom: widest.place.bottom,
  };
};
