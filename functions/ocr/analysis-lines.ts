import type { Line, Word } from '../domain/page.ts';
import type { TextractBlock } from './textract-block.ts';

/**
 * Puts the lines of a page together anew by what document analysis says of it: the cells of a table's row become one
 * line, from left to right and each cell whole, and a form's label and value become one line. A ticked box reads as
 * `[X]`, as in the form fields of a PDF. Without such blocks the lines stay as they are. No word is lost or doubled.
 */
export const analysisLines = (lines: readonly Line[], blocks: readonly TextractBlock[]): Line[] => {
  const groups = groupsOf(blocks);
  if (groups.length === 0) return [...lines];
  const words = new Map(lines.flatMap((line) => line.words.map((word) => [keyOf(word), word] as const)));
  const groupOf = new Map<string, Word[]>();
  for (const group of groups) {
    const own = group.flatMap((block) => wordOf(block, words)).filter((word) => !groupOf.has(keyOf(word)));
    for (const word of own) groupOf.set(keyOf(word), own);
  }
  const done = new Set<Word[]>();
  const regrouped: Line[] = [];
  for (const line of lines) {
    let alone: Word[] = [];
    const endLine = (): void => {
      if (alone.length > 0) regrouped.push({ words: alone });
      alone = [];
    };
    for (const word of line.words) {
      const group = groupOf.get(keyOf(word));
      if (!group) alone.push(word);
      else if (!done.has(group)) {
        endLine();
        regrouped.push({ words: group });
        done.add(group);
      }
    }
    endLine();
  }
  return regrouped;
};

/** One sentence on the signatures that analysis found; empty when there is none. */
export const signatureNote = (blocks: readonly TextractBlock[]): string => {
  const found = blocks.filter(({ BlockType }) => BlockType === 'SIGNATURE').length;
  return found === 0 ? '' : found === 1 ? 'A signature was found on it.' : `${found} signatures were found on it.`;
};

/** Blocks and words are one when they have the same text at the same place: a `Word` keeps no id of its block. */
const keyOf = ({ text, box }: Pick<Word, 'text' | 'box'>): string => `${box.left} ${box.top} ${text}`;

const wordOf = (block: TextractBlock, words: ReadonlyMap<string, Word>): Word[] => {
  const place = block.Geometry?.BoundingBox;
  if (!place) return [];
  const box = { left: place.Left, top: place.Top, width: place.Width, height: place.Height };
  if (block.BlockType === 'SELECTION_ELEMENT')
    return block.SelectionStatus === 'SELECTED' ? [{ text: '[X]', confidence: block.Confidence ?? 0, box }] : [];
  const word = words.get(keyOf({ text: block.Text?.trim() ?? '', box }));
  return word ? [word] : [];
};

/** The words and ticks of every row and of every label with its value. A table knows better than a form what belongs together. */
const groupsOf = (blocks: readonly TextractBlock[]): TextractBlock[][] => {
  const byId = new Map(blocks.map((block) => [block.Id, block]));
  const related = (block: TextractBlock, type: string): TextractBlock[] =>
    (block.Relationships ?? [])
      .filter((relation) => relation.Type === type)
      .flatMap((relation) => relation.Ids.flatMap((id) => byId.get(id) ?? []));
  const rows = blocks
    .filter(({ BlockType }) => BlockType === 'TABLE')
    .flatMap((table) => {
      const cells = related(table, 'CHILD').filter(({ BlockType }) => BlockType === 'CELL');
      const byRow = Map.groupBy(cells, (cell) => cell.RowIndex ?? 0);
      return [...byRow.values()].map((row) =>
        row.toSorted((a, b) => (a.ColumnIndex ?? 0) - (b.ColumnIndex ?? 0)).flatMap((cell) => related(cell, 'CHILD')),
      );
    });
  const pairs = blocks
    .filter(({ BlockType, EntityTypes }) => BlockType === 'KEY_VALUE_SET' && EntityTypes?.includes('KEY'))
    .map((key) => [...related(key, 'CHILD'), ...related(key, 'VALUE').flatMap((value) => related(value, 'CHILD'))]);
  return [...rows, ...pairs].filter((group) => group.some(({ BlockType }) => BlockType === 'WORD'));
};
