import type { DocumentType } from '../domain/facts.ts';
import type { PhraseHit } from './lexicon/phrases.ts';
import { oneLine } from './one-line.ts';
import { openingType } from './opening-type.ts';
import { asCapitals, furnitureOf } from './page-furniture.ts';

/** Titles stand near the top; what a text says further down is what it talks about. */
const topCharacters = 900;

/** What the short name at the head of a paper weighs: more than an item that is called like another paper. */
const openingWeight = 10;

/**
 * The type whose titles weigh most: a title in capitals or alone on its line near the top counts in full, one in
 * running text a little, one in the line of a fax machine or at the foot of a page less. `title` is the line of the
 * one that weighs most, never such a line.
 */
export const documentTypeOf = (
  text: string,
  lineAt: (offset: number) => { start: number; end: number },
  titles: readonly PhraseHit<'documentType'>[],
  fileName = '',
): { type: DocumentType; title: string } => {
  const scores = new Map<DocumentType, number>();
  const lines = new Map<DocumentType, { weight: number; title: string }>();
  for (const { entry, from, to, start, end } of titles) {
    const isTop = start < topCharacters;
    const isDecisive = entry.weight >= 9 && entry.documentType === 'imr_determination';
    if (!isTop && !isDecisive) continue;
    // A row of a history or an item of a list is no title.
    if (
      isRow.test(text.slice(Math.max(0, lineAt(start).start), start)) &&
      text.slice(start, end) !== text.slice(start, end).toUpperCase()
    )
      continue;
    const { start: lineStart, end: lineEnd } = lineAt(start);
    if (isDecided.test(text.slice(end, Math.min(lineEnd, end + 80)))) continue;
    const around = cellLength(text, start, end, lineStart, lineEnd) - (end - start);
    const words = text.slice(start, end);
    const line = text.slice(lineStart, Math.min(lineEnd, lineStart + 150));
    // "UTILIZATION REVIEW UNIT        Page 1 of 2": the page stands in a column of its own.
    const isLetterhead =
      lineStart < 100 &&
      line.toLowerCase().includes('page') &&
      /^.{12,90}? {3,}page ?[:#]? ?\S{1,3}(?: ?(?:of|\/) ?\S{1,3})?\s*$/i.test(line);
    const furniture = isLetterhead ? undefined : furnitureOf(line);
    const capitals = asCapitals(words);
    const isCapitals = capitals === capitals.toUpperCase();
    const share = furniture
      ? 0.15
      : isDecisive
        ? 2
        : isCapitals && around < 60
          ? 1.5
          : around < 40
            ? 1
            : isCapitals
              ? 0.7
              : 0.15;
    const nearTop = isDecisive ? 1 : 1 - (0.6 * start) / topCharacters;
    // What opens a page names the paper; an item of its list may be called like another one.
    const opening = lineStart === 0 ? 1.25 : 1;
    const weight = entry.weight * share * nearTop * opening;
    scores.set(entry.documentType, (scores.get(entry.documentType) ?? 0) + weight);
    const known = lines.get(entry.documentType);
    const worth = weight * (1 + 0.25 * (to - from));
    if (!furniture && (!known || worth > known.weight)) {
      const title = titleLine(text, lineStart, Math.min(lineEnd, lineStart + 120));
      lines.set(entry.documentType, { weight: worth, title });
    }
  }
  const opening = openingType(text);
  if (opening) scores.set(opening, (scores.get(opening) ?? 0) + openingWeight);
  const [best] = [...scores].sort(([, a], [, b]) => b - a);
  const title = (best && lines.get(best[0])?.title) ?? firstLine(text, lineAt);
  if (best && best[1] >= 2) return { type: best[0], title: ownTitle(best[0], title) };
  // Words of running text make no request or decision of a letter.
  const likely = best && (best[1] >= 1 || !ofDispute.has(best[0])) ? best[0] : 'other';
  return { type: typeFromFileName(fileName) ?? likely, title };
};

/** "Orthopedic consultation: certified" */
const isDecided =
  /^[^.\n]{0,60}?(?:[:,–-]|\.{3,}| {3,}) ?(?:not |non-?)?(?:certified|approved|authorized|denied|modified)\b/i;

const ofDispute: ReadonlySet<DocumentType> = new Set(['rfa', 'ur_decision', 'imr_application']);

const isRow = /^(?:[*•-] |\d{4}-\d\d-\d\d {2}|\d{1,2}[/-]\d{1,2}[/-]\d{2,4} {2})/;

/** The length of the words around a title up to the gaps of three blanks that part columns. */
const cellLength = (text: string, start: number, end: number, lineStart: number, lineEnd: number): number => {
  const before = text.slice(Math.max(lineStart, start - 150), start);
  const after = text.slice(end, Math.min(lineEnd, end + 150));
  const from = before.lastIndexOf('   ');
  const to = after.indexOf('   ');
  return (from < 0 ? start - lineStart : before.length - from - 3) + (end - start) + (to < 0 ? lineEnd - end : to);
};

/** Issued determinations have no title, only the heading of their first section. */
const ownTitle = (type: DocumentType, title: string): string =>
  type === 'imr_determination' && /^how the\b/i.test(title) ? 'IMR Final Determination' : title;

/** The first line that is the document's own. */
const firstLine = (text: string, lineAt: (offset: number) => { start: number; end: number }): string => {
  for (let at = 0, tried = 0; at < text.length && tried < 5; tried += 1) {
    const { start, end } = lineAt(at);
    const line = titleLine(text, start, Math.min(end, start + 120));
    if (line && !furnitureOf(line)) return line;
    at = end + 1;
  }
  return '';
};

const titleLine = (text: string, start: number, end: number) => {
  const line = oneLine(text.slice(start, end));
  let length = line.length;
  while (length > 0 && ':.;,_-'.includes(line.charAt(length - 1))) length -= 1;
  return line.slice(0, length).trim();
};

const fileNameWords: [RegExp, DocumentType][] = [
  [/determination/i, 'imr_determination'],
  [/application|form-?imr/i, 'imr_application'],
  [/\brfa\b|request-for-auth/i, 'rfa'],
  [/\bur\b|denial|utilization/i, 'ur_decision'],
  [/pr-?2/i, 'pr2'],
  [/mri|x-?ray|imaging/i, 'imaging'],
  [/therapy|\bpt\b/i, 'therapy'],
  [/note|exam|visit/i, 'progress_note'],
];
const typeFromFileName = (name: string) => fileNameWords.find(([pattern]) => pattern.test(name))?.[1];
