import { PDFDocument } from '@cantoo/pdf-lib';
import type { MediaType } from '../domain/document.ts';
import type { DecodedPicture } from '../pictures/placed-picture.ts';
import { webpPicture } from '../pictures/webp-picture.ts';
import { decodeTiffPage, PictureDamaged, PictureNotRead } from '../tiff/decode-tiff-page.ts';
import { greyOfTiff } from '../tiff/tiff-colours.ts';
import type { TiffPage } from '../tiff/tiff-pages.ts';
import { hasWriting } from '../pictures/has-writing.ts';
import { picturesAreEmpty } from './look-at-pictures.ts';
import { withPdf } from './open-pdf.ts';
import { paintSheet } from '../pictures/sheet-picture.ts';

/** Letter paper, for pictures that do not say what they are of. */
const paper = { widthPoints: 612, heightPoints: 792 };

/** Whether a picture file shows no writing. False also when it cannot be decoded: then somebody must look. */
export const pictureFileIsEmpty = async (
  bytes: Uint8Array,
  mediaType: MediaType,
): Promise<boolean | { reason: string }> => {
  // Text detection takes no WebP: what cannot be decoded here cannot be sent.
  if (mediaType === 'image/webp') return webpPicture(bytes).then(isEmpty, () => ({ reason: damaged }));
  try {
    return await withPdf(await pdfOfPicture(bytes, mediaType), Infinity, async (pdf) =>
      picturesAreEmpty(await pdf.getPage(1)),
    );
  } catch {
    return false;
  }
};

/** Whether a page of a TIFF shows no writing; why it cannot be read when its picture cannot be decoded. */
export const lookAtTiffPage = async (bytes: Uint8Array, page: TiffPage): Promise<boolean | { reason: string }> => {
  try {
    const picture = await decodeTiffPage(bytes, page);
    return isEmpty({ width: picture.width, height: picture.height, grey: greyOfTiff(picture) });
  } catch (error) {
    if (error instanceof PictureDamaged) return { reason: damaged };
    if (error instanceof PictureNotRead) return { reason: notRead };
    throw error;
  }
};

const damaged = 'The picture of the page is damaged or cut off; the page has to be scanned or sent again.';
const notRead =
  'The picture of the page is stored in a way that is not read; the page has to be sent as PDF or as another TIFF.';

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
