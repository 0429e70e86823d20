import { readFileSync } from 'node:fs';
import { z } from 'zod';

const codeWords = z.string().transform((line) => line.split(' '));
const codes = z
  .object({ white: codeWords, whiteBy64: codeWords, black: codeWords, blackBy64: codeWords })
  .parse(JSON.parse(readFileSync(new URL('ccitt-codes.json', import.meta.url), 'utf8')));

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

/**
 * A bilevel picture as CCITT Group 4 (ITU-T T.6), what fax machines and fax servers write.
 * `pixels` has one byte a pixel, 1 = black; width up to 1791.
 */
export const encodeG4 = (pixels: Uint8Array, width: number): Uint8Array => {
  const bits: string[] = [];
  let above: number[] = [];
  for (let offset = 0; offset < pixels.length; offset += width) {
    const changes = changesOf(pixels.subarray(offset, offset + width));
    let column = -1;
    let colour = 0;
    while (column < width) {
      const from = Math.max(column, 0);
      const a1 = changes.find((change, index) => change > column && index % 2 === colour) ?? width;
      const reference = above.findIndex((change, index) => change > column && index % 2 === colour);
      const b1 = reference < 0 ? width : (above[reference] ?? width);
      const b2 = reference < 0 ? width : (above[reference + 1] ?? width);
      if (b2 < a1) {
        bits.push(passCode);
        column = b2;
      } else if (Math.abs(a1 - b1) <= 3) {
        bits.push(verticalCodes[a1 - b1 + 3] ?? '');
        column = a1;
        colour = 1 - colour;
      } else {
        const a2 = changes.find((change) => change > a1) ?? width;
        bits.push(horizontalCode, runCode(a1 - from, colour === 1), runCode(a2 - a1, colour === 0));
        column = a2;
      }
    }
    above = changes;
  }
  bits.push(endOfBlock);
  const all = bits.join('');
  return Uint8Array.from({ length: Math.ceil(all.length / 8) }, (_, index) =>
    Number.parseInt(all.slice(index * 8, index * 8 + 8).padEnd(8, '0'), 2),
  );
};
