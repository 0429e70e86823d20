import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Scripts of Noto Sans, each in a file of its own, in the order in which they are tried for a character. */
export const fontScripts = [
  'latin',
  'latin-ext',
  'greek',
  'cyrillic',
  'vietnamese',
  'greek-ext',
  'cyrillic-ext',
  'devanagari',
] as const;
export type FontScript = (typeof fontScripts)[number];
export type FontWeight = 400 | 700;

/** For example `noto-sans-latin-400-normal.woff`. */
export const fontName = (script: FontScript, weight: FontWeight): string => `noto-sans-${script}-${weight}-normal.woff`;

/**
 * Where a font file is: in `FONT_DIRECTORY` when a bundle brings its fonts along, else in the installed package. The
 * variable says where the code was put, nothing about a case, so it is read here and not handed down by the handler.
 */
export const fontPath = (name: string): string => {
  const directory = process.env['FONT_DIRECTORY'];
  if (directory !== undefined && directory !== '') {
    const path = join(directory, name);
    if (existsSync(path)) return path;
  }
  return createRequire(import.meta.url).resolve(`@fontsource/noto-sans/files/${name}`);
};
