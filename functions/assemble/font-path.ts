import { createRequire } from 'node:module';

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

/** Where a font file is: in the installed package, which a bundle brings along beside it. */
export const fontPath = (name: string): string =>
  createRequire(import.meta.url).resolve(`@fontsource/noto-sans/files/${name}`);
