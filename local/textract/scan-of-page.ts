import { OPS, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { picturesOfPage } from '../../functions/pictures/pictures-of-page.ts';
import type { PlacedPicture } from '../../functions/pictures/placed-picture.ts';
import type { GreyImage } from './image/grey-image.ts';
import { squarePixels } from './image/square-pixels.ts';

/** Coarser pictures are drawn, which smooths them: their letters have too few pixels for the engine. */
const minDpi = 150;
/** How far the edges of the picture may lie from those of the page, of its width and height. */
const maxMargin = 0.01;

/**
 * The pixels of a page that is one upright picture and nothing else, as a scanner stores it: they need no drawing, which
 * takes twice the time and ten bytes a pixel.
 * @param inches the width of the paper
 * @returns undefined when the page has to be drawn
 */
export const scanOfPage = async (page: PDFPageProxy, inches: number): Promise<GreyImage | undefined> => {
  if (!(await isPictureAlone(page))) return undefined;
  const [placed, ...others] = (await picturesOfPage(page)) ?? [];
  if (!placed || others.length > 0 || !fillsPage(page, placed)) return undefined;
  const { width, height, grey, covers } = placed.picture;
  const acrossDpi = width / inches;
  const view = page.getViewport({ scale: 1 });
  const downDpi = (acrossDpi * height * view.width) / (width * view.height);
  if (acrossDpi < minDpi || acrossDpi < 0.9 * downDpi) return undefined;
  covers?.forEach((cover, at) => {
    if (cover === 0) grey[at] = 255;
  });
  return squarePixels({ width, height, data: grey, dpi: acrossDpi }, acrossDpi, downDpi);
};

/** What may stand beside the picture without being seen. */
const unseen = new Set<number>([
  OPS.dependency,
  OPS.save,
  OPS.restore,
  OPS.transform,
  OPS.paintFormXObjectBegin,
  OPS.paintFormXObjectEnd,
  OPS.setFillRGBColor,
  OPS.setFillGray,
  OPS.beginMarkedContent,
  OPS.beginMarkedContentProps,
  OPS.endMarkedContent,
  OPS.beginText,
  OPS.endText,
  OPS.setFont,
  OPS.setTextMatrix,
  OPS.moveText,
  OPS.setCharSpacing,
  OPS.setWordSpacing,
  OPS.setHScale,
  OPS.setLeading,
  OPS.nextLine,
]);
const pictures = new Set<number>([OPS.paintImageXObject, OPS.paintInlineImageXObject, OPS.paintImageMaskXObject]);
const invisible = 3;

/** Text of an earlier OCR lies invisible on a scan; anything else that is painted is part of what the page shows. */
const isPictureAlone = async (page: PDFPageProxy): Promise<boolean> => {
  const { fnArray, argsArray } = await page.getOperatorList();
  let mode = 0;
  return fnArray.every((operator, index) => {
    if (operator === OPS.setTextRenderingMode) mode = Number(argsArray[index]?.[0]);
    else if (operator === OPS.showText) return mode === invisible;
    else return unseen.has(operator) || pictures.has(operator);
    return true;
  });
};

const fillsPage = (page: PDFPageProxy, { matrix: [a, b, c, d, e, f] }: PlacedPicture): boolean => {
  const { width, height } = page.getViewport({ scale: 1 });
  const [left, right, top, bottom] = [e, e + a, f + d, f];
  const isNear = (difference: number, side: number): boolean => Math.abs(difference) <= maxMargin * side;
  return (
    isNear(b, width) &&
    isNear(c, height) &&
    isNear(left, width) &&
    isNear(right - width, width) &&
    isNear(top, height) &&
    isNear(bottom - height, height)
  );
};
