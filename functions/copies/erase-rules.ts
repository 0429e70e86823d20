/** Ink from 0 to 255 that belongs to a line. */
const lineInk = 60;
/** A fax breaks lines for a few pixels. */
const maxGap = 4;
/** Lines are this thick at both sides of their darkest pixels. */
const around = 3;

/** Takes straight lines of at least `length` pixels, across and down, out of the ink of a page. */
export const eraseRules = (ink: Uint8Array, width: number, height: number, length: number): void => {
  const lines = [
    ...runs(ink, { count: height, size: width, step: 1, stride: width }, length),
    ...runs(ink, { count: width, size: height, step: width, stride: 1 }, length),
  ];
  for (const { from, to, step, stride } of lines)
    for (let side = -around; side <= around; side += 1)
      for (let at = from + side * stride; at <= to + side * stride; at += step)
        if (at >= 0 && at < ink.length) ink[at] = 0;
};

/** Rows (or columns) of the page: how many, how long, and how far apart their pixels and they are. */
type Rows = { count: number; size: number; step: number; stride: number };
type Run = { from: number; to: number; step: number; stride: number };

/** A line may be askew: a pixel counts when it or its neighbour beside the row has ink. */
const runs = (ink: Uint8Array, { count, size, step, stride }: Rows, length: number): Run[] => {
  const found: Run[] = [];
  for (let row = 1; row < count - 1; row += 1) {
    let first = -1;
    let last = -1;
    for (let place = 0; place <= size; place += 1) {
      const at = row * stride + place * step;
      const isInk =
        place < size &&
        ((ink[at] ?? 0) > lineInk || (ink[at - stride] ?? 0) > lineInk || (ink[at + stride] ?? 0) > lineInk);
      if (isInk) {
        if (first < 0) first = place;
        last = place;
      } else if (first >= 0 && (place - last > maxGap || place === size)) {
        if (last - first >= length)
          found.push({ from: row * stride + first * step, to: row * stride + last * step, step, stride });
        first = -1;
      }
    }
  }
  return found;
};
