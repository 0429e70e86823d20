import { createCanvas, type Canvas } from '@napi-rs/canvas';
import { fontFamilies, pageHeightPoints, pageWidthPoints, signatureStrokes, type Sheet } from './sheet.ts';

/** How bad the copy is. Lengths in pixels of the scan, `grain` in grey levels, `seed` makes the dirt repeatable. */
export type Wear = { seed: number; skewDegrees: number; grain: number; specks: number; streaks: number; blur: number };

// Taken out of `Math` once: the look-up of a global costs a microsecond in Jest's sandbox.
const { imul, floor } = Math;

/** Small repeatable random numbers, 0-1 (mulberry32, public domain). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The sheet as dark ink on paper, turned by the skew. */
export const inkOnPaper = (sheet: Sheet, dotsPerInch: { x: number; y: number }, wear: Wear): Canvas => {
  const canvas = createCanvas(
    Math.round((pageWidthPoints / 72) * dotsPerInch.x),
    Math.round((pageHeightPoints / 72) * dotsPerInch.y),
  );
  const context = canvas.getContext('2d');
  context.fillStyle = '#f7f6f1';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(dotsPerInch.x / 72, dotsPerInch.y / 72);
  context.translate(pageWidthPoints / 2, pageHeightPoints / 2);
  context.rotate((wear.skewDegrees * Math.PI) / 180);
  context.translate(-pageWidthPoints / 2, -pageHeightPoints / 2);
  context.fillStyle = context.strokeStyle = '#26262a';
  context.textBaseline = 'top';
  for (const mark of sheet.marks) {
    if (mark.kind === 'text') {
      context.font = `${mark.sizePoints}px "${mark.bold ? fontFamilies.bold : fontFamilies.regular}"`;
      context.fillText(mark.text, mark.x, mark.y);
    } else if (mark.kind === 'rule') context.fillRect(mark.x, mark.y, mark.width, mark.height);
    else {
      context.lineWidth = 1.1;
      context.beginPath();
      for (const point of signatureStrokes(mark)) context.lineTo(...point);
      context.stroke();
    }
  }
  // One blur over the whole page: as a filter of each stroke it takes seconds.
  const copy = createCanvas(canvas.width, canvas.height);
  const optics = copy.getContext('2d');
  optics.filter = `blur(${wear.blur}px)`;
  optics.drawImage(canvas, 0, 0);
  return copy;
};

/** Grey levels of the page (one byte a pixel) with the grain of a sensor, specks of dust and vertical streaks. */
export const wornGrey = (canvas: Canvas, wear: Wear): Uint8ClampedArray => {
  const random = randomFrom(wear.seed);
  const { width, height } = canvas;
  const rgba = new Uint8ClampedArray(canvas.getContext('2d').getImageData(0, 0, width, height).data);
  const grey = new Uint8ClampedArray(width * height);
  for (let index = 0; index < grey.length; index += 1) {
    grey[index] = (rgba[index * 4] ?? 255) + (random() + random() - 1) * wear.grain;
  }
  for (let speck = 0; speck < wear.specks; speck += 1) {
    const x = floor(random() * width);
    const y = floor(random() * height);
    const size = 1 + floor(random() * 2.4);
    for (let dy = 0; dy < size; dy += 1) grey.fill(60, (y + dy) * width + x, (y + dy) * width + x + size);
  }
  for (let streak = 0; streak < wear.streaks; streak += 1) {
    const x = floor(random() * width);
    for (let y = 0; y < height; y += 1) if (random() < 0.55) grey[y * width + x] = 90;
  }
  return grey;
};
