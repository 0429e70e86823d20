import { z } from 'zod';
import { fontName, fontPath, fontScripts, type FontScript, type FontWeight } from './font-path.ts';

/** A stretch of text that one font file can draw. `actual` is what it stands for when no font has the characters. */
export type FontRun = { text: string; font: string; actual?: string };

/** The open font of a pdfkit document. Not in its types, but the only way to ask what a font can draw. */
const OpenFont = z.object({ _font: z.object({ font: z.object({ characterSet: z.array(z.number()) }) }) });

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** U+FFFD: what is drawn for a character that no font has. Drawing the font's empty box would break PDF/UA-1 7.21.8. */
const replacement = '\ufffd';

/** The fonts of one letter, opened when a character first needs them. */
export class LetterFonts {
  readonly #document: PDFKit.PDFDocument;
  readonly #characters = new Map<string, Set<number>>();
  readonly #paths = new Map<string, string>();

  constructor(document: PDFKit.PDFDocument) {
    this.#document = document;
  }

  /** Splits a text by the font that draws it; neighbours of the same font stay together. */
  runs(text: string, weight: FontWeight): FontRun[] {
    const runs: FontRun[] = [];
    for (const { segment } of graphemes.segment(text)) {
      const script = this.#scriptOf(segment, weight);
      const font = this.#path(script ?? 'latin', weight);
      const last = runs.at(-1);
      if (script === undefined) {
        if (last?.actual === undefined) runs.push({ text: replacement, font, actual: segment });
        else runs[runs.length - 1] = { text: last.text + replacement, font, actual: last.actual + segment };
      } else if (last && last.actual === undefined && last.font === font) last.text += segment;
      else runs.push({ text: segment, font });
    }
    return runs;
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
