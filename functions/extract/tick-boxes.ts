import { allMatches } from './all-matches.ts';

const box = /\[ {0,2}\]|\( {1,2}\)|[☐□]|_{2,}(?= ?[A-Z])/g;
const reach = 70;
const otherBox = / {3,}|\[ ?[xX✓✔] ?\]|[☒☑]|[:;]/;

/** The ends of boxes: `]` and `)` behind a blank or their opening, the second `_`, `☐`, `□`. */
const endsBox = (code: number, before: number) =>
  (code === 93 && (before === 32 || before === 91)) ||
  (code === 41 && before === 32) ||
  (code === 95 && before === 95) ||
  code === 0x2610 ||
  code === 0x25a1;

/** "[ ] No benefit": what stands behind a box that nobody ticked, up to the next column, box or line, was not said. */
export const isUnticked = (text: string, start: number): boolean => {
  let from = start;
  let hasBox = false;
  while (from > 0 && start - from < reach) {
    const code = text.charCodeAt(from - 1);
    if (code === 10) break;
    hasBox ||= endsBox(code, from > 1 ? text.charCodeAt(from - 2) : 0);
    from -= 1;
  }
  if (!hasBox) return false;
  const before = text.slice(from, start);
  let after = -1;
  for (const match of allMatches(box, before)) after = match.index + match[0].length;
  return after >= 0 && !otherBox.test(before.slice(after));
};
