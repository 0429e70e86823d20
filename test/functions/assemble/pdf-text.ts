import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';

const TextItem = z.object({ str: z.string(), hasEOL: z.boolean() });

export type PdfText = { pages: string[][]; info: Record<string, unknown> };

/** The lines of each page as the text layer has them, and the document's properties. */
export const pdfText = async (bytes: Uint8Array): Promise<PdfText> => {
  const task = getDocument({
    data: Uint8Array.from(bytes),
    verbosity: 0,
    useSystemFonts: false,
  });
  const pdf = await task.promise;
  const pages: string[][] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => {
      const { str, hasEOL } = TextItem.parse(item);
      return hasEOL ? `${str}\n` : str;
    });
    pages.push(
      text
        .join('')
        .split('\n')
        .map((line) => line.trim()),
    );
  }
  const { info } = await pdf.getMetadata();
  await task.destroy();
  return { pages, info: z.record(z.string(), z.unknown()).parse(info) };
};
