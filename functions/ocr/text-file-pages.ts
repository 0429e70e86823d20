import type { Page } from '../domain/page.ts';

/** A text file is laid out as a typewriter would: at least this many columns and lines to a page. */
const minColumns = 80;
const minLines = 66;

/** The pages of a text file, parted by form feeds. A word's box is where it stands in the grid of lines and columns. */
export const textFilePages = (bytes: Uint8Array): Page[] => {
  const sheets = decodeText(bytes).replaceAll(/\r\n?/g, '\n').split('\f');
  if (sheets.length > 1 && sheets.at(-1)?.trim() === '') sheets.pop();
  return sheets.map((sheet, index) => typedPage(sheet.split('\n'), index + 1, 'The file is plain text.'));
};

/** A page of lines; the boxes of its words say only where they stand in the grid. `reason` = why it can be trusted. */
export const typedPage = (typed: readonly string[], page: number, reason: string): Page => {
  const rows = typed.map((row) => row.replaceAll('\t', '        '));
  const columns = Math.max(minColumns, ...rows.map((row) => row.length));
  const height = 1 / Math.max(minLines, rows.length);
  const lines = rows.flatMap((row, index) => {
    const words = [...row.matchAll(/\S+/g)].map((match) => ({
      text: match[0],
      confidence: 100,
      box: { left: match.index / columns, top: index * height, width: match[0].length / columns, height },
    }));
    return words.length > 0 ? [{ words }] : [];
  });
  return lines.length > 0
    ? { page, source: 'text-layer', reason, rotationDegrees: 0, meanConfidence: 100, lines }
    : { page, source: 'blank', reason: 'Nothing is written on the page.', rotationDegrees: 0, lines: [] };
};

/** UTF-16 by its byte order mark, UTF-8 when it is valid, else the Windows code page that older systems write. */
const decodeText = (bytes: Uint8Array): string => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
};
