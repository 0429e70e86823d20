import type { Box, Line, Page, Word } from '../domain/page.ts';
import { uprightBox } from '../domain/upright-box.ts';

/** The pictures of a page that were sent to text detection although its text layer can be trusted. */
export type PictureBoxes = { page: number; boxes: Box[] };

/**
 * A page that uses both: its text layer, and at their places the words that text detection found inside of its pictures.
 * When detection found nothing to answer with, the page goes to a person with the words that it has.
 */
export const joinPictures = (layer: Page, detected: Page, boxes: readonly Box[]): Page => {
  if (detected.source === 'unreadable' && detected.lines.length === 0)
    return {
      ...layer,
      source: 'unreadable',
      reason: `The text layer was read, a picture on the page was not: ${detected.reason}`,
    };
  const known = layer.lines.flatMap((line) => line.words);
  const isNew = (word: Word): boolean =>
    boxes.some((box) => holds(box, word.box)) && !known.some((other) => holds(other.box, word.box));
  const found = detected.lines
    .map((line) => ({ words: line.words.filter(isNew) }))
    .filter((line) => line.words.length > 0);
  const pictures = boxes.length === 1 ? 'a picture' : `${boxes.length} pictures`;
  if (found.length === 0)
    return { ...layer, reason: `${layer.reason} Text detection found no words in ${pictures} on it.` };
  const lines = found.reduce((before, line) => placed(before, line, layer.rotationDegrees), layer.lines);
  const words = lines.flatMap((line) => line.words);
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const mean = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters;
  return {
    ...layer,
    reason: `${layer.reason} The words in ${pictures} on it were read by text detection.`,
    meanConfidence: Math.round(mean * 10) / 10,
    lines,
  };
};

const holds = (box: Box, inner: Box): boolean => {
  const x = inner.left + inner.width / 2;
  const y = inner.top + inner.height / 2;
  return box.left <= x && x <= box.left + box.width && box.top <= y && y <= box.top + box.height;
};

/** Beside the line at its height, so that a label and its value stay together; else before the first line below it. */
const placed = (lines: readonly Line[], line: Line, rotationDegrees: number): Line[] => {
  const own = rangeOf(line, rotationDegrees);
  const beside = lines.findIndex((other) => {
    const range = rangeOf(other, rotationDegrees);
    const common = Math.min(range.bottom, own.bottom) - Math.max(range.top, own.top);
    return common > 0.55 * Math.min(range.bottom - range.top, own.bottom - own.top);
  });
  const before = lines[beside];
  if (before) {
    const isAfter = rangeOf(before, rotationDegrees).left <= own.left;
    const words = isAfter ? [...before.words, ...line.words] : [...line.words, ...before.words];
    return lines.with(beside, { words });
  }
  const below = lines.findIndex((other) => rangeOf(other, rotationDegrees).top > own.top);
  return below < 0 ? [...lines, line] : lines.toSpliced(below, 0, line);
};

/** From top to bottom and where it starts, on the page as it is read. */
const rangeOf = ({ words }: Line, rotationDegrees: number) => {
  const places = words.map(({ box }) => uprightBox(box, rotationDegrees));
  return {
    top: Math.min(...places.map(({ top }) => top)),
    bottom: Math.max(...places.map(({ top, height }) => top + height)),
    left: Math.min(...places.map(({ left }) => left)),
  };
};
