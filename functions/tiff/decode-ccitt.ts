import codes from './ccitt-codes.json' with { type: 'json' };

/** How fax pictures are packed: rows by themselves, the two kinds of Group 3 (ITU-T T.4), Group 4 (ITU-T T.6). */
export type CcittScheme = 'rows' | 'g3' | 'g3-2d' | 'g4';

/**
 * How many rows of Group 3 may be lost on the line, of all and one after the other, until the picture counts as damaged:
 * a line of small type is 12 rows of a standard fax.
 */
const maxLostShare = 0.05;
const maxLostRun = 6;

/** No code word is longer. */
const longest = 13;

/** By the next 13 bits: run << 4 | length of the code word; 0 = no code word. */
const tableOf = (units: string, by64: string): Int32Array => {
  const table = new Int32Array(1 << longest);
  const put = (code: string, run: number): void => {
    const first = Number.parseInt(code.padEnd(longest, '0'), 2);
    table.fill((run << 4) | code.length, first, first + (1 << (longest - code.length)));
  };
  units.split(' ').forEach((code, run) => put(code, run));
  `${by64} ${codes.either}`.split(' ').forEach((code, index) => put(code, 64 * (index + 1)));
  return table;
};
const white = tableOf(codes.white, codes.whiteBy64);
const black = tableOf(codes.black, codes.blackBy64);

/** ITU-T T.6, table 1: what the next 7 bits say. `shift` = how far the change lies from the one above it. */
type Mode = { length: number; shift: number } | { length: number; is: 'pass' | 'horizontal' };
const modeOf = (next: number): Mode | undefined => {
  if (next >= 64) return { length: 1, shift: 0 };
  if (next >> 4 === 3) return { length: 3, shift: 1 };
  if (next >> 4 === 2) return { length: 3, shift: -1 };
  if (next >> 4 === 1) return { length: 3, is: 'horizontal' };
  if (next >> 3 === 1) return { length: 4, is: 'pass' };
  if (next >> 1 === 3) return { length: 6, shift: 2 };
  if (next >> 1 === 2) return { length: 6, shift: -2 };
  if (next === 3) return { length: 7, shift: 3 };
  return next === 2 ? { length: 7, shift: -3 } : undefined;
};
const modes = Array.from({ length: 128 }, (_, next) => modeOf(next));

/**
 * Decodes a fax picture of `height` rows. A row of Group 3 with an error repeats the one above it, as on a fax machine.
 * @returns 8 points a byte, rows at whole bytes, 1 = black; `isDamaged` when more is lost than a few rows: the rest is white
 */
export const decodeCcitt = (
  bytes: Uint8Array,
  { width, height, scheme }: { width: number; height: number; scheme: CcittScheme },
): { data: Uint8Array; isDamaged: boolean } => {
  const bits = bitReader(bytes);
  const rowBytes = (width + 7) >> 3;
  const picture = new Uint8Array(rowBytes * height);
  let above: number[] = [];
  let [lost, lostRun] = [0, 0];
  for (let row = 0; row < height; row += 1) {
    const start = startOf(bits, scheme);
    // Fewer rows than told: nothing is missing when the fax itself says that this is its end.
    if (start === 'end') break;
    const changes = start === 'broken' ? undefined : start(bits, above, width);
    lostRun = changes ? 0 : lostRun + 1;
    lost += changes ? 0 : 1;
    const isOver = lost > maxLostShare * height || lostRun > maxLostRun;
    if (isOver || (lost > 0 && scheme !== 'g3' && scheme !== 'g3-2d')) return { data: picture, isDamaged: true };
    if (!changes) {
      bits.toLineEnd();
    }
    above = changes ?? above;
    paint(picture, row * rowBytes * 8, above, width);
  }
  return { data: picture, isDamaged: false };
};

type Bits = ReturnType<typeof bitReader>;

const bitReader = (bytes: Uint8Array) => {
  const end = bytes.length * 8;
  let at = 0;
  /** The next bits as a number; zeros after the end. */
  const peek = (count: number): number => {
    const from = at >> 3;
    const four =
      ((bytes[from] ?? 0) << 24) |
      ((bytes[from + 1] ?? 0) << 16) |
      ((bytes[from + 2] ?? 0) << 8) |
      (bytes[from + 3] ?? 0);
    return (four << (at & 7)) >>> (32 - count);
  };
  return {
    peek,
    skip(count: number): void {
      at += count;
    },
    isAtEnd: (): boolean => at >= end,
    toWholeByte(): void {
      at = (at + 7) & ~7;
    },
    toLineEnd(): void {
      while (at < end && peek(11) !== 0) at += 1;
    },
    /** undefined when no code word comes next. */
    run(table: Int32Array): number | undefined {
      for (let total = 0; ;) {
        const entry = table[peek(longest)] ?? 0;
        if (entry === 0) return undefined;
        at += entry & 15;
        total += entry >> 4;
        if (entry >> 4 < 64) return total;
      }
    },
  };
};

type Row = (bits: Bits, above: readonly number[], width: number) => number[] | undefined;

/** How the next row is to be read. */
const startOf = (bits: Bits, scheme: CcittScheme): Row | 'end' | 'broken' => {
  if (scheme === 'g3' || scheme === 'g3-2d') return startOfG3(bits, scheme);
  if (scheme === 'rows') {
    bits.toWholeByte();
    return oneDimensional;
  }
  // Two ends of a line (or one, by some) end the picture.
  return bits.peek(12) === 1 ? 'end' : twoDimensional;
};

/** A line starts after an end-of-line mark: eleven zeros or more and a one; in the second kind a bit says which line it is. */
const startOfG3 = (bits: Bits, scheme: 'g3' | 'g3-2d'): Row | 'end' | 'broken' => {
  let marks = 0;
  let isOne = true;
  while (bits.peek(11) === 0) {
    while (!bits.isAtEnd() && bits.peek(1) === 0) bits.skip(1);
    if (bits.isAtEnd()) return 'broken';
    bits.skip(1);
    marks += 1;
    if (scheme === 'g3-2d') {
      isOne = bits.peek(1) === 1;
      bits.skip(1);
    }
  }
  // Marks without a line between them end the picture.
  return marks > 1 ? 'end' : isOne ? oneDimensional : twoDimensional;
};

/** A change that follows at the same place takes the one before back: there is no run between them. */
const addChange = (changes: number[], at: number, width: number): void => {
  if (changes.at(-1) === at) changes.pop();
  else if (at < width) changes.push(at);
};

/** The columns where the colour changes, white first; undefined when the row is damaged. */
const oneDimensional: Row = (bits, _above, width) => {
  const changes: number[] = [];
  let isBlack = false;
  for (let at = 0; at < width;) {
    const run = bits.run(isBlack ? black : white);
    if (run === undefined || at + run > width) return undefined;
    at += run;
    isBlack = !isBlack;
    addChange(changes, at, width);
  }
  return changes;
};

const twoDimensional: Row = (bits, above, width) => {
  const changes: number[] = [];
  let at = -1;
  let isBlack = false;
  // The number in `above` of the next change to the other colour.
  let next = 0;
  while (at < width) {
    while (next < above.length && (above[next] ?? width) <= at) next += 2;
    const mode = modes[bits.peek(7)];
    if (!mode) return undefined;
    bits.skip(mode.length);
    if ('shift' in mode) {
      const change = (above[next] ?? width) + mode.shift;
      if (change < Math.max(0, at) || change > width) return undefined;
      addChange(changes, change, width);
      at = change;
      isBlack = !isBlack;
      next = next > 0 ? next - 1 : next + 1;
    } else if (mode.is === 'pass') at = above[next + 1] ?? width;
    else {
      const first = bits.run(isBlack ? black : white);
      const second = bits.run(isBlack ? white : black);
      if (first === undefined || second === undefined) return undefined;
      const change = Math.max(0, at) + first;
      if (change + second > width) return undefined;
      addChange(changes, change, width);
      addChange(changes, change + second, width);
      at = change + second;
    }
  }
  return changes;
};

/** Blackens every second run of a row that begins at bit `start`. */
const paint = (bits: Uint8Array, start: number, changes: readonly number[], width: number): void => {
  for (let index = 0; index < changes.length; index += 2) {
    const end = start + (changes[index + 1] ?? width);
    for (let at = start + (changes[index] ?? width); at < end;) {
      if ((at & 7) === 0 && end - at >= 8) {
        bits[at >> 3] = 255;
        at += 8;
      } else {
        bits[at >> 3] = (bits[at >> 3] ?? 0) | (128 >> (at & 7));
        at += 1;
      }
    }
  }
};
