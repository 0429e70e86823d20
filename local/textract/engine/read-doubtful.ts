import { cropBox, type Box } from '../image/crop-box.ts';
import type { GreyImage } from '../image/grey-image.ts';
import { agree } from './agree.ts';
import { linesOf, type Reading, type ReadWord } from './reading.ts';
import type { Engine } from './tesseract-engine.ts';

/** A line with a word that is less sure than this is read a second time. */
const doubtfulWord = 75;
/** White around a line that is cut out, as share of its height. */
const marginShare = 0.2;

/** Reads the lines that have a doubtful word once more, with the slow model, and keeps word by word the surer reading. */
export const readDoubtful = (engine: Engine, image: GreyImage, reading: Reading): Reading => {
  const words: ReadWord[] = [];
  for (const line of linesOf(reading)) {
    const isDoubtful = line.some(({ confidence }) => confidence < doubtfulWord);
    words.push(...(isDoubtful ? agree(line, readLine(engine, image, line)) : line));
  }
  return { words };
};

const readLine = (engine: Engine, image: GreyImage, line: readonly ReadWord[]): ReadWord[] => {
  const { box, margin } = boxAround(image, line);
  const { words } = engine.read(cropBox(image, box, margin), 7, 'slow');
  return words.map((word) => ({
    ...word,
    line: line[0]?.line ?? 0,
    left: word.left + box.left - margin,
    top: word.top + box.top - margin,
  }));
};

const boxAround = ({ width, height }: GreyImage, line: readonly ReadWord[]): { box: Box; margin: number } => {
  const edges = {
    left: Math.min(...line.map((word) => word.left)),
    top: Math.min(...line.map((word) => word.top)),
    right: Math.max(...line.map((word) => word.left + word.width)),
    bottom: Math.max(...line.map((word) => word.top + word.height)),
  };
  const margin = Math.max(2, Math.round((edges.bottom - edges.top) * marginShare));
  const left = Math.max(0, edges.left - margin);
  const top = Math.max(0, edges.top - margin);
  const right = Math.min(width, edges.right + margin);
  const bottom = Math.min(height, edges.bottom + margin);
  return { box: { left, top, width: right - left, height: bottom - top }, margin };
};
