/** Substitutions, insertions and deletions that turn the read words into the true ones (Levenshtein, whole words). */
export const wordErrors = (truth: readonly string[], read: readonly string[]): number => {
  let before = Array.from({ length: read.length + 1 }, (_, index) => index);
  truth.forEach((word, row) => {
    const now = [row + 1];
    read.forEach((other, column) => {
      const same = (before[column] ?? 0) + (word === other ? 0 : 1);
      now.push(Math.min(same, (before[column + 1] ?? 0) + 1, (now[column] ?? 0) + 1));
    });
    before = now;
  });
  return before[read.length] ?? 0;
};
