const inOrder = new Intl.Collator('en', { numeric: true });

/** Sorted as a person sorts files: `2-…` before `10-…`. */
export const byFileName = <T extends { fileName: string }>(documents: readonly T[]): T[] =>
  documents.toSorted((a, b) => inOrder.compare(a.fileName, b.fileName));
