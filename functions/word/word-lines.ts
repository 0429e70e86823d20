import type { NextNumber } from './list-numbers.ts';
import { xmlEvents } from './xml-events.ts';

export type WordPiece =
  | { kind: 'line'; text: string }
  /** `author`: a page or section break; `layout`: where the word processor broke the page when it last saved. */
  | { kind: 'break'; by: 'author' | 'layout' }
  | { kind: 'picture' }
  | { kind: 'object' };

/** Its content is not what a reader of the document sees: deleted or moved away, a field's code, the older of two drawings. */
const passedOver = new Set([
  'w:del',
  'w:moveFrom',
  'w:instrText',
  'w:delText',
  'mc:Fallback',
  'w:rPrChange',
  'w:pPrChange',
]);
/** Runs of these widen to a tab between the cells of a row. */
const cellGap = '   ';

/**
 * The lines of a part of an Office Open XML document, in reading order, with its page breaks and pictures. A paragraph is
 * a line; a row of a table is one line with all of its cells, so that a label and its value stay together.
 */
export const wordLines = (xml: string, nextNumber: NextNumber): WordPiece[] => {
  const pieces: WordPiece[] = [];
  /** The cells of the rows that are open, the innermost last. */
  const rows: string[][] = [];
  let paragraphs: { text: string; list?: string | undefined; level: number }[] = [];
  let [skipped, isHidden, isInText] = [0, false, false];
  const say = (text: string): void => {
    const paragraph = paragraphs.at(-1);
    if (paragraph) paragraph.text += text;
  };
  const endLine = (): void => {
    const paragraph = paragraphs.at(-1);
    if (!paragraph) return;
    const text = paragraph.text.replaceAll(/[^\S\t]+/g, ' ').trim();
    paragraph.text = '';
    const row = rows.at(-1);
    const label = paragraph.list && text !== '' ? nextNumber(paragraph.list, paragraph.level) : '';
    paragraph.list = undefined;
    const line = label === '' ? text : `${label} ${text}`;
    if (!row) pieces.push({ kind: 'line', text: line });
    else if (line !== '') row[row.length - 1] = `${row.at(-1) ?? ''} ${line}`.trim();
  };
  for (const event of xmlEvents(xml)) {
    if (event.kind === 'text') {
      if (isInText && skipped === 0 && !isHidden) say(event.text);
      continue;
    }
    if (passedOver.has(event.name)) skipped += event.kind === 'open' ? 1 : -1;
    if (skipped > 0) continue;
    if (event.kind === 'close') {
      if (event.name === 'w:t') isInText = false;
      else if (event.name === 'w:r') isHidden = false;
      else if (event.name === 'w:p') {
        endLine();
        paragraphs.pop();
      } else if (event.name === 'w:tr') {
        const cells = rows.pop()?.filter((cell) => cell !== '') ?? [];
        const outer = rows.at(-1);
        if (cells.length === 0) continue;
        if (outer) outer[outer.length - 1] = `${outer.at(-1) ?? ''} ${cells.join(' ')}`.trim();
        else pieces.push({ kind: 'line', text: cells.join(cellGap) });
      }
      continue;
    }
    const value = event.attributes.get('w:val');
    const isOn = value !== '0' && value !== 'false';
    switch (event.name) {
      case 'w:p':
        paragraphs.push({ text: '', level: 0 });
        break;
      case 'w:tr':
        rows.push([]);
        break;
      case 'w:tc':
        rows.at(-1)?.push('');
        break;
      case 'w:r':
        isHidden = false;
        break;
      case 'w:t':
        isInText = true;
        break;
      case 'w:vanish':
        isHidden = isOn;
        break;
      case 'w:tab':
        say('\t');
        break;
      case 'w:noBreakHyphen':
        say('-');
        break;
      case 'w:cr':
        endLine();
        break;
      case 'w:br':
        if (event.attributes.get('w:type') !== 'page') endLine();
        else {
          endLine();
          pieces.push({ kind: 'break', by: 'author' });
        }
        break;
      case 'w:lastRenderedPageBreak':
        // Within a row the page ends after the row: its cells stay on one line.
        if (rows.length === 0 && paragraphs.at(-1)?.text) endLine();
        pieces.push({ kind: 'break', by: 'layout' });
        break;
      case 'w:pageBreakBefore':
        if (isOn) pieces.push({ kind: 'break', by: 'author' });
        break;
      case 'w:ilvl': {
        const paragraph = paragraphs.at(-1);
        if (paragraph) paragraph.level = Math.min(8, Math.max(0, Number(value) || 0));
        break;
      }
      case 'w:numId': {
        const paragraph = paragraphs.at(-1);
        if (paragraph) paragraph.list = value === '0' ? undefined : value;
        break;
      }
      case 'a:blip':
      case 'v:imagedata':
        pieces.push({ kind: 'picture' });
        break;
      case 'o:OLEObject':
        pieces.push({ kind: 'object' });
        break;
      default:
    }
  }
  return pieces;
};
