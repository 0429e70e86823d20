import { PDFDocument } from '@cantoo/pdf-lib';
import UTIF from 'utif2';
import type { MediaType } from '../domain/document.ts';
import { colourPicture } from './decoded-picture.ts';
import { hasWriting } from './has-writing.ts';
import { picturesAreEmpty } from './look-at-pictures.ts';
import { withPdf } from './open-pdf.ts';
import { paintSheet, type DecodedPicture } from './sheet-picture.ts';
import { tiffPages } from './tiff-pages.ts';
import { decodeWebp } from './webp-picture.ts';

/** Letter paper, for pictures that do not say what they are of. */
const paper = { widthPoints: 612, heightPoints: 792 };

/** Whether a picture file shows no writing. False also when it cannot be decoded: then somebody must look. */
export const pictureFileIsEmpty = async (bytes: Uint8Array, mediaType: MediaType): Promise<boolean> => {
  try {
    if (mediaType === 'image/webp') return isEmpty(await webpPicture(bytes));
    return await withPdf(await pdfOfPicture(bytes, mediaType), async (pdf) => picturesAreEmpty(await pdf.getPage(1)));
  } catch {
    return false;
  }
};

/** The same of one page of a TIFF, 1-based. */
export const tiffPageIsEmpty = (bytes: Uint8Array, page: number): boolean => {
  try {
    const buffer = Buffer.from(bytes);
    const directory = tiffPages(buffer)[page - 1];
    if (!directory) return false;
    UTIF.decodeImage(buffer, directory);
    const { width, height } = directory;
    return isEmpty(colourPicture(UTIF.toRGBA8(directory), width, height, 4));
  } catch {
    return false;
  }
};

const webpPicture = async (bytes: Uint8Array): Promise<DecodedPicture> => {
  const { data, width, height } = await decodeWebp(bytes);
  return colourPicture(data, width, height, 4);
};

/** Fax lines lie twice as far apart as their dots: the sheet's own proportions say so, whatever the file's are. */
const isEmpty = (picture: DecodedPicture): boolean => {
  const isWide = picture.width > 1.15 * picture.height && picture.width < 1.5 * picture.height;
  const { widthPoints: short, heightPoints: long } = paper;
  const [width, height] = isWide ? [long, short] : [short, Math.max(long, (short * picture.height) / picture.width)];
  const sheet = paintSheet([{ picture, matrix: [width, 0, 0, -height, 0, height] }], width, height);
  return sheet !== undefined && !hasWriting(sheet);
};

/** A page of letter width with the picture on it: pdf.js then decodes it as it does a scan. */
const pdfOfPicture = async (bytes: Uint8Array, mediaType: MediaType): Promise<Uint8Array> => {
  const pdf = await PDFDocument.create();
  const image = mediaType === 'image/jpeg' ? await pdf.embedJpg(bytes) : await pdf.embedPng(bytes);
  const width = image.width > image.height ? paper.heightPoints : paper.widthPoints;
  const height = (width * image.height) / image.width;
  pdf.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  return pdf.save({ useObjectStreams: false });
};
