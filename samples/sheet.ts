import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { fileURLToPath } from 'node:url';

/** A letter page, 612 x 792 points, as marks: drawn as vectors for a born-digital file or as ink for a scan. */
export type Mark =
  | { kind: 'text'; x: number; y: number; text: string; sizePoints: number; bold: boolean }
  | { kind: 'rule'; x: number; y: number; width: number; height: number }
  | { kind: 'signature'; x: number; y: number; width: number; seed: number };

export const pageWidthPoints = 612;
export const pageHeightPoints = 792;

const fontFile = (weight: 400 | 700): string =>
  fileURLToPath(import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`));
export const fontFiles = { regular: fontFile(400), bold: fontFile(700) };
export const fontFamilies = { regular: 'Sample Sans', bold: 'Sample Sans Bold' };
GlobalFonts.registerFromPath(fontFiles.regular, fontFamilies.regular);
GlobalFonts.registerFromPath(fontFiles.bold, fontFamilies.bold);

const ruler = createCanvas(1, 1).getContext('2d');
const measure = (text: string, sizePoints: number, bold: boolean): number => {
  ruler.font = `100px "${bold ? fontFamilies.bold : fontFamilies.regular}"`;
  return (ruler.measureText(text).width * sizePoints) / 100;
};

const wrap = (text: string, width: number, sizePoints: number, bold: boolean): string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measure(longer, sizePoints, bold) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
};

type TextOptions = { sizePoints?: number; bold?: boolean; x?: number; width?: number };

/** One page in the making: text flows down from the top margin, all lengths in points. */
export class Sheet {
  readonly marks: Mark[] = [];
  readonly left = 54;
  readonly width = pageWidthPoints - 108;
  y = 48;

  /** A paragraph, wrapped; `y` moves below it. */
  text(text: string, options: TextOptions = {}): this {
    const { sizePoints = 10, bold = false, x = this.left, width = this.left + this.width - x } = options;
    for (const line of wrap(text, width, sizePoints, bold)) {
      this.marks.push({ kind: 'text', x, y: this.y, text: line, sizePoints, bold });
      this.y += sizePoints * 1.36;
    }
    return this;
  }

  centered(text: string, sizePoints = 11, bold = false): this {
    const x = (pageWidthPoints - measure(text, sizePoints, bold)) / 2;
    return this.text(text, { sizePoints, bold, x, width: pageWidthPoints });
  }

  heading(text: string): this {
    this.gap(7).text(text, { sizePoints: 10.5, bold: true });
    return this.rule().gap(4);
  }

  /** `Label: value` cells side by side; the shares say how wide each is. */
  fields(cells: readonly (readonly [label: string, value: string, share?: number])[], sizePoints = 9.5): this {
    const total = cells.reduce((sum, [, , share = 1]) => sum + share, 0);
    const top = this.y;
    let x = this.left;
    let lowest = top;
    for (const [label, value, share = 1] of cells) {
      const width = (this.width * share) / total;
      this.y = top;
      this.text(`${label}: ${value}`, { x, width: width - 8, sizePoints });
      lowest = Math.max(lowest, this.y);
      x += width;
    }
    this.y = lowest + 2;
    return this;
  }

  tick(ticked: boolean, text: string, sizePoints = 9.5): this {
    return this.text(`${ticked ? '[X]' : '[ ]'} ${text}`, { sizePoints }).gap(1.5);
  }

  /** A ruled table: widths are shares of the line, the first row is the head. */
  table(shares: readonly number[], rows: readonly (readonly string[])[], sizePoints = 8.5): this {
    const total = shares.reduce((sum, share) => sum + share, 0);
    const edges = shares.reduce<number[]>(
      (xs, share) => [...xs, (xs.at(-1) ?? this.left) + (this.width * share) / total],
      [this.left],
    );
    const top = this.y;
    rows.forEach((cells, row) => {
      this.rule();
      const rowTop = this.y + 3;
      let lowest = rowTop;
      cells.forEach((cell, column) => {
        this.y = rowTop;
        const x = (edges[column] ?? this.left) + 4;
        const width = (edges[column + 1] ?? this.left + this.width) - x - 4;
        this.text(cell, { x, width, sizePoints, bold: row === 0 });
        lowest = Math.max(lowest, this.y);
      });
      this.y = lowest + 3;
    });
    this.rule();
    for (const x of edges) this.marks.push({ kind: 'rule', x, y: top, width: 0.6, height: this.y - top });
    return this.gap(6);
  }

  signature(seed: number, width = 120): this {
    this.marks.push({ kind: 'signature', x: this.left + 4, y: this.y, width, seed });
    return this.gap(26);
  }

  rule(): this {
    this.marks.push({ kind: 'rule', x: this.left, y: this.y, width: this.width, height: 0.6 });
    return this;
  }

  gap(points: number): this {
    this.y += points;
    return this;
  }

  /** The two last lines of every page: what the paper is, and that nobody in it is real. */
  footer(text: string): this {
    if (this.y > pageHeightPoints - 50) throw new RangeError(`the page is too full: ${text} ends at ${this.y} points`);
    this.y = pageHeightPoints - 46;
    return this.text(text, { sizePoints: 8 }).text(sampleNotice, { sizePoints: 8 });
  }
}

export const sampleNotice = 'Synthetic sample: every person and company on this page is invented.';

/** The strokes of a made-up signature: polylines from a seed, in points, about 24 high. */
export const signatureStrokes = (mark: { x: number; y: number; width: number; seed: number }): [number, number][] =>
  Array.from({ length: 90 }, (_, step) => {
    const t = step / 89;
    const wobble = Math.sin(t * (17 + (mark.seed % 7)) + mark.seed) * 6 + Math.sin(t * 41 + mark.seed * 3) * 3;
    const slant = Math.cos(t * (17 + (mark.seed % 7)) + mark.seed) * 5;
    return [mark.x + t * mark.width + slant, mark.y + 13 + wobble * (1 - t * 0.5)];
  });
