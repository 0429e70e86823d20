import tables from '../functions/tiff/ccitt-codes.json' with { type: 'json' };

const codeWords = (line: string): string[] => line.split(' ');
const codes = {
  white: codeWords(tables.white),
  whiteBy64: codeWords(tables.whiteBy64),
  black: codeWords(tables.black),
  blackBy64: codeWords(tables.blackBy64),
};

/** ITU-T T.6 table 1: how far the change lies from the one above it, -3 to +3. */
const verticalCodes = ['0000010', '000010', '010', '1', '011', '000011', '0000011'];
const passCode = '0001';
const horizontalCode = '001';
const endOfBlock = '000000000001'.repeat(2);

const runCode = (length: number, black: boolean): string => {
  const units = black ? codes.black : codes.white;
  const by64 = black ? codes.blackBy64 : codes.whiteBy64;
  const full = Math.floor(length / 64);
  return (full > 0 ? (by64[full - 1] ?? '') : '') + (units[length % 64] ?? '');
};

/** The columns where the colour changes, starting from white, ended by the width. */
const changesOf = (row: Uint8Array): number[] => {
  const changes: number[] = [];
  let colour = 0;
  row.forEach((pixel, column) => {
    if (pixel !== colour) {
      changes.push(column);
      colour = pixel;
    }
  });
  return changes;
};

/** A row as its difference from the one above it: ITU-T T.6, also the second kind of row of T.4. */
export const codedBesideAbove = (changes: readonly number[], above: readonly number[], width: number): string => {
  let bits = '';
  let column = -1;
  let colour = 0;
  while (column < width) {
    const from = Math.max(column, 0);
    const a1 = changes.find((change, index) => change > column && index % 2 === colour) ?? width;
    const reference = above.findIndex((change, index) => change > column && index % 2 === colour);
    const b1 = reference < 0 ? width : (above[reference] ?? width);
    const b2 = reference < 0 ? width : (above[reference + 1] ?? width);
    if (b2 < a1) {
      bits += passCode;
      column = b2;
    } else if (Math.abs(a1 - b1) <= 3) {
      bits += verticalCodes[a1 - b1 + 3] ?? '';
      column = a1;
      colour = 1 - colour;
    } else {
      const a2 = changes.find((change) => change > a1) ?? width;
      bits += horizontalCode + runCode(a1 - from, colour === 1) + runCode(a2 - a1, colour === 0);
      column = a2;
    }
  }
  return bits;
};

/** A row by itself: runs of white and black in turn (ITU-T T.4). */
export const codedAlone = (changes: readonly number[], width: number): string =>
  [...changes, width].map((change, index) => runCode(change - (changes[index - 1] ?? 0), index % 2 === 1)).join('');

/** Rows of points, 1 = black, as the columns where their colour changes. */
export const changesOfRows = (pixels: Uint8Array, width: number): number[][] =>
  Array.from({ length: pixels.length / width }, (_, row) => changesOf(pixels.subarray(row * width, (row + 1) * width)));

export const bytesOfBits = (bits: string): Uint8Array =>
  Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, index) =>
    Number.parseInt(bits.slice(index * 8, index * 8 + 8).padEnd(8, '0'), 2),
  );

/**
 * A bilevel picture as CCITT Group 4 (ITU-T T.6), what fax machines and fax servers write.
 * `pixels` has one byte a pixel, 1 = black; width up to 1791.
 */
export const encodeG4 = (pixels: Uint8Array, width: number): Uint8Array => {
  const rows = changesOfRows(pixels, width);
  const coded = rows.map((changes, row) => codedBesideAbove(changes, rows[row - 1] ?? [], width));
  return bytesOfBits(coded.join('') + endOfBlock);
};
