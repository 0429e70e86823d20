import type { DocumentFacts, Mention } from '../domain/facts.ts';
import { boxesOf, type DocumentText } from '../domain/page-text.ts';
import { certaintyOf } from './certainty.ts';
import { oneLine } from './one-line.ts';
import type { Flow } from './repair-lines.ts';

type Place = Pick<Mention, 'start' | 'end' | 'text' | 'page' | 'line' | 'boxes' | 'ruleId' | 'certainty'>;

/** Turns a stretch of the repaired text into a place in the source: offsets, exact words, page, line, boxes. */
export type Locate = (start: number, end: number, ruleId: string) => Place;

export const locator = (document: DocumentText, flow: Flow): Locate => {
  const { text } = document;
  const lines = lineTable(text);
  return (flowStart, flowEnd, ruleId) => {
    const start = flow.sourceAt[flowStart] ?? 0;
    const end = flowEnd > flowStart ? (flow.sourceAt[flowEnd - 1] ?? start) + 1 : start;
    const { page, line } = lines(start);
    const boxes = document.spans.length > 0 ? boxesOf(document, start, end) : [];
    const words = text.slice(start, end);
    const certainty = certaintyOf(ruleId);
    // Not one literal with a part that may be missing: those are slow to copy, and every mention is a copy of its place.
    return boxes.length > 0
      ? { start, end, text: words, page, line, boxes, ruleId, certainty }
      : { start, end, text: words, page, line, ruleId, certainty };
  };
};

/** Page and line (both from 1, the line within its page) of an offset. */
const lineTable = (text: string): ((offset: number) => { page: number; line: number }) => {
  const starts: number[] = [0];
  const pages: number[] = [1];
  const linesOfPage: number[] = [1];
  let page = 1;
  let line = 1;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 12) {
      page += 1;
      line = 1;
    } else if (code === 10) line += 1;
    else continue;
    starts.push(at + 1);
    pages.push(page);
    linesOfPage.push(line);
  }
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return { page: pages[low - 1] ?? 1, line: linesOfPage[low - 1] ?? 1 };
  };
};

/** One line a page, for search. */
export const pageTextsOf = (text: string): DocumentFacts['pageTexts'] =>
  text.split('\f').map((page) => oneLine(page).trim());
