export type Alignment = { same: [number, number][]; changes: { left: number[]; right: number[] }[] };

/** Longest common subsequence of the words, and the stretches between where the two differ. */
export const alignWords = (a: readonly string[], b: readonly string[]): Alignment => {
  const width = b.length + 1;
  const longest = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        a[i] === b[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
  const alignment: Alignment = { same: [], changes: [] };
  let change: { left: number[]; right: number[] } = { left: [], right: [] };
  const close = (): void => {
    if (change.left.length + change.right.length > 0) alignment.changes.push(change);
    change = { left: [], right: [] };
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      close();
      alignment.same.push([i, j]);
      i += 1;
      j += 1;
    } else if (
      j >= b.length ||
      (i < a.length && (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))
    ) {
      change.left.push(i);
      i += 1;
    } else {
      change.right.push(j);
      j += 1;
    }
  }
  close();
  return alignment;
};
