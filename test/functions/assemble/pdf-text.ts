import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { z } from 'zod';

const TextItem = z.object({ str: z.string(), hasEOL: z.boolean() });

const StructureNode = z.object({
  role: z.string().optional(),
  id: z.string().optional(),
  children: z.array(z.unknown()).optional(),
});

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

const MarkedItem = z.object({
  str: z.string().optional(),
  type: z.string().optional(),
  tag: z.string().nullish(),
  id: z.string().nullish(),
});

/** Text that neither an element of the structure tree nor an artifact holds, and the tags of the tree in reading order. */
export const pdfStructure = async (bytes: Uint8Array): Promise<{ untagged: string[]; tags: string[] }> => {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false });
  const pdf = await task.promise;
  const untagged: string[] = [];
  const tags: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const ids = new Set<string>();
    const walk = (node: unknown): void => {
      const element = StructureNode.parse(node);
      if (element.id !== undefined) ids.add(element.id);
      if (element.role !== undefined && element.role !== 'Root') tags.push(element.role);
      element.children?.forEach(walk);
    };
    walk(await page.getStructTree());
    const open: string[] = [];
    for (const item of (await page.getTextContent({ includeMarkedContent: true })).items) {
      const { str, type, tag, id } = MarkedItem.parse(item);
      if (type === 'endMarkedContent') open.pop();
      else if (type !== undefined) open.push(tag === 'Artifact' ? 'Artifact' : (id ?? ''));
      else if (str !== undefined && str.trim() !== '' && !open.some((mark) => mark === 'Artifact' || ids.has(mark))) {
        untagged.push(str);
      }
    }
  }
  await task.destroy();
  return { untagged, tags };
};
