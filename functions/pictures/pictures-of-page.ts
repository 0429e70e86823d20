import { OPS, Util, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { decodedMask, decodedPicture } from './decoded-picture.ts';
import type { Matrix, PlacedPicture } from './placed-picture.ts';

/**
 * The pictures that a page paints, in their order, decoded by pdf.js without drawing anything: that needs no canvas, so
 * it works on Lambda too. JPEG of a 200 dpi page takes about 0.1 s, fax pictures a few milliseconds.
 * @returns undefined when the page paints pictures in a way that is not followed here, or one cannot be decoded
 */
export const picturesOfPage = async (page: PDFPageProxy): Promise<PlacedPicture[] | undefined> => {
  const { fnArray, argsArray } = await page.getOperatorList();
  const base = matrixOf(page.getViewport({ scale: 1 }).transform);
  const pictures: PlacedPicture[] = [];
  const saved: State[] = [];
  let state: State = { matrix: base, ink: 0 };
  for (const [index, operator] of fnArray.entries()) {
    const raw: unknown = argsArray[index];
    const operands: unknown[] = Array.isArray(raw) ? raw : [];
    if (notFollowed.has(operator)) return undefined;
    if (operator === OPS.save || operator === OPS.paintFormXObjectBegin) saved.push(state);
    if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) state = saved.pop() ?? state;
    if (operator === OPS.transform) state = { ...state, matrix: times(state.matrix, operands) };
    if (operator === OPS.paintFormXObjectBegin && Array.isArray(operands[0]))
      state = { ...state, matrix: times(state.matrix, operands[0]) };
    if (operator === OPS.setFillRGBColor) state = { ...state, ink: inkOf(operands) };
    const isMask = operator === OPS.paintImageMaskXObject;
    if (!isMask && operator !== OPS.paintImageXObject && operator !== OPS.paintInlineImageXObject) continue;
    const value = await valueOf(page, operands[0]);
    const picture = isMask ? decodedMask(value, state.ink) : decodedPicture(value);
    if (!picture) return undefined;
    pictures.push({ picture, matrix: state.matrix });
  }
  return pictures;
};

type State = { matrix: Matrix; /** Grey level of the fill colour. */ ink: number };

/** Pictures painted many times at once, and shadings: rare in case files. */
const notFollowed = new Set<number>([
  OPS.paintImageMaskXObjectGroup,
  OPS.paintImageMaskXObjectRepeat,
  OPS.paintImageXObjectRepeat,
  OPS.paintInlineImageXObjectGroup,
  OPS.shadingFill,
]);

const matrixOf = (values: readonly unknown[]): Matrix => {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = values.map(Number);
  return [a, b, c, d, e, f];
};

const times = (matrix: Matrix, values: readonly unknown[]): Matrix =>
  matrixOf(Util.transform([...matrix], [...matrixOf(values)]));

/** `#rrggbb`, as pdf.js gives colours; black when it is given otherwise. */
const inkOf = ([colour]: readonly unknown[]): number => {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(String(colour));
  const [red = 0, green = 0, blue = 0] = hex ? hex.slice(1).map((part) => Number.parseInt(part, 16)) : [];
  return (red * 77 + green * 150 + blue * 29) >> 8;
};

/** A picture is in the list itself, or under a name with the page or (when several pages share it) the document. */
const valueOf = async (page: PDFPageProxy, operand: unknown): Promise<unknown> => {
  const named: unknown =
    typeof operand === 'object' && operand !== null ? (Reflect.get(operand, 'data') ?? undefined) : operand;
  if (typeof named !== 'string') return operand;
  const stored = await new Promise<unknown>((resolve) => {
    (named.startsWith('g_') ? page.commonObjs : page.objs).get(named, resolve);
  });
  if (typeof operand !== 'object' || typeof stored !== 'object' || stored === null) return stored;
  return { ...operand, ...stored };
};
