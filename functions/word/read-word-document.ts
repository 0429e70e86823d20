import { listNumbers } from './list-numbers.ts';
import { zipEntries, type ZipEntry } from './unzip.ts';
import { wordLines, type WordPiece } from './word-lines.ts';

/** A page of a word processor's document: its lines of text, and how many pictures and embedded objects stand on it. */
export type WordPage = { lines: string[]; pictures: number; objects: number };

export type WordDocument =
  { kind: 'pages'; pages: WordPage[] } | { kind: 'damaged' } | { kind: 'too-large' } | { kind: 'other' };

/**
 * Reads a document of Office Open XML (ECMA-376, part 1): paragraphs, lists, tables with the cells of a row on one line,
 * headers and footers, foot- and endnotes. Pages are where the author broke them and where the word processor did when it
 * last saved. Deleted and hidden text is left out. Macros and embedded objects are never opened.
 * @param maxUnpackedBytes of all parts that are read, together
 * @returns `other` for a file that is no text document (a workbook, a presentation, an archive)
 */
export const readWordDocument = (bytes: Uint8Array, maxUnpackedBytes: number): WordDocument => {
  const entries = zipEntries(bytes);
  if (!entries) return { kind: 'damaged' };
  const parts = new Map(entries.map((entry) => [entry.name, entry]));
  const main = parts.get('word/document.xml');
  if (!main) return { kind: 'other' };
  const wanted = [...parts.values()].filter(({ name }) => isRead(name));
  if (wanted.reduce((sum, { unpackedBytes }) => sum + unpackedBytes, 0) > maxUnpackedBytes)
    return { kind: 'too-large' };
  let left = maxUnpackedBytes;
  const text = (entry: ZipEntry | undefined): string => {
    if (!entry) return '';
    const unpacked = entry.read(left);
    left -= unpacked.length;
    return new TextDecoder().decode(unpacked);
  };
  try {
    const nextNumber = listNumbers(text(parts.get('word/numbering.xml')));
    const body = wordLines(text(main), nextNumber);
    const linesOf = (entry: ZipEntry): string[] => plainLines(wordLines(text(entry), nextNumber));
    const named = (pattern: RegExp): string[] => [
      ...new Set(wanted.filter(({ name }) => pattern.test(name)).flatMap((entry) => linesOf(entry))),
    ];
    const pages = pagesOf(body, named(/^word\/header\d*\.xml$/), named(/^word\/footer\d*\.xml$/));
    const notes = named(/^word\/(?:foot|end)notes\.xml$/);
    pages.at(-1)?.lines.push(...notes);
    return { kind: 'pages', pages };
  } catch (error) {
    return { kind: isTooLong(error) ? 'too-large' : 'damaged' };
  }
};

const isRead = (name: string): boolean =>
  /^word\/(?:document|numbering|footnotes|endnotes|header\d*|footer\d*)\.xml$/.test(name);

const isTooLong = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';

const plainLines = (pieces: readonly WordPiece[]): string[] =>
  pieces.flatMap((piece) => (piece.kind === 'line' && piece.text.trim() !== '' ? [piece.text] : []));

/** Headers and footers stand on every page. A break that the author and the word processor both note is one break. */
const pagesOf = (body: readonly WordPiece[], header: readonly string[], footer: readonly string[]): WordPage[] => {
  const pages: WordPage[] = [{ lines: [], pictures: 0, objects: 0 }];
  let isFresh = true;
  for (const piece of body) {
    const page = pages.at(-1);
    if (piece.kind === 'break') {
      if (piece.by === 'author' || !isFresh) pages.push({ lines: [], pictures: 0, objects: 0 });
      isFresh = true;
    } else if (piece.kind === 'line') {
      page?.lines.push(piece.text);
      if (piece.text.trim() !== '') isFresh = false;
    } else if (page) {
      if (piece.kind === 'picture') page.pictures += 1;
      else page.objects += 1;
      isFresh = false;
    }
  }
  return pages.map((page) => ({ ...page, lines: [...header, ...page.lines, ...footer] }));
};
