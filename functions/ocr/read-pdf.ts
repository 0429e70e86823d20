import { PDFDocument } from '@cantoo/pdf-lib';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Page } from '../domain/page.ts';
import { annotationWords } from './annotation-words.ts';
import { linesOfWords } from './lines-of-words.ts';
import type { PictureBoxes } from './join-pictures.ts';
import { knownPictures } from './known-pictures.ts';
import { mayCarryWriting, picturesAreEmpty, writtenPictures } from './look-at-pictures.ts';
import { withPdf } from './open-pdf.ts';
import type { PageContent } from './page-content.ts';
import { pageFingerprints } from '../copies/page-fingerprint.ts';
import { pagePaints } from './page-paints.ts';
import { textLayerWords, type PageView } from './text-layer-words.ts';
import { judgeTextLayer } from './text-layer-trust.ts';

type PdfPages = {
  toDetect: number[];
  /** Pages that need to be looked at and draw exactly what an earlier one of `toDetect` draws. */
  copies: { page: number; of: number }[];
  /** Pages that were read and are in `toDetect` as well, for the words in their pictures. */
  pictures: PictureBoxes[];
};

export type PageWatch = {
  /** Gets each page that was read. */
  keep: (page: Page) => void;
  /** Is told the page that comes next, and how many there are. */
  begin?: (page: number, all: number) => void;
  /** Pages that ended the process which read them. */
  deadly?: ReadonlySet<number>;
  /**
   * Gets each page of `toDetect` as soon as it is known, with the row that the page has if its picture shows no writing.
   * With it the pictures of such pages are not looked at here: whoever looks at them for their words decodes them anyway.
   */
  detect?: (page: number, whenEmpty?: Page) => void;
};

/**
 * Reads the pages of a PDF whose text layer can be trusted, and says which pages need to be looked at.
 * @param maxPixels of one picture: a page with a larger one is unreadable, its picture is never unpacked
 */
export const readPdf = async (
  bytes: Uint8Array,
  maxPixels: number,
  { keep, begin, deadly, detect }: PageWatch,
): Promise<PdfPages> => {
  const structure = await openStructure(bytes);
  return withPdf(bytes, maxPixels, async (pdf) => {
    // Until the end nobody knows whether a file whose structure does not open can be read in parts.
    const kept: Page[] = [];
    const keepPage = structure ? keep : (page: Page) => kept.push(page);
    const toDetect: number[] = [];
    const toBeDetected = (number: number, whenEmpty?: Page): void => {
      toDetect.push(number);
      if (structure) detect?.(number, whenEmpty);
    };
    const copies: PdfPages['copies'] = [];
    const pictures: PictureBoxes[] = [];
    const firstWith = new Map<string, number>();
    const emptyLike = new Map<string, Page>();
    const isKnown = knownPictures();
    const fingerprint = fingerprintOf(structure);
    for (let number = 1; number <= pdf.numPages; number += 1) {
      begin?.(number, pdf.numPages);
      const content = paintsOf(structure, number);
      if (deadly?.has(number) || content?.isTooMuch) {
        keepPage(unreadable(number, content?.isTooMuch ? tooMuch : deadlyPage));
        continue;
      }
      await withPage(pdf, number, async (page) => {
        const read = page && (await readPage(page, number, content));
        if (content && content.largestPicturePixels > maxPixels) {
          keepPage(withoutPicture(number, read?.page, maxPixels));
          return;
        }
        if (page && read?.page) {
          keepPage(read.page);
          const boxes = structure ? await picturesToRead(page, read.page, content, isKnown) : [];
          if (boxes.length === 0) return;
          pictures.push({ page: number, boxes });
          toBeDetected(number);
          return;
        }
        const print = fingerprint(number);
        const empty = print === undefined ? undefined : emptyLike.get(print);
        if (empty) {
          keepPage({ ...empty, page: number });
          return;
        }
        const of = print === undefined ? undefined : firstWith.get(print);
        if (of !== undefined) {
          copies.push({ page: number, of });
          return;
        }
        const whenEmpty = read?.whenEmpty;
        const isForOthers = whenEmpty?.source === 'blank' && structure && detect;
        if (page && whenEmpty && !isForOthers && (await picturesAreEmpty(page).catch(() => false))) {
          keepPage(whenEmpty);
          if (print !== undefined) emptyLike.set(print, whenEmpty);
          return;
        }
        if (print !== undefined) firstWith.set(print, number);
        toBeDetected(number, isForOthers ? whenEmpty : undefined);
      });
    }
    // Single pages cannot be cut out of a file whose structure does not open, so it is looked at as a whole.
    if (!structure && toDetect.length > 0) return asWhole(pdf.numPages);
    kept.forEach(keep);
    return { toDetect, copies, pictures };
  });
};

/** The row of a page with a picture that is too large to be unpacked. */
const withoutPicture = (number: number, read: Page | undefined, maxPixels: number): Page => {
  const reason = `A picture on the page has more than ${Math.round(maxPixels / 1e6)} million pixels, so it is not read.`;
  return read ? { ...read, reason: `${read.reason} ${reason}` } : unreadable(number, reason);
};

const unreadable = (page: number, reason: string): Page => ({
  page,
  source: 'unreadable',
  reason,
  rotationDegrees: 0,
  lines: [],
});
const tooMuch = 'The page draws more than any sheet of paper needs, so it is not read.';
const deadlyPage = 'The page could not be read: the program that reads pages ended at it or came to no end.';

const asWhole = (pages: number): PdfPages => ({
  toDetect: Array.from({ length: pages }, (_, index) => index + 1),
  copies: [],
  pictures: [],
});

/** Hands over the page, undefined when it cannot be opened, and frees what was decoded for it. */
const withPage = async (
  pdf: PDFDocumentProxy,
  number: number,
  use: (page: PDFPageProxy | undefined) => Promise<void>,
): Promise<void> => {
  const page = await pdf.getPage(number).catch(() => undefined);
  try {
    await use(page);
  } finally {
    page?.cleanup();
  }
};

/** Only where the page has a picture that is large enough: looking at pictures takes longer than reading the text. */
const picturesToRead = async (
  page: PDFPageProxy,
  { lines, source }: Page,
  content: PageContent | undefined,
  isKnown: ReturnType<typeof knownPictures>,
): Promise<PictureBoxes['boxes']> => {
  const { width, height } = page.getViewport({ scale: 1 });
  const [shown, across] = content && page.rotate % 180 !== 0 ? [height, width] : [width, height];
  const isLarge = content?.pictures.some(({ left, top, right, bottom }) =>
    mayCarryWriting((right - left) * shown, (bottom - top) * across),
  );
  if (source !== 'text-layer' || !isLarge) return [];
  const words = lines.flatMap((line) => line.words.map((word) => word.box));
  return writtenPictures(page, words, isKnown).catch(() => []);
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

/** `page` when the text layer can be trusted; `whenEmpty` = what the page is if its pictures have no writing. */
type Reading = { page?: Page; whenEmpty?: Page };

const readPage = async (
  page: PDFPageProxy,
  number: number,
  content: PageContent | undefined,
): Promise<Reading | undefined> => {
  try {
    const { words, rotationDegrees } = await wordsOf(page, content);
    const verdict = judgeTextLayer(words.map((word) => word.text).join(' '), content);
    const read = (source: 'text-layer' | 'blank', reason: string): Page =>
      source === 'blank'
        ? { page: number, source, reason, rotationDegrees: 0, lines: [] }
        : { page: number, source, reason, rotationDegrees, meanConfidence: 100, lines: linesOfWords(words) };
    if (verdict.source !== 'detect') return { page: read(verdict.source, verdict.reason) };
    if (!verdict.emptySource) return {};
    const emptyReason = verdict.emptySource === 'blank' ? blankPicture : stampOnly;
    return { whenEmpty: read(verdict.emptySource, emptyReason) };
  } catch {
    // A page that pdf.js cannot take apart may still be drawn and looked at.
    return undefined;
  }
};

const blankPicture = 'The picture of the page has no writing.';
const stampOnly = 'The page has a stamp or a heading as text; its picture has no writing.';

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
