import type { FontWeight } from './font-path.ts';

/** Text of one weight on one line, without line feeds. */
export type Piece = { text: string; weight: FontWeight };
export type LetterLine = Piece[];

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Breaks text into lines of at most `width`. Breaks at spaces only, never at a hyphen: a date such as `8-1-15` must not
 * come apart at a line end. A word that is wider than a line is cut where it must be. Each line that runs on ends in a
 * space, so that a reader of the text layer does not join its last word with the next.
 */
export const letterLines = (
  pieces: readonly Piece[],
  width: number,
  widthOf: (piece: Piece) => number,
): LetterLine[] => {
  const lines: LetterLine[] = [];
  let line: LetterLine = [];
  let used = 0;
  const endLine = (runsOn: boolean): void => {
    const last = line.at(-1);
    if (runsOn && last && !last.text.endsWith(' ')) last.text += ' ';
    lines.push(line);
    line = [];
    used = 0;
  };
  const put = (text: string, weight: FontWeight, wide: number): void => {
    const last = line.at(-1);
    if (last?.weight === weight) last.text += text;
    else line.push({ text, weight });
    used += wide;
  };

  for (const { text, weight } of pieces) {
    for (const token of text.match(/\n| +|[^ \n]+/g) ?? []) {
      if (token === '\n') {
        endLine(false);
        continue;
      }
      const wide = widthOf({ text: token, weight });
      if (token.startsWith(' ')) {
        if (used > 0) put(' ', weight, widthOf({ text: ' ', weight }));
      } else if (used + wide <= width) put(token, weight, wide);
      else if (wide <= width) {
        endLine(true);
        put(token, weight, wide);
      } else {
        for (const part of cut(token, (candidate) => widthOf({ text: candidate, weight }) <= width)) {
          if (used > 0) endLine(false);
          put(part, weight, widthOf({ text: part, weight }));
        }
      }
    }
  }
  if (line.length > 0 || lines.length === 0) endLine(false);
  return lines;
};

/** Cuts a word into the longest beginnings that fit; at least one character each. */
const cut = (word: string, fits: (candidate: string) => boolean): string[] => {
  const parts: string[] = [];
  let rest = [...graphemes.segment(word)].map(({ segment }) => segment);
  while (rest.length > 0) {
    let low = 1;
    let high = rest.length;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (fits(rest.slice(0, middle).join(''))) low = middle;
      else high = middle - 1;
    }
    parts.push(rest.slice(0, low).join(''));
    rest = rest.slice(low);
  }
  return parts;
};
