import type { SheetPicture } from './sheet-picture.ts';

/** Fewer lines than this have no edge to speak of. */
const minLines = 8;
/** Lines that start (or end) within this many points of each other have a common edge. */
const sameEdge = 6;
/** Of a letter's lines nearly all start at one edge, and a few of them end at one. */
const alignedShare = 0.7;
const raggedShare = 0.55;
/** Above the small letters of English type stands this much more ink than below them, at least. */
const uprightRatio = 1.3;

/**
 * Whether faint lines are those of the other side of the paper: seen from behind, lines of writing end at one edge and
 * start anywhere. Writing of the page itself does the contrary; a table or a centred heading does neither.
 * @param faint how much darker than its paper each point is, without the dark shapes
 * @param noise the deviation of the grain
 */
export const showsThrough = (faint: Uint8Array, { width, height }: SheetPicture, noise: number): boolean => {
  const lines = faintLines(faint, width, height, Math.max(9, 3 * noise));
  if (lines.length < minLines) return false;
  const starts = alignment(lines.map(({ left }) => left));
  const ends = alignment(lines.map(({ right }) => right));
  // A page that lies upside down ends at one edge too; but there the ascenders hang below.
  const above = lines.reduce((sum, line) => sum + line.above, 0);
  const below = lines.reduce((sum, line) => sum + line.below, 0);
  if (above < uprightRatio * below) return false;
  return ends >= alignedShare && starts <= raggedShare;
};

/** Share of the values that lie around the place where most of them lie. */
const alignment = (edges: readonly number[]): number =>
  Math.max(...edges.map((edge) => edges.filter((other) => Math.abs(other - edge) <= sameEdge).length)) / edges.length;

/** Points in a row of the sheet from which it belongs to a line. */
const minInRow = 10;

const faintLines = (faint: Uint8Array, width: number, height: number, threshold: number) => {
  const isDark = (at: number): boolean => (faint[at] ?? 0) > threshold;
  // A stroke goes on in two directions at least, a grain of the scan lies alone.
  const isStroke = (at: number): boolean =>
    isDark(at) &&
    Number(isDark(at - 1)) + Number(isDark(at + 1)) + Number(isDark(at - width)) + Number(isDark(at + width)) >= 2;
  const rows = Array.from({ length: height }, (_, y) => {
    const places: number[] = [];
    for (let x = 12; x < width - 12; x += 1) if (isStroke(y * width + x)) places.push(x);
    return places;
  });
  const lines: { left: number; right: number; above: number; below: number }[] = [];
  let line: number[][] = [];
  for (const row of [...rows, []]) {
    if (row.length >= minInRow) {
      line.push(row);
      continue;
    }
    if (line.length >= 3 && line.length <= 24) {
      const places = line.flat().sort((a, b) => a - b);
      // A grain or two beside the line are no part of it.
      const at = (share: number): number => places[Math.floor(share * (places.length - 1))] ?? 0;
      lines.push({ left: at(0.015), right: at(0.985), ...aroundSmallLetters(line.map(({ length }) => length)) });
    }
    line = [];
  }
  return lines;
};

/** Ink above and below the rows that have most of it: those of the small letters. */
const aroundSmallLetters = (counts: readonly number[]): { above: number; below: number } => {
  const most = Math.max(...counts);
  const first = counts.findIndex((count) => count >= most / 2);
  const last = counts.findLastIndex((count) => count >= most / 2);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return { above: sum(counts.slice(0, first)), below: sum(counts.slice(last + 1)) };
};
