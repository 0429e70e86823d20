import { z } from 'zod';

/** What more than words text detection is asked for; each costs extra. */
export const DetectionFeature = z.enum(['FORMS', 'TABLES', 'SIGNATURES']);
export type DetectionFeature = z.infer<typeof DetectionFeature>;

const mebibyte = 1024 * 1024;

/** How much is read, and how: `settings/reading.json`. What it leaves out is as given here. */
export const ReadingSettings = z.object({
  /** Over one of these a file is refused by name. The first two are Textract's own limits. */
  limits: z
    .object({
      maxBytes: z
        .int()
        .min(1)
        .default(500 * mebibyte),
      maxPages: z.int().min(1).default(3000),
      /**
       * Of a picture. Textract reads 10,000 a side. A sheet of 8.5 by 14 inches has 43 million pixels at 600 dpi; unpacked
       * in colour, as many as the second take 0.7 GB.
       */
      maxSidePixels: z.int().min(1).default(10_000),
      maxPixels: z.int().min(1).default(50_000_000),
      /** Of the parts of a word processor's document that are read, unpacked: a small file can hold a huge one. */
      maxUnpackedBytes: z
        .int()
        .min(1)
        .default(64 * mebibyte),
    })
    .prefault({}),
  /**
   * Features of text detection by the name of the file, the first pattern that fits: a document's type is known only
   * after it was read, and a sender's file name is what there is before. `pattern` is a regular expression, any case.
   */
  features: z
    .array(
      z.object({ pattern: z.string().refine(isPattern, 'is no regular expression'), ask: z.array(DetectionFeature) }),
    )
    .default([]),
});
export type ReadingSettings = z.infer<typeof ReadingSettings>;
export type ReadingLimits = ReadingSettings['limits'];

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

export const defaultReading: ReadingSettings = ReadingSettings.parse({});

/** What text detection is asked for about a file, besides its words. */
export const featuresFor = (fileName: string, { features }: ReadingSettings): DetectionFeature[] =>
  features.find(({ pattern }) => new RegExp(pattern, 'i').test(fileName))?.ask ?? [];
