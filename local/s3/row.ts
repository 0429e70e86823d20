import type { SQLOutputValue } from 'node:sqlite';

export type Row = Record<string, SQLOutputValue>;

/** A text column. Throws when the row has none: the schema and the query disagree. */
export const textOf = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text`);
  return value;
};

/** A whole number column. Throws when the row has none. */
export const integerOf = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} is not a number`);
  return value;
};

/** A JSON column that holds a list of lists: `[[cell, ...], ...]`. */
export const listOf = <T>(row: Row, column: string, parse: (cells: unknown[]) => T): T[] => {
  const list: unknown = JSON.parse(textOf(row, column));
  if (!Array.isArray(list)) throw new TypeError(`column ${column} is not a list`);
  return list.map((cells: unknown) => {
    if (!Array.isArray(cells)) throw new TypeError(`column ${column} is not a list of lists`);
    return parse(cells);
  });
};

/** A JSON column that holds pairs of texts: headers, tags. */
export const pairsOf = (row: Row, column: string): [string, string][] =>
  listOf(row, column, ([name, value]) => [String(name), String(value)]);
