import { PDFDocument } from '@cantoo/pdf-lib';
import type { MediaType } from '../domain/document.ts';
import { pngOfWebp } from '../pictures/webp-picture.ts';
import { partOfTiff } from '../tiff/part-of-tiff.ts';

export type DetectionInput = { bytes: Uint8Array; mediaType: MediaType };

/**
 * The document that is sent to text detection: only the pages that need it, in the order of `pageNumbers` (1-based), so
 * that no page is paid for that was read already. Page n of the result is page `pageNumbers[n - 1]` of the document.
 * An encrypted PDF that opens without a password is sent decrypted, because Textract takes no encrypted one.
 */
export const detectionInput = async (
  bytes: Uint8Array,
  mediaType: MediaType,
  pageNumbers: readonly number[],
): Promise<DetectionInput> => {
  if (mediaType === 'image/webp') return { bytes: await pngOfWebp(bytes), mediaType: 'image/png' };
  if (mediaType === 'image/tiff') return { bytes: partOfTiff(bytes, pageNumbers) ?? bytes, mediaType };
  if (mediaType !== 'application/pdf') return { bytes, mediaType };
  const whole = await openPdf(bytes);
  if (!whole) return { bytes, mediaType };
  const isEncrypted = Buffer.from(bytes).includes('/Encrypt');
  if (pageNumbers.length === whole.getPageCount() && !isEncrypted) return { bytes, mediaType };
  const part = await PDFDocument.create();
  for (const page of await part.copyPages(
    whole,
    pageNumbers.map((number) => number - 1),
  ))
    part.addPage(page);
  return { bytes: await part.save({ updateFieldAppearances: false }), mediaType };
};

/** undefined when only pdf.js can still read the file: `readPages` then asks for all of its pages. */
const openPdf = async (bytes: Uint8Array): Promise<PDFDocument | undefined> => {
  try {
    return await PDFDocument.load(bytes, { password: '', updateMetadata: false });
  } catch {
    return undefined;
  }
};
