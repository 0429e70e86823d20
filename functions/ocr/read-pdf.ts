import { PDFDocument } from '@cantoo/pdf-lib';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from '../domain/page.ts';
import { annotationWords } from './annotation-words.ts';
import { linesOfWords } from './lines-of-words.ts';
import { withPdf } from './open-pdf.ts';
import type { PageContent } from './page-content.ts';
import { pageFingerprints } from '../copies/page-fingerprint.ts';
import { pagePaints } from './page-paints.ts';
import type { PlacedWord } from './placed-word.ts';
import { textLayerWords, type PageView } from './text-layer-words.ts';
import { judgeTextLayer, type TextLayerVerdict } from './text-layer-trust.ts';

type PdfPages = {
  pages: Page[];
  toDetect: number[];
  /** Pages that need to be looked at and draw exactly what an earlier one of `toDetect` draws. */
  copies: { page: number; of: number }[];
};

/** Reads the pages of a PDF whose text layer can be trusted, and says which pages need to be looked at. */
export const readPdf = async (bytes: Uint8Array): Promise<PdfPages> => {
  const structure = await openStructure(bytes);
  return withPdf(bytes, async (pdf) => {
    const pages: Page[] = [];
    const toDetect: number[] = [];
    const copies: PdfPages['copies'] = [];
    const firstWith = new Map<string, number>();
    const fingerprint = fingerprintOf(structure);
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await readPage(pdf, number, paintsOf(structure, number));
      if (page) {
        pages.push(page);
        continue;
      }
      const print = fingerprint(number);
      const of = print === undefined ? undefined : firstWith.get(print);
      if (of !== undefined) {
        copies.push({ page: number, of });
        continue;
      }
      if (print !== undefined) firstWith.set(print, number);
      toDetect.push(number);
    }
    // Single pages cannot be cut out of a file whose structure does not open, so it is looked at as a whole.
    if (!structure && toDetect.length > 0)
      return { pages: [], toDetect: Array.from({ length: pdf.numPages }, (_, index) => index + 1), copies: [] };
    return { pages, toDetect, copies };
  });
};

/** The PDF's objects; undefined when the file is so damaged that only pdf.js can still read it. */
const openStructure = async (bytes: Uint8Array): Promise<PDFDocument | undefined> => {
  try {
    return await PDFDocument.load(bytes, { password: '', updateMetadata: false });
  } catch {
    return undefined;
  }
};

const paintsOf = (structure: PDFDocument | undefined, number: number): PageContent | undefined => {
  try {
    return structure ? pagePaints(structure, structure.getPage(number - 1)) : undefined;
  } catch {
    return undefined;
  }
};

/** undefined when the page cannot be taken apart: then it is no copy of another. */
const fingerprintOf = (structure: PDFDocument | undefined): ((number: number) => string | undefined) => {
  const fingerprint = structure && pageFingerprints(structure);
  return (number) => {
    try {
      return structure && fingerprint?.(structure.getPage(number - 1));
    } catch {
      return undefined;
    }
  };
};

const readPage = async (
  pdf: PDFDocumentProxy,
  number: number,
  content: PageContent | undefined,
): Promise<Page | undefined> => {
  const page = await pdf.getPage(number);
  try {
    const { words, rotationDegrees } = await wordsOf(page, content);
    const verdict = judgeTextLayer(words.map((word) => word.text).join(' '), content);
    return pageOf(number, verdict, words, rotationDegrees);
  } catch {
    // A page that pdf.js cannot take apart may still be drawn and looked at.
    return undefined;
  } finally {
    page.cleanup();
  }
};

const wordsOf = async (page: PDFPageProxy, content: PageContent | undefined) => {
  const view = viewOf(page);
  const { items } = await page.getTextContent({ includeMarkedContent: false });
  const pieces = items.flatMap((item) => ('str' in item ? [item] : []));
  const layer = textLayerWords(pieces, view);
  if (content?.annotations === 0) return layer;
  const annotations: unknown[] = await page.getAnnotations({ intent: 'display' });
  return { ...layer, words: [...layer.words, ...annotationWords(annotations, view, layer.words.length + 1)] };
};

const viewOf = (page: PDFPageProxy): PageView => {
  const { transform, width, height } = page.getViewport({ scale: 1 });
  const [a = 1, b = 0, c = 0, d = -1, e = 0, f = 0] = transform.map(Number);
  return { matrix: [a, b, c, d, e, f], widthPoints: width, heightPoints: height };
};

const pageOf = (
  page: number,
  { source, reason }: TextLayerVerdict,
  words: readonly PlacedWord[],
  rotationDegrees: number,
): Page | undefined => {
  if (source === 'detect') return undefined;
  if (source === 'blank') return { page, source, reason, rotationDegrees: 0, lines: [] };
  return { page, source, reason, rotationDegrees, meanConfidence: 100, lines: linesOfWords(words) };
};
