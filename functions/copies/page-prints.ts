import { PDFDocument } from '@cantoo/pdf-lib';
import type { MediaType } from '../domain/document.ts';
import { fileFingerprint, pageFingerprints } from './page-fingerprint.ts';
import { tiffFingerprints } from './tiff-fingerprints.ts';

/**
 * What each page of a document draws, as a short print, in the order of the pages; undefined where it cannot be told.
 * Pages with the same print look the same, also when one is a JPEG file and the other a PDF page that shows just that
 * JPEG. No picture is decoded: a thousand scanned pages take about a second.
 */
export const pagePrints = async (bytes: Uint8Array, mediaType: MediaType): Promise<(string | undefined)[]> => {
  switch (mediaType) {
    case 'application/pdf':
      return pdfPrints(bytes);
    case 'image/tiff':
      return tiffFingerprints(bytes);
    case 'image/jpeg':
    case 'image/png':
      return [fileFingerprint(bytes)];
    default:
      // Text costs nothing to read; its copies are found by their words.
      return [];
  }
};

const pdfPrints = async (bytes: Uint8Array): Promise<(string | undefined)[]> => {
  try {
    const pdf = await PDFDocument.load(bytes, { password: '', updateMetadata: false });
    const fingerprint = pageFingerprints(pdf);
    return pdf.getPages().map((page) => {
      try {
        return fingerprint(page);
      } catch {
        return undefined;
      }
    });
  } catch {
    // Only pdf.js can still read it: its pages are looked at one by one.
    return [];
  }
};
