import { cropBox, type Box } from '../image/crop-box.ts';
import type { GreyImage } from '../image/grey-image.ts';
import { removeRules } from '../image/remove-rules.ts';
import { writingCells, type WritingCells } from './covered-ink.ts';
import { linesOf, meanConfidence, type Reading, type ReadWord } from './reading.ts';
import type { Engine } from './tesseract-engine.ts';

/** Cells that are this near to each other, across, belong to one line. */
const maxGapCells = 4;
/** What is lower or narrower is a speck or the rest of a rule; what is higher is a picture. In inches. */
const line = { minHeight: 0.07, maxHeight: 0.35, minWidth: 0.08 };
/** A page with more places than this was not read at all; it needs another way, not more lines. */
const maxPlaces = 30;
/** What is less sure than this was no writing. */
const minConfidence = 60;

/**
 * The engine at times passes over a cell of a table, whole, without a word about it. Writing that lies in no word of the
 * reading is cut out and read, each place as a line of its own; only these lines are given back.
 */
export const readPassedOver = (engine: Engine, image: GreyImage, reading: Reading): Reading => {
  if (placesOutside(image, reading).length === 0) return { words: [] };
  const { image: withoutRules } = removeRules(image);
  const places = placesOutside(withoutRules, reading);
  if (places.length > maxPlaces) return { words: [] };
  let number = Math.max(-1, ...reading.words.map((word) => word.line));
  const words = places.flatMap((box) => {
    number += 1;
    const found = readPlace(engine, withoutRules, box, number);
    return meanConfidence({ words: found }) >= minConfidence ? found : [];
  });
  return { words };
};

const readPlace = (engine: Engine, image: GreyImage, box: Box, number: number): ReadWord[] => {
  const margin = Math.max(2, box.height >> 2);
  const { words } = engine.read(cropBox(image, box, margin), 7);
  return words.map((word) => ({
    ...word,
    line: number,
    left: word.left + box.left - margin,
    top: word.top + box.top - margin,
  }));
};

/** Puts what was found where it stands: among the words of the line at its height, or as a line of its own. */
export const withFound = (reading: Reading, found: Reading): Reading => {
  const lines = linesOf(reading);
  for (const words of linesOf(found)) {
    const at = lines.findIndex((line) => standBeside(line, words));
    const number = lines[at]?.[0]?.line;
    if (number === undefined) lines.push(words);
    else
      lines[at] = [...(lines[at] ?? []), ...words.map((word) => ({ ...word, line: number }))].sort(
        (a, b) => a.left - b.left,
      );
  }
  return { words: lines.flat() };
};

/** Share of the lower one of two heights that lines have in common when they stand beside each other. */
const minCommonHeight = 0.55;

const standBeside = (a: readonly ReadWord[], b: readonly ReadWord[]): boolean => {
  const bands = [a, b].map((words) => ({
    top: Math.min(...words.map((word) => word.top)),
    bottom: Math.max(...words.map((word) => word.top + word.height)),
  }));
  const common = Math.min(...bands.map(({ bottom }) => bottom)) - Math.max(...bands.map(({ top }) => top));
  return common >= minCommonHeight * Math.min(...bands.map(({ top, bottom }) => bottom - top));
};

/** Boxes about the writing that no word covers, each as high as a line. */
export const placesOutside = (image: GreyImage, reading: Reading): Box[] => {
  const cells = writingCells(image, reading);
  const places: Box[] = [];
  cells.outside.forEach((_, start) => {
    if (!cells.outside[start]) return;
    const box = takeConnected(cells, start, image);
    const [width, height] = [box.width / image.dpi, box.height / image.dpi];
    if (width >= line.minWidth && height >= line.minHeight && height <= line.maxHeight) places.push(box);
  });
  return places;
};

/** Takes a cell and all that belong to it, and gives the box about them with half a cell more above and below. */
const takeConnected = ({ cell, columns, rows, outside }: WritingCells, start: number, image: GreyImage): Box => {
  const edges = { left: columns, right: 0, top: rows, bottom: 0 };
  const open = [start];
  outside[start] = 0;
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const [row, column] = [Math.floor(at / columns), at % columns];
    edges.left = Math.min(edges.left, column);
    edges.right = Math.max(edges.right, column + 1);
    edges.top = Math.min(edges.top, row);
    edges.bottom = Math.max(edges.bottom, row + 1);
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1)
      for (let x = Math.max(0, column - maxGapCells); x <= Math.min(columns - 1, column + maxGapCells); x += 1) {
        const next = y * columns + x;
        if (!outside[next]) continue;
        outside[next] = 0;
        open.push(next);
      }
  }
  const [left, top] = [edges.left * cell, Math.max(0, edges.top * cell - (cell >> 1))];
  const bottom = Math.min(image.height, edges.bottom * cell + (cell >> 1));
  return { left, top, width: edges.right * cell - left, height: bottom - top };
};
