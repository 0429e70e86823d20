import { wordDocument, type MediaType, type RefusalCode } from '../domain/document.ts';
import { defaultReading, type ReadingLimits } from '../domain/reading-settings.ts';
import { readWordDocument } from '../word/read-word-document.ts';
import { fileKind, type FileKind } from './file-signatures.ts';
import { inspectJpeg, inspectPng, inspectWebp, type ImageSize } from './inspect-image.ts';
import { inspectPdf } from './inspect-pdf.ts';
import { inspectTiff } from './inspect-tiff.ts';

export type Identified =
  { kind: 'document'; mediaType: MediaType; pages: number } | { kind: 'refused'; code: RefusalCode; reason: string };

/**
 * Tells what a file is by its content and whether its pages can be read. A refusal carries one sentence for the clerk,
 * which says what to do and never repeats anything from the file.
 */
export const identifyDocument = async (bytes: Uint8Array, given: Partial<ReadingLimits> = {}): Promise<Identified> => {
  const limits = { ...defaultReading.limits, ...given };
  if (bytes.length === 0) return refused('empty', 'The file has no content (0 bytes); upload it again.');
  if (bytes.length > limits.maxBytes)
    return refused(
      'too-large',
      `The file has ${megabytes(bytes.length)} MB; at most ${megabytes(limits.maxBytes)} MB are read. Split it and upload the parts.`,
    );
  const kind = fileKind(bytes);
  const identified = await identifyKind(kind, bytes, limits);
  if (identified.kind === 'document' && identified.pages > limits.maxPages)
    return refused(
      'too-many-pages',
      `The file has ${identified.pages} pages; at most ${limits.maxPages} are read. Split it and upload the parts.`,
    );
  return identified;
};

const identifyKind = async (kind: FileKind, bytes: Uint8Array, limits: ReadingLimits): Promise<Identified> => {
  switch (kind) {
    case 'pdf':
      return identifyPdf(bytes);
    case 'tiff':
      return identifyTiff(bytes, limits);
    case 'jpeg':
      return identifyImage('image/jpeg', inspectJpeg(bytes), limits);
    case 'png':
      return identifyImage('image/png', inspectPng(bytes), limits);
    case 'webp':
      return identifyImage('image/webp', inspectWebp(bytes), limits);
    case 'word':
      return identifyWord(bytes, limits);
    case 'text':
      return { kind: 'document', mediaType: 'text/plain', pages: countTextPages(bytes) };
    default:
      return refusals[kind];
  }
};

const identifyPdf = async (bytes: Uint8Array): Promise<Identified> => {
  const inspection = await inspectPdf(bytes);
  if (inspection.kind === 'encrypted')
    return refused('encrypted', 'The PDF needs a password to be opened; remove the password and upload it again.');
  if (inspection.kind === 'damaged')
    return refused('damaged', 'The PDF is damaged and cannot be opened; save or scan it again and upload that copy.');
  return inspection.pages === 0
    ? refused('no-pages', 'The PDF has no pages; upload the complete document.')
    : { kind: 'document', mediaType: 'application/pdf', pages: inspection.pages };
};

const identifyTiff = (bytes: Uint8Array, limits: ReadingLimits): Identified => {
  const inspection = inspectTiff(bytes);
  if (!inspection)
    return refused('damaged', 'The TIFF picture is damaged; scan or save it again and upload that copy.');
  if (isTooFine(inspection.maxSidePixels, inspection.maxPixels, limits)) return tooManyPixels(limits);
  return { kind: 'document', mediaType: 'image/tiff', pages: inspection.pages };
};

const identifyImage = (
  mediaType: 'image/jpeg' | 'image/png' | 'image/webp',
  size: ImageSize | undefined,
  limits: ReadingLimits,
): Identified => {
  if (!size || size.widthPixels === 0 || size.heightPixels === 0)
    return refused('damaged', 'The picture is damaged or incomplete; scan or save it again and upload that copy.');
  const { widthPixels, heightPixels } = size;
  return isTooFine(Math.max(widthPixels, heightPixels), widthPixels * heightPixels, limits)
    ? tooManyPixels(limits)
    : { kind: 'document', mediaType, pages: 1 };
};

const identifyWord = (bytes: Uint8Array, { maxUnpackedBytes }: ReadingLimits): Identified => {
  const document = readWordDocument(bytes, maxUnpackedBytes);
  if (document.kind === 'pages') return { kind: 'document', mediaType: wordDocument, pages: document.pages.length };
  return document.kind === 'too-large'
    ? refused(
        'too-large',
        `The document unpacks to more than ${megabytes(maxUnpackedBytes)} MB; save it as PDF and upload the PDF.`,
      )
    : refused('damaged', 'The Word document is damaged; save it again, or as PDF, and upload that copy.');
};

/** Form feeds part the pages of a text file; one at the very end starts no page. */
const countTextPages = (bytes: Uint8Array): number => {
  let formFeeds = 0;
  for (const byte of bytes) if (byte === 12) formFeeds += 1;
  const last = bytes.findLast((byte) => byte !== 10 && byte !== 13 && byte !== 32 && byte !== 0);
  return Math.max(1, formFeeds + (last === 12 ? 0 : 1));
};

const refused = (code: RefusalCode, reason: string): Identified => ({ kind: 'refused', code, reason });

const megabytes = (bytes: number): number => Math.ceil(bytes / 1_048_576);

const isTooFine = (sidePixels: number, pixels: number, limits: ReadingLimits): boolean =>
  sidePixels > limits.maxSidePixels || pixels > limits.maxPixels;

const tooManyPixels = ({ maxSidePixels, maxPixels }: ReadingLimits): Identified =>
  refused(
    'too-large',
    `The picture has more than ${maxSidePixels} pixels on a side or ${Math.round(maxPixels / 1e6)} million in all; scan it at 300 dots per inch or less.`,
  );

const accepted = 'PDF, TIFF, JPEG, PNG, WebP, DOCX or plain text';

const refusals: Record<Exclude<FileKind, 'pdf' | 'tiff' | 'jpeg' | 'png' | 'webp' | 'word' | 'text'>, Identified> = {
  zip: refused('container', 'This is an archive; unpack it and upload the documents inside one by one.'),
  'e-mail': refused('container', 'This is an e-mail; save its attachments and upload them one by one.'),
  office: refused(
    'unsupported',
    'This is an Office document of a kind that is not read (only DOCX is); save it as PDF and upload the PDF.',
  ),
  rtf: refused('unsupported', 'This is a rich text document; save it as PDF and upload the PDF.'),
  'big-tiff': refused(
    'unsupported',
    'This is a TIFF of the kind for files over 4 GB (BigTIFF); save it as TIFF or PDF and upload that copy.',
  ),
  heic: refused('unsupported', 'This is an HEIC or AVIF photo; save it as JPEG and upload the JPEG.'),
  program: refused('unsupported', `This is a program, whatever its name says; only ${accepted} are read.`),
  unknown: refused('unsupported', `The content is of no known document type; upload it as ${accepted}.`),
};
