import { LetterFonts } from './letter-fonts.ts';
import { letterLines, type LetterLine, type Piece } from './letter-lines.ts';

type Element = PDFKit.PDFStructureElement;

/** Points. US Letter with one inch at the sides. */
const paper = { width: 612, height: 792, left: 72, right: 540, top: 60, bottom: 726, footer: 744 };
const lineFactor = 1.38;
const cellPadding = 4;
/** A row of up to this many lines is kept on one page. */
const unbrokenLines = 12;
const shade = '#eeeeea';
const rule = '#767676';

export type TextStyle = { sizePoints: number; center?: boolean; gapBefore?: number; keepWithNextLines?: number };
export type Cell = { pieces: Piece[]; width: number; head?: 'Row' | 'Column' };

/** Writes tagged lines and tables down the pages; breaks pages so that no line stands alone and no heading ends a page. */
export class LetterPages {
  readonly #document: PDFKit.PDFDocument;
  readonly #fonts: LetterFonts;
  #y = paper.top;

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
    this.#fonts = new LetterFonts(document);
  }

  get width(): number {
    return paper.right - paper.left;
  }

  space(points: number): void {
    this.#y += points;
  }

  /** One structure element of text: `H1`-`H3` or `P`. */
  text(parent: Element, tag: string, pieces: Piece[], style: TextStyle): void {
    const height = style.sizePoints * lineFactor;
    const lines = this.#lines(pieces, this.width, style.sizePoints);
    if (this.#y > paper.top) this.#y += style.gapBefore ?? 0;
    const together = Math.min(lines.length, 2) * height + (style.keepWithNextLines ?? 0) * height;
    if (this.#y + together > paper.bottom) this.#newPage();
    this.#element(parent, tag, this.#actual(pieces), () => {
      let left = lines.length;
      for (const line of lines) {
        const fitting = Math.floor((paper.bottom - this.#y) / height);
        const isWidowNext = left === 2 && fitting === 1 && lines.length > 3;
        if (fitting < 1 || isWidowNext) this.#continuePage();
        const x =
          style.center === true ? paper.left + (this.width - this.#lineWidth(line, style.sizePoints)) / 2 : paper.left;
        this.#draw(line, x, this.#y, style.sizePoints);
        this.#y += height;
        left -= 1;
      }
    });
  }

  /** A table; a row that is higher than the rest of the page goes on at the next one. */
  table(parent: Element, rows: Cell[][], style: { sizePoints: number; repeatFirstRow: boolean }): void {
    this.#y += 4;
    const table = this.#document.struct('Table');
    parent.add(table);
    const [first] = rows;
    rows.forEach((row, index) => {
      const isRepeated = style.repeatFirstRow && index === 0 && rows.length > 1;
      // The first row needs room for two more lines with it: it must not stand alone at the foot of a page.
      this.#row(table, row, {
        sizePoints: style.sizePoints,
        repeated: style.repeatFirstRow && index > 0 ? first : undefined,
        moreLines: isRepeated ? 3 : 0,
      });
    });
    table.end();
    this.#y += 6;
  }

  /** Case number and page number at the foot of every page, as artifacts: a screen reader does not read them aloud. */
  footers(words: string): void {
    const { start, count } = this.#document.bufferedPageRange();
    for (let index = start; index < start + count; index += 1) {
      this.#document.switchToPage(index);
      this.#artifact({ type: 'Pagination', attached: ['Bottom'] }, () => {
        const line: LetterLine = [{ text: `${words} · Page ${index - start + 1} of ${count}`, weight: 400 }];
        const x = paper.left + (this.width - this.#lineWidth(line, 8.5)) / 2;
        this.#draw(line, x, paper.footer, 8.5);
      });
    }
  }

  #row(
    table: Element,
    row: Cell[],
    { sizePoints, repeated, moreLines }: { sizePoints: number; repeated: Cell[] | undefined; moreLines: number },
  ): void {
    const height = sizePoints * lineFactor;
    const cells = row.map((cell) => ({
      cell,
      lines: this.#lines(cell.pieces, cell.width - 2 * cellPadding, sizePoints),
    }));
    const most = Math.max(...cells.map(({ lines }) => lines.length));
    const fits = this.#y + (Math.min(most, unbrokenLines) + moreLines) * height + 2 * cellPadding <= paper.bottom;
    if (!fits) this.#newTablePage(repeated, sizePoints);
    const tr = this.#document.struct('TR');
    table.add(tr);
    const elements = row.map((cell) => {
      const options = { ...headOptions(cell), ...this.#actual(cell.pieces) };
      const element = this.#document.struct(cell.head === undefined ? 'TD' : 'TH', options);
      tr.add(element);
      return element;
    });
    for (let from = 0; from < most;) {
      const room = Math.floor((paper.bottom - this.#y - 2 * cellPadding) / height);
      if (room < 1) {
        this.#newTablePage(repeated, sizePoints);
        continue;
      }
      const to = Math.min(most, from + room);
      this.#boxes(row, (to - from) * height + 2 * cellPadding);
      let x = paper.left;
      cells.forEach(({ cell, lines }, index) => {
        const part = lines.slice(from, to);
        const left = x + cellPadding;
        if (part.length > 0 && cell.pieces.length > 0) {
          elements[index]?.add(() => {
            part.forEach((line, at) => this.#draw(line, left, this.#y + cellPadding + at * height, sizePoints));
          });
        }
        x += cell.width;
      });
      this.#y += (to - from) * height + 2 * cellPadding;
      from = to;
    }
    tr.end();
  }

  #newTablePage(repeated: Cell[] | undefined, sizePoints: number): void {
    this.#newPage();
    if (!repeated) return;
    const height = sizePoints * lineFactor + 2 * cellPadding;
    this.#boxes(repeated, height);
    this.#artifact({ type: 'Pagination' }, () => {
      let x = paper.left;
      for (const { pieces, width } of repeated) {
        this.#draw(pieces, x + cellPadding, this.#y + cellPadding, sizePoints);
        x += width;
      }
    });
    this.#y += height;
  }

  #boxes(cells: readonly Cell[], height: number): void {
    this.#artifact({ type: 'Layout' }, () => {
      let x = paper.left;
      for (const { width, head } of cells.filter((cell) => cell.width > 0)) {
        this.#document.lineWidth(0.6).rect(x, this.#y, width, height);
        if (head === undefined) this.#document.stroke(rule);
        else this.#document.fillAndStroke(shade, rule);
        x += width;
      }
      this.#document.fillColor('black');
    });
  }

  #lines(pieces: Piece[], width: number, sizePoints: number): LetterLine[] {
    return letterLines(pieces, width, (piece) => this.#pieceWidth(piece, sizePoints));
  }

  #lineWidth(line: LetterLine, sizePoints: number): number {
    return line.reduce((sum, piece) => sum + this.#pieceWidth(piece, sizePoints), 0);
  }

  #pieceWidth(piece: Piece, sizePoints: number): number {
    return this.#fonts
      .runs(piece.text, piece.weight)
      .reduce((sum, run) => sum + this.#fonts.widthOf(run, sizePoints), 0);
  }

  #draw(line: LetterLine, left: number, top: number, sizePoints: number): void {
    let x = left;
    for (const piece of line) {
      for (const run of this.#fonts.runs(piece.text, piece.weight)) {
        this.#document.font(run.font, sizePoints).text(run.text, x, top, run.options);
        x += this.#fonts.widthOf(run, sizePoints);
      }
    }
  }

  /** What a screen reader is to say where the glyphs do not say it. */
  #actual(pieces: readonly Piece[]): { actual?: string } {
    const isPlain = pieces.every(({ text, weight }) => !this.#fonts.differs(text, weight));
    return isPlain ? {} : { actual: pieces.map(({ text }) => text).join('') };
  }

  #element(parent: Element, tag: string, options: { actual?: string }, draw: () => void): void {
    const element = this.#document.struct(tag, options);
    parent.add(element);
    element.add(draw);
    element.end();
  }

  #artifact(options: PDFKit.Mixins.MarkingOptions, draw: () => void): void {
    this.#document.markContent('Artifact', options);
    draw();
    this.#document.endMarkedContent();
  }

  #newPage(): void {
    this.#document.addPage();
    this.#y = paper.top;
  }

  /** Inside an element: its marked content is closed on the old page and opened again on the new one. */
  #continuePage(): void {
    this.#document.continueOnNewPage();
    this.#y = paper.top;
  }
}

type TableCellOptions = { actual?: string; scope?: 'Row' | 'Column' };

const headOptions = ({ head }: Cell): TableCellOptions => (head === undefined ? {} : { scope: head });
