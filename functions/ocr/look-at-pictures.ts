import type { PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Box } from '../domain/page.ts';
import { picturesOfPage } from '../pictures/pictures-of-page.ts';
import type { PlacedPicture } from '../pictures/placed-picture.ts';
import { findMarks, type Mark } from '../pictures/find-marks.ts';
import { hasWriting } from '../pictures/has-writing.ts';
import { paintSheet, sheetDpi } from '../pictures/sheet-picture.ts';

/** Whether the pictures of a page show no writing. False also when they cannot be taken apart: then somebody must look. */
export const picturesAreEmpty = async (page: PDFPageProxy): Promise<boolean> => {
  const pictures = await picturesOfPage(page);
  if (!pictures || pictures.length === 0) return false;
  const { width, height } = page.getViewport({ scale: 1 });
  const sheet = paintSheet(pictures, width, height);
  return sheet !== undefined && !hasWriting(sheet);
};

/** A signature block is 1.5 by 0.6 inches; logos, seals and rules are mostly smaller. */
const minSquareInches = 0.9;
const minSideInches = 0.3;
/** The name of a firm in its logo has fewer letters than this, a line of writing more. */
const minLetters = 14;

/** Whether a picture with these sides, in points, is large enough to carry writing. */
export const mayCarryWriting = (widthPoints: number, heightPoints: number): boolean =>
  Math.min(widthPoints, heightPoints) >= 72 * minSideInches && widthPoints * heightPoints >= 72 * 72 * minSquareInches;

/**
 * The pictures of a page that carry writing which its text layer does not have, as boxes in fractions of the page.
 * @param words the boxes of the words that the text layer has
 * @param isKnown whether a picture was sent to text detection with an earlier page: a letterhead comes again and again
 */
export const writtenPictures = async (
  page: PDFPageProxy,
  words: readonly Box[],
  isKnown: (picture: PlacedPicture['picture']) => boolean,
): Promise<Box[]> => {
  const pictures = (await picturesOfPage(page)) ?? [];
  const { width, height } = page.getViewport({ scale: 1 });
  return pictures.flatMap((placed) => {
    const box = boxOf(placed, width, height);
    if (!mayCarryWriting(box.width * width, box.height * height)) return [];
    const sheet = paintSheet([placed], width, height);
    if (!sheet) return [];
    const letters = findMarks(sheet).marks.filter(
      (mark) => isLetter(mark) && !words.some((word) => covers(word, mark, sheet)),
    );
    return letters.length >= minLetters && !isKnown(placed.picture) ? [box] : [];
  });
};

/** From 5 pt capitals to half an inch, in points of the sheet. */
const isLetter = ({ width, height }: Mark): boolean =>
  height >= 0.05 * sheetDpi && height <= 0.5 * sheetDpi && width <= 1.5 * sheetDpi;

const covers = (word: Box, mark: Mark, sheet: { width: number; height: number }): boolean => {
  const x = (mark.left + mark.width / 2) / sheet.width;
  const y = (mark.top + mark.height / 2) / sheet.height;
  return word.left <= x && x <= word.left + word.width && word.top <= y && y <= word.top + word.height;
};

const boxOf = ({ matrix: [a, b, c, d, e, f] }: PlacedPicture, width: number, height: number): Box => {
  const xs = [e, e + a, e + c, e + a + c].map((x) => Math.min(1, Math.max(0, x / width)));
  const ys = [f, f + b, f + d, f + b + d].map((y) => Math.min(1, Math.max(0, y / height)));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
};
