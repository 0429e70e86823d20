import { z } from 'zod';
import { textLayerWords, type PageView, type TextPiece } from './text-layer-words.ts';
import type { PlacedWord } from './placed-word.ts';

/** A filled form field or a typed note, as pdf.js gives it. Fields that are hidden or empty do not parse. */
const Annotation = z.object({
  subtype: z.string(),
  rect: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  hidden: z.boolean().optional(),
  fieldType: z.string().optional(),
  fieldValue: z.union([z.string(), z.array(z.string())]).nullish(),
  exportValue: z.string().optional(),
  checkBox: z.boolean().optional(),
  radioButton: z.boolean().optional(),
  buttonValue: z.string().nullish(),
  contentsObj: z.object({ str: z.string() }).optional(),
});
type Annotation = z.infer<typeof Annotation>;

/**
 * The words that a person typed into the fields of a form: they are no part of the page's own text. A ticked box reads
 * as `[X]`. Runs are numbered from `firstRun`.
 */
export const annotationWords = (annotations: readonly unknown[], view: PageView, firstRun: number): PlacedWord[] => {
  const pieces = annotations.flatMap((raw) => {
    const annotation = Annotation.safeParse(raw);
    return annotation.success && !annotation.data.hidden ? fieldPieces(annotation.data) : [];
  });
  return textLayerWords(pieces, view).words.map((word) => ({ ...word, run: word.run + firstRun }));
};

const fieldPieces = (annotation: Annotation): TextPiece[] => {
  const [left, bottom, right, top] = annotation.rect;
  const lines = valueOf(annotation).split(/\r\n?|\n/);
  if (lines.every((line) => line.trim() === '')) return [];
  const lineHeight = Math.min((top - bottom) / lines.length, 14);
  const size = Math.max(4, Math.min(10, lineHeight * 0.75));
  // One line stands in the middle of its field; several start at the top.
  const firstBaseline = lines.length === 1 ? (top + bottom) / 2 - 0.28 * size : top - lineHeight * 0.8;
  return lines.map((str, index) => ({
    str,
    width: Math.min(right - left, str.length * size * 0.5),
    transform: [size, 0, 0, size, left + 1, firstBaseline - index * lineHeight],
  }));
};

const valueOf = ({
  subtype,
  fieldType,
  fieldValue,
  exportValue,
  checkBox,
  radioButton,
  buttonValue,
  contentsObj,
}: Annotation) => {
  if (subtype === 'FreeText') return contentsObj?.str ?? '';
  if (subtype !== 'Widget') return '';
  if (fieldType === 'Btn') {
    const on = checkBox ? fieldValue === exportValue : radioButton ? fieldValue === buttonValue : false;
    return on && fieldValue && fieldValue !== 'Off' ? '[X]' : '';
  }
  return Array.isArray(fieldValue) ? fieldValue.join(', ') : (fieldValue ?? '');
};
