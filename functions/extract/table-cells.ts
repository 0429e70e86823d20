import type { Reading } from './reading.ts';
import { ledByWord } from './rules.ts';

/** What a column of a table holds, by its heading. */
export type Column = 'quantity' | 'duration' | 'quantity_approved' | 'dose' | 'form' | 'pain' | 'date';
/** A cell under such a heading; `line` is where its row begins. Offsets are into the repaired text. */
export type TableCell = { column: Column; line: number; start: number; end: number };

const heading = ledByWord(
  'qty quantity str strength form vas nrs pain requested certified approved authorized date dos',
  /\b(?:date|dos|qty|quantity|str|strength|form|vas|nrs|pain|requested|certified|approved|authorized)\b/gi,
);
const columnOf: [RegExp, Column][] = [
  [/^(?:qty|quantity)\b\.?(?: disp\w*)?$/i, 'quantity'],
  [/^(?:qty|quantity|units|visits) requested$/i, 'quantity'],
  [/^(?:qty|quantity|units|visits) (?:certified|approved|authorized)$/i, 'quantity_approved'],
  [/^requested(?: (?:qty|quantity|units|visits))?$/i, 'quantity'],
  [/^(?:certified|approved|authorized)(?: (?:qty|quantity|units|visits))?$/i, 'quantity_approved'],
  [/^str(?:ength)?\.?$/i, 'dose'],
  [/^(?:days?(?: supply)?|d\.?s\.?|day supply)$/i, 'duration'],
  [/^form$/i, 'form'],
  [/^(?:date|dos|visit date|tx date|date of (?:visit|service))$/i, 'date'],
  [/^(?:vas|nrs|pain)(?: ?(?:level|score|scale|\(?0-10\)?))?$/i, 'pain'],
];
const otherHeading =
  /^(?:#|(?:date|fill|filled|drug|medication|med|visit|days|ds|d\.?s\.?|rx|prescriber|provider|refill|pharmacy|tx|treatment|s|o|p|dos|service|treatment|item|outcome|decision|determination|notes?|init\w*|response)\b.{0,18})$/i;
/** A cell under "Date" that holds one: what stands below the table may reach under its heading. */
const dayCell = /^\s*[\dOolIBSZ]{1,2} ?[-/.] ?[\dOolI]{1,2}(?: ?[-/.] ?[\dOolI]{2,4})?\s*$/;
const longestRow = 300;
/** With the blanks at its start that are not in the repaired text. */
const longestLine = 1000;
const endsLine = (code: number) => code === 10 || code === 12;
const mostRows = 200;

type Part = { start: number; end: number };

/** The cells of a line: parted by bars, or by two blanks and more. */
const partsOf = (text: string, from: number, to: number): Part[] => {
  const line = text.slice(from, to);
  const gap = line.includes(' | ') ? /[ |]*\|[ |]*/g : /\s{2,}/g;
  const parts: Part[] = [];
  let start = 0;
  for (const match of line.matchAll(gap)) {
    parts.push({ start: from + start, end: from + match.index });
    start = match.index + match[0].length;
  }
  parts.push({ start: from + start, end: to });
  return parts;
};

/**
 * The cells of tables whose heading names a quantity, a strength, a form or a pain score. A row as long as its heading
 * is read cell by cell; in another row a cell belongs to the column that it stands under.
 */
export const tableCells = (reading: Reading): TableCell[] => {
  const { text, flow, source, lineAt } = reading;
  const cells: TableCell[] = [];
  const columnIn = (offset: number) => {
    const at = flow.sourceAt[offset] ?? 0;
    let line = at;
    while (line > 0 && at - line < longestLine && !endsLine(source.charCodeAt(line - 1))) line -= 1;
    return at - line;
  };
  let done = -1;
  for (const { index } of reading.matches(heading)) {
    if (index < done) continue;
    const line = lineAt(index);
    done = line.end;
    if (line.end - line.start > longestRow || !/\|| {2}/.test(text.slice(line.start, line.end))) continue;
    const names = partsOf(text, line.start, line.end);
    const columns = names.map(({ start, end }) => {
      const name = text.slice(start, end).trim();
      return columnOf.find(([pattern]) => pattern.test(name))?.[1];
    });
    const others = names.filter(({ start, end }) => otherHeading.test(text.slice(start, end).trim())).length;
    if (names.length < 3 || others < 1 || columns.every((column) => column === undefined)) continue;
    const isBarred = text.slice(line.start, line.end).includes(' | ');
    const placed = names.map(
      ({ start, end }) => [columnIn(start) - 1, columnIn(Math.max(start, end - 1)) + 2] as const,
    );
    let at = line.end + 1;
    for (let row = 0; row < mostRows && at < text.length; row += 1) {
      const { start, end } = lineAt(at);
      if (end - start <= longestRow && /^[-+=|_ ]+$/.test(text.slice(start, end))) {
        at = end + 1;
        continue;
      }
      const parts = end - start > longestRow ? [] : partsOf(text, start, end);
      if (parts.length < 3) break;
      columns.forEach((column, nth) => {
        const [from = 0, to = 0] = placed[nth] ?? [];
        const cell =
          isBarred || parts.length === names.length
            ? parts[nth]
            : parts.find((part) => columnIn(part.start) < to && columnIn(Math.max(part.start, part.end - 1)) >= from);
        if (column === 'date' && !(cell && dayCell.test(text.slice(cell.start, cell.end)))) return;
        if (column && cell && cell.end > cell.start) cells.push({ column, line: start, ...cell });
      });
      at = end + 1;
      done = end;
    }
  }
  return cells;
};
