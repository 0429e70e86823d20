import { deflateSync } from 'node:zlib';
import { bytesOfBits, changesOfRows, codedAlone, codedBesideAbove } from '../../../samples/ccitt-g4.ts';

const endOfLine = '000000000001';

/** Group 3, rows by themselves. With `fill` an end of line ends at a whole byte. */
export const encodeG3 = (pixels: Uint8Array, width: number, fill = false): Uint8Array => {
  let bits = '';
  for (const changes of changesOfRows(pixels, width)) {
    if (fill) bits += '0'.repeat((8 - ((bits.length + 12) % 8)) % 8);
    bits += endOfLine + codedAlone(changes, width);
  }
  return bytesOfBits(bits + endOfLine.repeat(6));
};

/** Group 3 in two dimensions: every fourth row by itself. */
export const encodeG32d = (pixels: Uint8Array, width: number): Uint8Array => {
  const rows = changesOfRows(pixels, width);
  const coded = rows.map((changes, row) =>
    row % 4 === 0
      ? `${endOfLine}1${codedAlone(changes, width)}`
      : `${endOfLine}0${codedBesideAbove(changes, rows[row - 1] ?? [], width)}`,
  );
  return bytesOfBits(coded.join('') + `${endOfLine}1`.repeat(6));
};

/** Compression 2: rows at whole bytes, no end of line. */
export const encodeRows = (pixels: Uint8Array, width: number): Uint8Array =>
  Buffer.concat(changesOfRows(pixels, width).map((changes) => bytesOfBits(codedAlone(changes, width))));

/** PackBits: runs of two and more, and what lies between. */
export const encodePackBits = (bytes: Uint8Array): Uint8Array => {
  const out: number[] = [];
  let literal: number[] = [];
  const flush = (): void => {
    if (literal.length > 0) out.push(literal.length - 1, ...literal);
    literal = [];
  };
  for (let at = 0; at < bytes.length;) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) run += 1;
    if (run > 1) {
      flush();
      out.push(257 - run, bytes[at] ?? 0);
    } else {
      literal.push(bytes[at] ?? 0);
      if (literal.length === 128) flush();
    }
    at += run;
  }
  flush();
  return Uint8Array.from(out);
};

/** LZW of TIFF 6.0, section 13, with a table that fills and is cleared. */
export const encodeLzw = (bytes: Uint8Array): Uint8Array => {
  let bits = '';
  let table = new Map<string, number>();
  let width = 9;
  const put = (code: number): void => {
    bits += code.toString(2).padStart(width, '0');
  };
  const start = (): void => {
    put(256);
    table = new Map(Array.from({ length: 256 }, (_, code) => [String.fromCharCode(code), code]));
    width = 9;
  };
  start();
  let next = 258;
  let held = '';
  for (const byte of bytes) {
    const letter = String.fromCharCode(byte);
    if (table.has(held + letter)) {
      held += letter;
      continue;
    }
    put(table.get(held) ?? 0);
    table.set(held + letter, next);
    next += 1;
    // The decoder is one entry behind.
    if (next === 1 << width && width < 12) width += 1;
    if (next === 4094) {
      start();
      next = 258;
    }
    held = letter;
  }
  put(table.get(held) ?? 0);
  // After the last code the decoder adds an entry, too.
  if (next + 1 === 1 << width && width < 12) width += 1;
  put(257);
  return bytesOfBits(bits);
};

export const encodeDeflate = (bytes: Uint8Array): Uint8Array => new Uint8Array(deflateSync(bytes));

/** FillOrder 2. */
export const turned = (bytes: Uint8Array): Uint8Array =>
  bytes.map((byte) => Number.parseInt(byte.toString(2).padStart(8, '0').split('').toReversed().join(''), 2));
