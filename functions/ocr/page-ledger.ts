import { pageUnaccounted } from '../domain/errors.ts';
import type { Page } from '../domain/page.ts';

/**
 * "Every page of every file ends as read, blank, duplicate of page N, or handed to a person" (product rule 2): the rows
 * are the pages 1 to `expectedPages`, each once.
 * @throws PageUnaccounted with the numbers that are missing, doubled or out of range
 */
export const checkLedger = (pages: readonly Page[], expectedPages: number): void => {
  const counts = new Map<number, number>();
  for (const { page } of pages) counts.set(page, (counts.get(page) ?? 0) + 1);
  const expected = Array.from({ length: expectedPages }, (_, index) => index + 1);
  const problems = [
    ['missing', expected.filter((page) => !counts.has(page))],
    ['twice', [...counts].filter(([, count]) => count > 1).map(([page]) => page)],
    ['beyond the end', [...counts.keys()].filter((page) => page > expectedPages)],
  ] as const;
  const found = problems.filter(([, numbers]) => numbers.length > 0);
  if (found.length === 0) return;
  const told = found.map(([problem, numbers]) => `${problem}: ${listed(numbers)}`).join('; ');
  throw pageUnaccounted(`of ${expectedPages} pages ${told}`);
};

const listed = (numbers: readonly number[]): string =>
  numbers.slice(0, 20).join(', ') + (numbers.length > 20 ? ` and ${numbers.length - 20} more` : '');
