const stopWords = new Set(['of', 'the', 'for', 'and', 'with', 'a', 'an', 'to', 'in', 'at', 'by', 'per', 'x']);

/** Lower-case words and numbers of a phrase, without the small words. */
export const wordsOf = (phrase: string): string[] =>
  (phrase.toLowerCase().match(/[a-z]+|\d+(?:\.\d+)?/g) ?? []).filter((word) => !stopWords.has(word));

/** Shared words over all words, 0-1 (Jaccard). */
export const likeness = (a: string, b: string): number => {
  const left = new Set(wordsOf(a));
  const right = new Set(wordsOf(b));
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  const all = left.size + right.size - shared;
  return all === 0 ? 0 : shared / all;
};

/** Insertions, deletions and substitutions that turn one string into the other; counting stops above `limit`. */
export const editDistance = (a: string, b: string, limit = Number.POSITIVE_INFINITY): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
