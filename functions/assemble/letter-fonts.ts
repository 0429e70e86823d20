import { z } from 'zod';
import { fontName, fontPath, fontScripts, type FontScript, type FontWeight } from './font-path.ts';

/** A stretch of text that one font file can draw. */
export type FontRun = { text: string; font: string; options: PDFKit.Mixins.TextOptions };

/**
 * Without composition (`ccmp`), which draws `ị` as two glyphs of which the second stands for no character: copied or read
 * aloud, the text would have a control character there. All text is composed before (NFC). Devanagari needs it.
 */
const composed: PDFKit.Mixins.TextOptions = {
  lineBreak: false,
  // @ts-expect-error -- the types know lists of features to turn on; an object turns them off too.
  features: { ccmp: false },
};
const shaped: PDFKit.Mixins.TextOptions = { lineBreak: false };

/** The open font of a pdfkit document. Not in its types, but the only way to ask what a font can draw. */
const OpenFont = z.object({ _font: z.object({ font: z.object({ characterSet: z.array(z.number()) }) }) });

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Drawn for characters of medical notes that the fonts lack. A decision must not hang on a box: `≥ 50%`, `↑ pain`. */
const spelled = new Map(
  Object.entries({
    '≥': '>=',
    '≤': '<=',
    '≠': 'not =',
    '≈': '~',
    '∆': 'Δ',
    '→': '->',
    '←': '<-',
    '↔': '<->',
    '↑': '(up)',
    '↓': '(down)',
    '☐': '[ ]',
    '☑': '[x]',
    '☒': '[x]',
    '✓': '[x]',
    '✔': '[x]',
    '●': '•',
    '■': '•',
    '▪': '•',
    '‐': '-',
    '‑': '-',
    '−': '-',
  }),
);

/** Drawn when nothing else is left. The font's empty box is not allowed: PDF/UA-1 (ISO 14289-1) 7.21.8. */
const replacement = '\ufffd';

const ascii = /^[ -~]*$/;

/** The fonts of one letter, opened when a character first needs them. */
export class LetterFonts {
  readonly #document: PDFKit.PDFDocument;
  /** By file. Kept for one letter only: which fonts a document opens, and when, numbers them in its bytes. */
  readonly #characters = new Map<string, Set<number>>();
  readonly #paths = new Map<string, string>();
  readonly #widths = new Map<string, number>();

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  /** Splits a text by the font that draws it; neighbours of the same font stay together. */
  runs(text: string, weight: FontWeight): FontRun[] {
    if (ascii.test(text)) return [this.#run(text, 'latin', weight)];
    const runs: FontRun[] = [];
    for (const { segment } of graphemes.segment(text)) {
      const run = this.#runOf(segment, weight);
      const last = runs.at(-1);
      if (last?.font === run.font) last.text += run.text;
      else runs.push(run);
    }
    return runs;
  }

  /** Whether the glyphs stand for other characters, or for the same in another order, than the text has. */
  differs(text: string, weight: FontWeight): boolean {
    return this.runs(text, weight).some((run) => run.options === shaped || run.text.includes(replacement));
  }

  /** Points. */
  widthOf({ text, font, options }: FontRun, sizePoints: number): number {
    const key = `${font}\n${text}`;
    let perPoint = this.#widths.get(key);
    if (perPoint === undefined) {
      perPoint = this.#document.font(font, 1).widthOfString(text, options);
      this.#widths.set(key, perPoint);
    }
    return perPoint * sizePoints;
  }

  #run(text: string, script: FontScript, weight: FontWeight): FontRun {
    return { text, font: this.#path(script, weight), options: script === 'devanagari' ? shaped : composed };
  }

  #runOf(grapheme: string, weight: FontWeight): FontRun {
    for (const text of [grapheme, spelled.get(grapheme) ?? grapheme, grapheme.normalize('NFKC')]) {
      const script = this.#scriptOf(text, weight);
      if (script !== undefined) return this.#run(text, script, weight);
    }
    return this.#run(replacement, 'latin', weight);
  }

  #path(script: FontScript, weight: FontWeight): string {
    const name = fontName(script, weight);
    let path = this.#paths.get(name);
    if (path === undefined) {
      path = fontPath(name);
      this.#paths.set(name, path);
    }
    return path;
  }

  #scriptOf(grapheme: string, weight: FontWeight): FontScript | undefined {
    const codePoints = Array.from(grapheme, (character) => character.codePointAt(0) ?? 0);
    return fontScripts.find((script) => {
      const characters = this.#charactersOf(this.#path(script, weight));
      return codePoints.every((codePoint) => characters.has(codePoint));
    });
  }

  #charactersOf(path: string): Set<number> {
    let characters = this.#characters.get(path);
    if (!characters) {
      characters = new Set(OpenFont.parse(this.#document.font(path))._font.font.characterSet);
      this.#characters.set(path, characters);
    }
    return characters;
  }
}
