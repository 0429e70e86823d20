import Pdf from 'pdfkit';
import type { Determination } from '../domain/determination.ts';
import { fontName, fontPath } from './font-path.ts';
import type { Piece } from './letter-lines.ts';
import { LetterPages, type Cell } from './letter-pages.ts';
import { letterSections, type Letter, type LetterBlock } from './letter-sections.ts';

const body = { sizePoints: 10.5, gapBefore: 6 };
const cellSize = 9.5;

/**
 * The letter as a tagged PDF (PDF/UA-1) of US Letter pages: headings, paragraphs and tables in the order of reading,
 * fonts embedded, nothing of the reviewer but licences and specialties in text or properties.
 * Same determination, same bytes: the only time in it is the one of the signature.
 */
export const renderPdf = (determination: Determination): Promise<Uint8Array> => {
  const letter = letterSections(determination);
  const document = new Pdf({
    size: 'LETTER',
    pdfVersion: '1.7',
    // @ts-expect-error -- @types/pdfkit 0.17 does not know this subset; pdfkit has it since 0.13.
    subset: 'PDF/UA',
    tagged: true,
    lang: 'en-US',
    displayTitle: true,
    bufferPages: true,
    // Naming a font here keeps pdfkit from opening Helvetica, whose metrics are a file of their own.
    font: fontPath(fontName('latin', 400)),
    info: {
      Title: letter.documentTitle,
      Creator: 'IMR Casework',
      Producer: 'IMR Casework',
      CreationDate: new Date(determination.signedAtTime),
    },
  });
  const bytes = collected(document);
  writeLetter(document, letter);
  document.end();
  return bytes;
};

const collected = (document: PDFKit.PDFDocument): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = [];
    document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });

const writeLetter = (document: PDFKit.PDFDocument, letter: Letter): void => {
  const pages = new LetterPages(document);
  const root = document.struct('Document');
  document.addStructure(root);
  pages.text(root, 'P', plain(letter.organization), { sizePoints: 10.5, center: true });
  pages.text(root, 'H1', bold(letter.title), { sizePoints: 15, center: true, gapBefore: 2 });
  pages.space(6);
  pages.table(root, headerCells(letter, pages.width), { sizePoints: cellSize, repeatFirstRow: false });
  for (const { heading, blocks } of letter.sections) {
    const section = document.struct('Sect');
    root.add(section);
    pages.text(section, 'H2', bold(heading), { sizePoints: 11.5, center: true, gapBefore: 14, keepWithNextLines: 3 });
    const bookmark = document.outline.addItem(heading);
    for (const block of blocks) {
      writeBlock(pages, section, block);
      if (block.kind === 'item') bookmark.addItem(block.text);
    }
    section.end();
  }
  root.end();
  pages.footers(letter.footer);
};

const writeBlock = (pages: LetterPages, section: PDFKit.PDFStructureElement, block: LetterBlock): void => {
  switch (block.kind) {
    case 'item':
      return pages.text(section, 'H3', bold(block.text), { sizePoints: 11, gapBefore: 12, keepWithNextLines: 3 });
    case 'paragraph': {
      const label: Piece[] = block.label === undefined ? [] : [{ text: `${block.label}:`, weight: 700 }];
      const space = block.label === undefined ? '' : ' ';
      return pages.text(section, 'P', [...label, { text: `${space}${block.text}`, weight: 400 }], body);
    }
    case 'table': {
      const head = block.columns.map((text, index): Cell => ({
        pieces: bold(text),
        width: pages.width * (block.widths[index] ?? 0),
        head: 'Column',
      }));
      const rows = block.rows.map((row) =>
        row.map((text, index): Cell => ({ pieces: plain(text), width: pages.width * (block.widths[index] ?? 0) })),
      );
      return pages.table(section, [head, ...rows], { sizePoints: cellSize, repeatFirstRow: true });
    }
  }
};

const headerCells = ({ header }: Letter, width: number): Cell[][] => {
  const columns = Math.max(...header.map((row) => row.length)) * 2;
  const labelWidth = width * 0.24;
  return header.map((row) => {
    const cells = row.flatMap(({ label, value }): Cell[] => [
      { pieces: bold(`${label}:`), width: labelWidth, head: 'Row' },
      { pieces: plain(value), width: width / row.length - labelWidth },
    ]);
    // Every row of a tagged table has the same number of cells; pdfkit has no way to say that one spans others.
    const missing = Array.from({ length: columns - cells.length }, (): Cell => ({ pieces: [], width: 0 }));
    return [...cells, ...missing];
  });
};

const plain = (text: string): Piece[] => [{ text, weight: 400 }];
const bold = (text: string): Piece[] => [{ text, weight: 700 }];
