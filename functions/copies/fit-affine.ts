export type Point = { x: number; y: number };
/** Takes (x, y) to (a x + b y + c, d x + e y + f): shift, scale, skew and turn of a second scan. */
export type Affine = { a: number; b: number; c: number; d: number; e: number; f: number };

export const moved = ({ a, b, c, d, e, f }: Affine, { x, y }: Point): Point => ({
  x: a * x + b * y + c,
  y: d * x + e * y + f,
});

const rounds = 4;
/** Points farther off than so many times the median miss are of other words that only read alike. */
const outlierRatio = 2.5;

/**
 * The affine map that takes the first point of each pair nearest to the second, by least squares over the pairs that
 * agree with it; with the median miss in the unit of the points. undefined when the points lie on one line.
 */
export const fitAffine = (
  pairs: readonly (readonly [Point, Point])[],
): { map: Affine; medianMiss: number } | undefined => {
  let used = pairs;
  let fitted: { map: Affine; medianMiss: number } | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const map = leastSquares(used);
    if (!map) return undefined;
    const misses = pairs.map(([from, to]) => distance(moved(map, from), to));
    const medianMiss = misses.toSorted((one, other) => one - other)[misses.length >> 1] ?? 0;
    fitted = { map, medianMiss };
    used = pairs.filter((_, index) => (misses[index] ?? 0) <= Math.max(1, outlierRatio * medianMiss));
  }
  return fitted;
};

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

const leastSquares = (pairs: readonly (readonly [Point, Point])[]): Affine | undefined => {
  const count = pairs.length;
  const sum = (value: (from: Point, to: Point) => number): number =>
    pairs.reduce((total, [from, to]) => total + value(from, to), 0);
  const [meanX, meanY] = [sum(({ x }) => x) / count, sum(({ y }) => y) / count];
  const xx = sum(({ x }) => (x - meanX) ** 2);
  const yy = sum(({ y }) => (y - meanY) ** 2);
  const xy = sum(({ x, y }) => (x - meanX) * (y - meanY));
  const determinant = xx * yy - xy * xy;
  // Also false for NaN.
  if (!(determinant > 1e-6 * xx * yy)) return undefined;
  const row = (side: 'x' | 'y'): [number, number, number] => {
    const byX = sum((from, to) => (from.x - meanX) * to[side]);
    const byY = sum((from, to) => (from.y - meanY) * to[side]);
    const across = (byX * yy - byY * xy) / determinant;
    const down = (byY * xx - byX * xy) / determinant;
    return [across, down, sum((_, to) => to[side]) / count - across * meanX - down * meanY];
  };
  const [a, b, c] = row('x');
  const [d, e, f] = row('y');
  return { a, b, c, d, e, f };
};
