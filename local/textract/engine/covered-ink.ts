import type { GreyImage } from '../image/grey-image.ts';
import type { Reading } from './reading.ts';

const cellInches = 0.05;
const inkBelow = 128;
/** A cell with less ink than this share is dust, one with more is a picture or a black edge. */
const textInk = { min: 0.06, max: 0.7 };

/** A page in cells of a twentieth of an inch, row by row: which have writing, and which of these lie in no word. */
export type WritingCells = { cell: number; columns: number; rows: number; written: Uint8Array; outside: Uint8Array };

export const writingCells = ({ width, height, data, dpi }: GreyImage, { words }: Reading): WritingCells => {
  const cell = Math.max(4, Math.round(cellInches * dpi));
  const columns = Math.floor(width / cell);
  const rows = Math.floor(height / cell);
  const covered = new Uint8Array(columns * rows);
  for (const word of words) {
    const right = Math.min(columns - 1, Math.floor((word.left + word.width) / cell));
    const bottom = Math.min(rows - 1, Math.floor((word.top + word.height) / cell));
    for (let row = Math.floor(word.top / cell); row <= bottom; row += 1)
      covered.fill(1, row * columns + Math.floor(word.left / cell), row * columns + right + 1);
  }
  const written = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1) {
      let dark = 0;
      for (let y = row * cell; y < (row + 1) * cell; y += 1)
        for (let x = column * cell; x < (column + 1) * cell; x += 1)
          if ((data[y * width + x] ?? 255) < inkBelow) dark += 1;
      const share = dark / (cell * cell);
      if (share >= textInk.min && share <= textInk.max) written[row * columns + column] = 1;
    }
  return { cell, columns, rows, written, outside: written.map((one, at) => (one && !covered[at] ? 1 : 0)) };
};

/**
 * Share of the page's writing that lies inside of the words that were read. A low share says that a part of the page was
 * taken for a picture or passed over.
 */
export const coveredInk = (image: GreyImage, reading: Reading): number => {
  const { written, outside } = writingCells(image, reading);
  const all = count(written);
  return all === 0 ? 1 : 1 - count(outside) / all;
};

const count = (cells: Uint8Array): number => cells.reduce((sum, one) => sum + one, 0);
