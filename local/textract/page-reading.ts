import { z } from 'zod';

const Point = z.object({ x: z.number(), y: z.number() });

/** What is kept of a page once it was read; corners are fractions of the page as stored, from the upper left of the text. */
export const PageReading = z.object({
  page: z.int().min(1),
  words: z.array(
    z.object({ text: z.string(), confidence: z.number(), line: z.int(), corners: z.array(Point).length(4) }),
  ),
  /** It was asked whether the page is empty, and there is no writing on it. */
  isEmpty: z.boolean().optional(),
  /** Why the page has no words although it may have text: the engine broke off. */
  failure: z.string().optional(),
});
export type PageReading = z.infer<typeof PageReading>;
