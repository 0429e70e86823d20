import { cropBox, type Box } from '../image/crop-box.ts';
import type { GreyImage } from '../image/grey-image.ts';
import { shrink } from '../image/shrink.ts';
import { agree } from './agree.ts';
import { cellsOfLine } from './cells-of-line.ts';
import { dateLikeness } from './date-like.ts';
import { wordhood } from './known-words.ts';
import { linesOf, type Reading, type ReadWord } from './reading.ts';
import type { Engine, Model } from './tesseract-engine.ts';

/** A line with a word that is less sure than this is read another time. */
const doubtfulWord = 75;
/** The same for what is no word of the dictionary. */
const doubtfulUnknown = 90;
/** Figures that are less sure than this are read once more by themselves: no other word bears them out. */
const doubtfulFigures = 88;
/** White around what is cut out, as share of its height. */
const marginShare = 0.2;

type Way = { model: Model; scale: number };
/** The other ways to read a line, until it has no doubtful word. A shrunken line has its broken strokes joined. */
const otherWays: readonly Way[] = [
  { model: 'slow', scale: 1 },
  { model: 'fast', scale: 0.7 },
];
/** Cut out of its line, a date is often read right at last, best by the slow model. */
const wayOfFigures: Way = { model: 'slow', scale: 1 };

/**
 * Reads the lines that have a doubtful word once or twice more, then doubtful figures alone, and keeps word by word the
 * surer reading.
 */
export const readDoubtful = (engine: Engine, image: GreyImage, reading: Reading): Reading => ({
  words: linesOf(reading)
    .flatMap((line) => cellsOfLine(image, line))
    .flatMap((cell) => readOtherWays(engine, image, cell))
    .flatMap((word) => (hasDoubtfulFigures(word) ? figuresAlone(engine, image, word) : [word])),
});

const isDoubtful = ({ text, confidence }: ReadWord, { knows }: Engine): boolean =>
  confidence < doubtfulWord || (confidence < doubtfulUnknown && wordhood(text, knows) === 'none');

const fewestFigures = 3;
/** Numbers that begin with letters lose the size of these when they are read without their line. */
const lettersToo = /\p{L}{2}/u;
const hasDoubtfulFigures = ({ text, confidence }: ReadWord): boolean =>
  confidence < doubtfulFigures && !lettersToo.test(text) && text.replaceAll(/\D/g, '').length >= fewestFigures;

const readOtherWays = (engine: Engine, image: GreyImage, line: readonly ReadWord[]): ReadWord[] => {
  let words = [...line];
  for (const way of otherWays) {
    if (!words.some((word) => isDoubtful(word, engine))) break;
    words = agree(words, readAgain(engine, image, line, way), engine.knows);
  }
  return words;
};

/** What has the shape of a date yields only to another date. */
const figuresAlone = (engine: Engine, image: GreyImage, word: ReadWord): ReadWord[] => {
  const again = readAgain(engine, image, [word], wayOfFigures);
  const dates = again.filter(({ text }) => dateLikeness(text) !== 'none');
  if (dates.length === 0 && dateLikeness(word.text) !== 'none') return [word];
  return agree([word], dates.length > 0 ? dates : again, engine.knows);
};

/** Bars are the edges of boxes that came along with the line. */
const onlyBars = /^[|¦]+$/;

const readAgain = (engine: Engine, image: GreyImage, place: readonly ReadWord[], { model, scale }: Way): ReadWord[] => {
  const { box, margin } = boxAround(image, place);
  const cut = cropBox(image, box, margin);
  const { words } = engine.read(scale === 1 ? cut : shrink(cut, scale), 7, model);
  return words
    .filter(({ text }) => !onlyBars.test(text))
    .map((word) => ({
      ...word,
      line: place[0]?.line ?? 0,
      left: word.left / scale + box.left - margin,
      top: word.top / scale + box.top - margin,
      width: word.width / scale,
      height: word.height / scale,
    }));
};

const boxAround = ({ width, height }: GreyImage, words: readonly ReadWord[]): { box: Box; margin: number } => {
  const edges = {
    left: Math.min(...words.map((word) => word.left)),
    top: Math.min(...words.map((word) => word.top)),
    right: Math.max(...words.map((word) => word.left + word.width)),
    bottom: Math.max(...words.map((word) => word.top + word.height)),
  };
  const margin = Math.max(2, Math.round((edges.bottom - edges.top) * marginShare));
  const left = Math.max(0, Math.round(edges.left) - margin);
  const top = Math.max(0, Math.round(edges.top) - margin);
  const right = Math.min(width, Math.round(edges.right) + margin);
  const bottom = Math.min(height, Math.round(edges.bottom) + margin);
  return { box: { left, top, width: right - left, height: bottom - top }, margin };
};
