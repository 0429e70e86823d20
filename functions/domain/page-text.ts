import { lineText, type Box, type Page, type Word } from './page.ts';

/** One word of a document's text: UTF-16 offsets (end exclusive) and the place it was read from. */
type WordSpan = { start: number; end: number; page: number; line: number; word: Word };

/**
 * A document as one string, pages parted by a form feed, with the way back from an offset to the page. A duplicate adds
 * no text: what it says was said by the page that it is a copy of, and counts once.
 */
export type DocumentText = { text: string; spans: WordSpan[] };

export const documentText = (pages: readonly Page[]): DocumentText => {
  const spans: WordSpan[] = [];
  let text = '';
  pages.forEach((page, pageIndex) => {
    if (pageIndex > 0) text += '\f';
    if (page.source === 'duplicate') return;
    page.lines.forEach((line, lineIndex) => {
      if (lineIndex > 0) text += '\n';
      let start = text.length;
      for (const word of line.words) {
        spans.push({ start, end: start + word.text.length, page: page.page, line: lineIndex + 1, word });
        start += word.text.length + 1;
      }
      text += lineText(line);
    });
  });
  return { text, spans };
};

/** The boxes, line by line, of the words that a stretch of the text covers. Binary search, then a walk. */
export const boxesOf = (document: DocumentText, start: number, end: number): Box[] => {
  const { spans } = document;
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  const boxes = new Map<string, Box>();
  for (let index = low; index < spans.length; index += 1) {
    const span = spans[index];
    if (!span || span.start >= end) break;
    const key = `${span.page}/${span.line}`;
    const before = boxes.get(key);
    boxes.set(key, before ? around(before, span.word.box) : span.word.box);
  }
  return [...boxes.values()];
};

const around = (a: Box, b: Box): Box => {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
};
