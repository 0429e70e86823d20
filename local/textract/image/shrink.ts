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
    for (let part = 0; part < down.most; part += 1) {
      const share = down.shares[row * down.most + part] ?? 0;
      if (share > 0) addRow(data, ((down.first[row] ?? 0) + part) * width, across, share, sums);
    }
    for (let column = 0; column < columns; column += 1) out[row * columns + column] = (sums[column] ?? 0) + 0.5;
  }
  return { width: columns, height: rows, dpi: dpi * scale, data: out };
};

const addRow = (data: Uint8Array, from: number, { first, shares, most }: Cover, weight: number, sums: Float32Array) => {
  for (let column = 0, part = 0; column < sums.length; column += 1) {
    let sum = 0;
    const at = from + (first[column] ?? 0);
    for (let index = 0; index < most; index += 1, part += 1) sum += (shares[part] ?? 0) * (data[at + index] ?? 0);
    sums[column] = (sums[column] ?? 0) + weight * sum;
  }
};

/** For each new pixel the first old one that it covers, and the shares of the old ones in it, `most` places for each. */
type Cover = { first: Int32Array; shares: Float32Array; most: number };

const coverOf = (size: number, count: number): Cover => {
  const step = size / count;
  const most = Math.ceil(step) + 1;
  const first = new Int32Array(count);
  const shares = new Float32Array(count * most);
  for (let index = 0; index < count; index += 1) {
    const [from, to] = [index * step, Math.min(size, (index + 1) * step)];
    const start = Math.floor(from);
    first[index] = start;
    for (let part = 0; start + part < to && part < most; part += 1)
      shares[index * most + part] = (Math.min(start + part + 1, to) - Math.max(start + part, from)) / step;
  }
  return { first, shares, most };
};
