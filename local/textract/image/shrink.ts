import type { GreyImage } from './grey-image.ts';

/** The page at `scale` (up to 1) of its resolution: each pixel is the mean of what it covers. */
export const shrink = (image: GreyImage, scale: number): GreyImage => {
  const { width, height, data, dpi } = image;
  const [columns, rows] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const across = coverOf(width, columns);
  const down = coverOf(height, rows);
  const sums = new Float32Array(columns);
  const out = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row += 1) {
    sums.fill(0);
    let y = down.first[row] ?? 0;
    for (const share of down.shares[row] ?? []) {
      for (let column = 0; column < columns; column += 1) {
        let x = y * width + (across.first[column] ?? 0);
        let sum = 0;
        for (const part of across.shares[column] ?? []) sum += part * (data[x++] ?? 0);
        sums[column] = (sums[column] ?? 0) + share * sum;
      }
      y += 1;
    }
    for (let column = 0; column < columns; column += 1) out[row * columns + column] = (sums[column] ?? 0) + 0.5;
  }
  return { width: columns, height: rows, dpi: dpi * scale, data: out };
};

/** For each of `count` new pixels the first old one that it covers, and the shares of the old ones in it. */
const coverOf = (size: number, count: number): { first: number[]; shares: number[][] } => {
  const step = size / count;
  const first: number[] = [];
  const shares: number[][] = [];
  for (let index = 0; index < count; index += 1) {
    const [from, to] = [index * step, Math.min(size, (index + 1) * step)];
    const own: number[] = [];
    for (let at = Math.floor(from); at < to; at += 1) own.push((Math.min(at + 1, to) - Math.max(at, from)) / step);
    first.push(Math.floor(from));
    shares.push(own);
  }
  return { first, shares };
};
