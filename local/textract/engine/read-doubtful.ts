import { cropBox, type Box } from '../image/crop-box.ts';
import type { GreyImage } from '../image/grey-image.ts';
import { shrink } from '../image/shrink.ts';
import { agree } from './agree.ts';
import { linesOf, type Reading, type ReadWord } from './reading.ts';
import type { Engine, Model } from './tesseract-engine.ts';

/** A line with a word that is less sure than this is read another time. */
const doubtfulWord = 75;
/** White around a line that is cut out, as share of its height. */
const marginShare = 0.2;
/** The other ways to read a line, until it has no doubtful word. A shrunken line has its broken strokes joined. */
const otherWays: readonly { model: Model; scale: number }[] = [
  { model: 'slow', scale: 1 },
  { model: 'fast', scale: 0.7 },
];

/** Reads the lines that have a doubtful word once or twice more, and keeps word by word the surer reading. */
export const readDoubtful = (engine: Engine, image: GreyImage, reading: Reading): Reading => ({
  words: linesOf(reading).flatMap((line) => {
    let words = line;
    for (const way of otherWays) {
      if (words.every(({ confidence }) => confidence >= doubtfulWord)) break;
      words = agree(words, readLine(engine, image, line, way));
    }
    return words;
  }),
});

/** Bars are the edges of boxes that came along with the line. */
const onlyBars = /^[|¦]+$/;

const readLine = (
  engine: Engine,
  image: GreyImage,
  line: readonly ReadWord[],
  { model, scale }: { model: Model; scale: number },
): ReadWord[] => {
  const { box, margin } = boxAround(image, line);
  const cut = cropBox(image, box, margin);
  const { words } = engine.read(scale === 1 ? cut : shrink(cut, scale), 7, model);
  return words
    .filter(({ text }) => !onlyBars.test(text))
    .map((word) => ({
      ...word,
      line: line[0]?.line ?? 0,
      left: word.left / scale + box.left - margin,
      top: word.top / scale + box.top - margin,
      width: word.width / scale,
      height: word.height / scale,
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
