import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';
import { colourPicture } from '../../../functions/pictures/decoded-picture.ts';
import { paintSheet, type SheetPicture } from '../../../functions/pictures/sheet-picture.ts';
import { seeded } from '../../local/textract/seeded.ts';

const fonts = path.join(
  path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts',
);
GlobalFonts.registerFromPath(path.join(fonts, 'LiberationSans-Regular.ttf'), 'sample-sans');
GlobalFonts.registerFromPath(path.join(fonts, 'FoxitSerif.pfb'), 'sample-serif');

/** A sheet of letter paper as a scanner sees it, at `dpi`. */
export type MadeSheet = {
  seed: number;
  dpi?: number;
  paper?: number;
  /** About twice the deviation of the scan's grain. */
  grain?: number;
  /** Specks to the square inch. */
  specks?: number;
  /** Radius of the optics, in points of the scan. */
  blur?: number;
  bilevel?: boolean;
  draw?: (context: SKRSContext2D, grey: (level: number) => string) => void;
  streaks?: number;
};

const grey = (level: number): string => `rgb(${level},${level},${level})`;

/** The sheet as a canvas; lengths in `draw` are points of 1/72 inch. */
export const madeCanvas = (sheet: MadeSheet) => {
  const { seed, dpi = 200, paper = 246, grain = 14, specks = 0, blur = 0.6, bilevel = false, streaks = 0 } = sheet;
  const random = seeded(seed);
  const [width, height] = [Math.round(8.5 * dpi), 11 * dpi];
  const drawn = createCanvas(width, height);
  const ink = drawn.getContext('2d');
  ink.fillStyle = grey(paper);
  ink.fillRect(0, 0, width, height);
  ink.scale(dpi / 72, dpi / 72);
  sheet.draw?.(ink, grey);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.filter = `blur(${blur}px)`;
  context.drawImage(drawn, 0, 0);
  const pixels = context.getImageData(0, 0, width, height);
  const { data } = pixels;
  const put = (x: number, y: number, level: number): void => {
    if (x >= 0 && y >= 0 && x < width && y < height) data.fill(level, 4 * (y * width + x), 4 * (y * width + x) + 3);
  };
  for (let at = 0; at < data.length; at += 4) {
    const level = (data[at] ?? 0) + (random.next() + random.next() + random.next() - 1.5) * grain;
    data.fill(bilevel ? (level < 150 ? 0 : 255) : Math.max(0, Math.min(255, level)), at, at + 3);
  }
  for (let left = specks * 93.5; left > 0; left -= 1) {
    const [x, y] = [random.below(width), random.below(height)];
    const size = 1 + random.below(3);
    for (let dy = 0; dy < size; dy += 1) for (let dx = 0; dx < size; dx += 1) put(x + dx, y + dy, bilevel ? 0 : 50);
  }
  for (let streak = 0; streak < streaks; streak += 1) {
    const x = random.below(width);
    for (let y = 0; y < height; y += 1) if (random.next() < 0.55) put(x, y, bilevel ? 0 : 90);
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
};

/** The sheet as the product sees its picture. */
export const madeSheet = (sheet: MadeSheet): SheetPicture => {
  const canvas = madeCanvas(sheet);
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const picture = colourPicture(data, width, height, 4);
  const painted = paintSheet([{ picture, matrix: [612, 0, 0, -792, 0, 792] }], 612, 792);
  if (!painted) throw new Error('the sheet is too large');
  return painted;
};

const words =
  'The patient was seen on 8/1/2015 for pain in the lower back rated six of ten and physical therapy was requested'.split(
    ' ',
  );

/** Lines of type as a letter has them, or the same seen through the paper from behind. */
export const letterLines = (
  context: SKRSContext2D,
  colour: string,
  { lines = 38, sizePoints = 11, mirrored = false, seed = 1 } = {},
): void => {
  const random = seeded(seed);
  context.save();
  if (mirrored) {
    context.translate(612, 0);
    context.scale(-1, 1);
  }
  context.fillStyle = colour;
  context.font = `${sizePoints}px "sample-serif"`;
  for (let line = 0; line < lines; line += 1) {
    // Set ragged: a line ends with the last word that fits, and with a paragraph.
    const most = line % 7 === 6 ? random.between(60, 300) : 468;
    let text = random.pick(words);
    for (let more = random.pick(words); context.measureText(`${text} ${more}`).width < most; more = random.pick(words))
      text += ` ${more}`;
    context.fillText(text, 72, 80 + line * sizePoints * 1.5);
  }
  context.restore();
};
