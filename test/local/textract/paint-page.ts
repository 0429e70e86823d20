import { createRequire } from 'node:module';
import path from 'node:path';
import { createCanvas, GlobalFonts, loadImage } from '@napi-rs/canvas';
import { greyOfRgba, type GreyImage } from '../../../local/textract/image/grey-image.ts';
import type { SamplePage } from './sample-text.ts';

// Fonts that come with a package, so that the pages look the same on every machine.
const fonts = path.join(
  path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')),
  'standard_fonts',
);
const faces = {
  sans: ['LiberationSans-Regular.ttf', 'LiberationSans-Bold.ttf'],
  serif: ['FoxitSerif.pfb', 'FoxitSerifBold.pfb'],
  typewriter: ['FoxitFixed.pfb', 'FoxitFixedBold.pfb'],
} as const;
export type Face = keyof typeof faces;
for (const [face, [regular, bold]] of Object.entries(faces)) {
  GlobalFonts.registerFromPath(path.join(fonts, regular), `sample-${face}`);
  GlobalFonts.registerFromPath(path.join(fonts, bold), `sample-${face}-bold`);
}

/** Paints a page on letter paper, black on white, as sharp as a printer would. */
export const paintPage = (page: SamplePage, dpi: number, face: Face = 'sans'): GreyImage => {
  const unit = dpi / 72;
  const [width, height] = [Math.round(612 * unit), Math.round(792 * unit)];
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'black';
  context.strokeStyle = 'black';
  context.lineWidth = Math.max(1, unit * 0.7);
  const leading = page.sizePoints * 1.45;
  page.lines.forEach((line, index) => {
    const baseline = 80 + index * leading;
    for (const { text, x, bold } of line.pieces) {
      context.font = `${page.sizePoints * unit}px "sample-${face}${bold ? '-bold' : ''}"`;
      context.fillText(text, x * unit, baseline * unit);
    }
    if (!line.ruledBox) return;
    for (const left of [72, 322])
      context.strokeRect(left * unit, (baseline - leading * 0.75) * unit, 246 * unit, leading * unit);
  });
  return greyOfRgba(context.getImageData(0, 0, width, height).data, width, height, dpi);
};

const canvasOf = ({ width, height, data }: GreyImage) => {
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  const pixels = context.createImageData(width, height);
  for (let at = 0, to = 0; at < data.length; at += 1, to += 4) {
    const grey = data[at] ?? 0;
    pixels.data[to] = pixels.data[to + 1] = pixels.data[to + 2] = grey;
    pixels.data[to + 3] = 255;
  }
  context.putImageData(pixels, 0, 0);
  return canvas;
};

export const jpegOf = (image: GreyImage, quality = 75): Promise<Uint8Array> => canvasOf(image).encode('jpeg', quality);

export const pngOf = (image: GreyImage): Promise<Uint8Array> => canvasOf(image).encode('png');

/** Through a JPEG and back. */
export const throughJpeg = async (image: GreyImage, quality: number): Promise<GreyImage> => {
  const picture = await loadImage(Buffer.from(await jpegOf(image, quality)));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(picture, 0, 0);
  return greyOfRgba(context.getImageData(0, 0, image.width, image.height).data, image.width, image.height, image.dpi);
};
