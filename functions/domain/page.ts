import { z } from 'zod';
import { DocumentId } from './case-number.ts';

/** A rectangle in fractions (0-1) of the page as it is stored, origin at the top left, before any righting. */
export const Box = z.object({ left: z.number(), top: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof Box>;

export const Word = z.object({
  text: z.string(),
  /** 0-100. Words of a text layer have 100. */
  confidence: z.number(),
  /** What the engine read, where a repair set it right; of a word that was parted, the whole word in both parts. */
  raw: z.string().optional(),
  box: Box,
});
export type Word = z.infer<typeof Word>;

/** Words that stand on one line, in reading order. */
export const Line = z.object({ words: z.array(Word) });
export type Line = z.infer<typeof Line>;

/** Where the words of a page came from, or why it has none. */
export const PageSource = z.enum(['text-layer', 'ocr', 'blank', 'duplicate', 'unreadable']);
export type PageSource = z.infer<typeof PageSource>;

/** A page of a document of the case. */
export const PagePlace = z.object({ documentId: DocumentId, page: z.int().min(1) });
export type PagePlace = z.infer<typeof PagePlace>;

/** A page of a document that is a copy of another page of the case. */
export const PageCopy = z.object({ page: z.int().min(1), of: PagePlace });
export type PageCopy = z.infer<typeof PageCopy>;

export const Page = z.object({
  /** 1-based, within its document. */
  page: z.int().min(1),
  source: PageSource,
  /** One plain sentence: why this source, what was wrong with the page. No text of the page itself. */
  reason: z.string(),
  duplicateOf: PagePlace.optional(),
  /** What read it, with its version; absent where nothing had to be read. */
  engine: z.string().optional(),
  /** How far the stored page was turned clockwise to stand upright. */
  rotationDegrees: z.number(),
  /** Mean over the words, 0-100; absent when there are none. */
  meanConfidence: z.number().optional(),
  lines: z.array(Line),
});
export type Page = z.infer<typeof Page>;

/** The text of a line: its words joined by one space. */
export const lineText = (line: Line): string => line.words.map((word) => word.text).join(' ');
