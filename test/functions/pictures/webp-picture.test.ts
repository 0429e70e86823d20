import { describe, expect, test } from '@jest/globals';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { openPictures } from '../../../functions/copies/page-pictures.ts';
import { detectionInput } from '../../../functions/ocr/detection-input.ts';
import { readPages } from '../../../functions/ocr/read-pages.ts';
import { pngOfWebp, webpPicture } from '../../../functions/pictures/webp-picture.ts';
import { identifyDocument } from '../../../functions/register/identify-document.ts';

/** Paper, on it lines of blots as of type. */
const page = (isWritten: boolean, isClear = false) => {
  const canvas = createCanvas(425, 550);
  const context = canvas.getContext('2d');
  context.fillStyle = 'white';
  if (!isClear) context.fillRect(0, 0, 425, 550);
  context.fillStyle = 'black';
  if (isWritten)
    for (let row = 50; row < 500; row += 20)
      for (let at = 40; at < 380; at += 7) context.fillRect(at, row, 4, 6 + (at % 5));
  return canvas;
};
const webp = (isWritten = true, isClear = false): Uint8Array =>
  new Uint8Array(page(isWritten, isClear).toBuffer('image/webp', 90));

const levelsOf = async (png: Uint8Array) => {
  const image = await loadImage(Buffer.from(png));
  const context = createCanvas(image.width, image.height).getContext('2d');
  context.drawImage(image, 0, 0);
  return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data };
};

test.each([
  ['on paper', false],
  ['that shows through', true],
])('a WebP picture %s has its ink where it was drawn', async (_, isClear) => {
  const { width, height, grey } = await webpPicture(webp(true, isClear));
  expect([width, height]).toEqual([425, 550]);
  expect(grey[52 * 425 + 42]).toBeLessThan(60);
  expect(grey[20 * 425 + 20]).toBeGreaterThan(240);
  // Text detection takes no WebP, and gets the same picture.
  const sent = await levelsOf(await pngOfWebp(webp(true, isClear)));
  expect([sent.width, sent.height, sent.data[3]]).toEqual([425, 550, 255]);
  expect(sent.data[4 * (52 * 425 + 42)]).toBeLessThan(60);
  expect(sent.data[4 * (20 * 425 + 20)]).toBeGreaterThan(240);
});

describe('a WebP file', () => {
  test('with writing is looked at, as PNG', async () => {
    expect(await identifyDocument(webp())).toEqual({ kind: 'document', mediaType: 'image/webp', pages: 1 });
    expect((await readPages(webp(), 'image/webp')).toDetect).toEqual([1]);
    expect((await detectionInput(webp(), 'image/webp', [1])).mediaType).toBe('image/png');
  });
  test('without writing is blank', async () => {
    const { pages, toDetect } = await readPages(webp(false), 'image/webp');
    expect([pages[0]?.source, toDetect]).toEqual(['blank', []]);
  });
  test('has a picture to compare with', async () => {
    const pictures = openPictures(() => Promise.resolve(webp()), 'image/webp');
    const picture = await pictures.of(1);
    expect(
      picture?.ink[Math.round((53 / 550) * picture.height) * picture.width + Math.round((42 / 425) * picture.width)],
    ).toBeGreaterThan(200);
    await pictures.close();
  });
  test('that is cut off is refused', async () => {
    expect(await identifyDocument(webp().subarray(0, 300))).toMatchObject({ kind: 'refused', code: 'damaged' });
  });
  test('that is damaged inside is unreadable, with the reason', async () => {
    const { pages, toDetect } = await readPages(webp().fill(0xa5, 40), 'image/webp');
    expect(toDetect).toEqual([]);
    expect(pages).toMatchObject([{ source: 'unreadable', reason: expect.stringContaining('damaged') }]);
  });
});
