import { describe, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { encodeG4 } from '../../../samples/ccitt-g4.ts';
import { decodeTiffPage } from '../../../functions/tiff/decode-tiff-page.ts';
import { tiffPages } from '../../../functions/tiff/tiff-pages.ts';
import { seeded } from '../../local/textract/seeded.ts';
import { madeTiff, packedBits, type MadePage } from './made-tiff.ts';
import { encodeDeflate, encodeG3, encodeG32d, encodeLzw, encodePackBits, encodeRows, turned } from './tiff-encoders.ts';

const [width, height] = [203, 96];

/** Lines of blots as of type, a frame and single points: 1 = black. */
const ink = (() => {
  const random = seeded(7);
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const isFrame = x < 2 || y === 0 || y === height - 1;
      const isLine = y % 16 > 4 && y % 16 < 12 && x > 20 && x < 180 && (x * 7 + (y >> 2) * 5) % 13 < 6;
      pixels[y * width + x] = Number(isFrame || isLine || random.next() < 0.01);
    }
  return pixels;
})();
const paperAndInk = ink.map((pixel) => (pixel ? 0 : 255));

const bilevel = (compression: number, pieces: Uint8Array[], more: MadePage['tags'] = {}): MadePage => ({
  tags: { 256: [width], 257: [height], 258: [1], 259: [compression], 262: [0], 277: [1], 278: [height], ...more },
  pieces,
});
const stripsOf = (pixels: Uint8Array, rows: number, each = width): Uint8Array[] =>
  Array.from({ length: Math.ceil(pixels.length / (rows * each)) }, (_, strip) =>
    pixels.slice(strip * rows * each, (strip + 1) * rows * each),
  );
const faxStrips = (encode: (pixels: Uint8Array, width: number) => Uint8Array, rows = height): Uint8Array[] =>
  stripsOf(ink, rows).map((strip) => encode(strip, width));
const packedStrips = (encode: (bytes: Uint8Array) => Uint8Array, rows = height): Uint8Array[] =>
  stripsOf(ink, rows).map((strip) => encode(packedBits(strip, width)));
const stored = (bytes: Uint8Array): Uint8Array => bytes;

const decoded = async (page: MadePage, options?: Parameters<typeof madeTiff>[1]) => {
  const bytes = madeTiff([page], options);
  const [found] = tiffPages(bytes);
  if (!found) throw new Error('the TIFF has no page');
  return decodeTiffPage(bytes, found);
};

describe('a bilevel page comes out point by point as it went in', () => {
  const cases: [string, MadePage, Parameters<typeof madeTiff>[1]?][] = [
    ['not packed', bilevel(1, packedStrips(stored))],
    ['CCITT rows', bilevel(2, faxStrips(encodeRows))],
    ['Group 3', bilevel(3, faxStrips(encodeG3))],
    [
      'Group 3, ends of lines at whole bytes',
      bilevel(
        3,
        faxStrips((p, w) => encodeG3(p, w, true)),
        { 292: [4] },
      ),
    ],
    ['Group 3 in two dimensions', bilevel(3, faxStrips(encodeG32d), { 292: [1] })],
    ['Group 4', bilevel(4, faxStrips(encodeG4))],
    ['Group 4 in strips', bilevel(4, faxStrips(encodeG4, 20), { 278: [20] })],
    ['LZW', bilevel(5, packedStrips(encodeLzw))],
    ['Deflate', bilevel(8, packedStrips(encodeDeflate, 50), { 278: [50] })],
    ['Deflate by its old number', bilevel(32_946, packedStrips(encodeDeflate))],
    ['PackBits', bilevel(32_773, packedStrips(encodePackBits))],
    ['Group 3, lowest bit first', bilevel(3, faxStrips(encodeG3).map(turned), { 266: [2] })],
    ['Group 4, lowest bit first', bilevel(4, faxStrips(encodeG4).map(turned), { 266: [2] })],
    ['PackBits, lowest bit first', bilevel(32_773, packedStrips(encodePackBits).map(turned), { 266: [2] })],
    ['big-endian', bilevel(4, faxStrips(encodeG4)), { isLittle: false }],
    ['directories before the pictures', bilevel(4, faxStrips(encodeG4)), { directoriesFirst: true }],
  ];
  test.each(cases)('%s', async (_, page, ...[options]) => {
    const picture = await decoded(page, options);
    expect(picture).toMatchObject({ width, height, channels: 1 });
    expect(Buffer.from(picture.data).equals(paperAndInk)).toBe(true);
  });

  test('min-is-black: the same bits are the negative', async () => {
    const { data } = await decoded(bilevel(4, faxStrips(encodeG4), { 262: [1] }));
    expect(Buffer.from(data).equals(ink.map((pixel) => 255 * pixel))).toBe(true);
  });
});

/** A picture of many levels, `channels` values a point. */
const levels = (channels: number): Uint8Array =>
  Uint8Array.from({ length: width * height * channels }, (_, at) => {
    const point = Math.floor(at / channels);
    return ((point % width) * 3 + Math.floor(point / width) * 2 + (at % channels) * 40) % 256;
  });
const coloured = (samples: number, more: MadePage['tags'], pieces: Uint8Array[]): MadePage => ({
  tags: {
    256: [width],
    257: [height],
    258: Array.from({ length: samples }, () => 8),
    259: [1],
    262: [samples === 1 ? 1 : 2],
    277: [samples],
    278: [height],
    ...more,
  },
  pieces,
});

/** Differences to the left, as predictor 2 has them. */
const differences = (bytes: Uint8Array, samples: number): Uint8Array =>
  bytes.map((byte, at) => byte - (at % (width * samples) < samples ? 0 : (bytes[at - samples] ?? 0)));

/** Tiles of 64 by 32, filled up beyond the edges. */
const tilesOf = (bytes: Uint8Array, samples: number): Uint8Array[] => {
  const tiles: Uint8Array[] = [];
  for (let top = 0; top < height; top += 32)
    for (let left = 0; left < width; left += 64)
      tiles.push(
        Uint8Array.from({ length: 64 * 32 * samples }, (_, at) => {
          const [x, y] = [left + (Math.floor(at / samples) % 64), top + Math.floor(at / samples / 64)];
          return x < width && y < height ? (bytes[(y * width + x) * samples + (at % samples)] ?? 0) : 77;
        }),
      );
  return tiles;
};

describe('grey and coloured pages', () => {
  const [grey, rgb] = [levels(1), levels(3)];
  const tags16 = { 258: [16], 262: [1] };
  const wide = (isLittle: boolean): Uint8Array => {
    const view = new DataView(new ArrayBuffer(2 * grey.length));
    grey.forEach((level, at) => view.setUint16(2 * at, level * 257, isLittle));
    return new Uint8Array(view.buffer);
  };
  const same: [string, MadePage, Uint8Array, Parameters<typeof madeTiff>[1]?][] = [
    ['grey, LZW with differences', coloured(1, { 259: [5], 317: [2] }, [encodeLzw(differences(grey, 1))]), grey],
    ['grey, min-is-white', coloured(1, { 262: [0] }, [grey.map((level) => 255 - level)]), grey],
    ['grey in 16 bits', coloured(1, tags16, [wide(true)]), grey],
    ['grey in 16 bits, big-endian', coloured(1, tags16, [wide(false)]), grey, { isLittle: false }],
    ['RGB, Deflate with differences', coloured(3, { 259: [8], 317: [2] }, [encodeDeflate(differences(rgb, 3))]), rgb],
    ['RGB in strips', coloured(3, { 278: [10] }, stripsOf(rgb, 10, 3 * width)), rgb],
    ['RGB in tiles', coloured(3, { 322: [64], 323: [32] }, tilesOf(rgb, 3)), rgb],
    [
      'RGB, one plane a colour',
      coloured(
        3,
        { 284: [2] },
        [0, 1, 2].map((channel) => rgb.filter((_, at) => at % 3 === channel)),
      ),
      rgb,
    ],
  ];
  test.each(same)('%s', async (_, page, expected, ...[options]) => {
    expect(Buffer.from((await decoded(page, options)).data).equals(expected)).toBe(true);
  });

  test('a palette gives its colours', async () => {
    const palette = [255, 200, 0, 255, 100, 0, 255, 50, 0].map((level) => level * 257);
    const { data } = await decoded({
      tags: {
        256: [4],
        257: [1],
        258: [2],
        259: [1],
        262: [3],
        277: [1],
        278: [1],
        320: palette.flatMap((v, i) => (i % 3 === 2 ? [v, 0] : [v])),
      },
      pieces: [Uint8Array.of(0b00_01_10_00)],
    });
    expect([...data]).toEqual([255, 255, 255, 200, 100, 50, 0, 0, 0, 255, 255, 255]);
  });

  test('CMYK: no ink is white, black ink is black', async () => {
    const page = coloured(4, { 256: [2], 257: [1], 262: [5], 278: [1] }, [Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 255)]);
    expect([...(await decoded(page)).data]).toEqual([255, 255, 255, 0, 0, 0]);
  });

  test('what shows through is white paper', async () => {
    const page = coloured(2, { 256: [2], 257: [1], 262: [1], 278: [1], 338: [2] }, [Uint8Array.of(0, 0, 0, 255)]);
    expect([...(await decoded(page)).data]).toEqual([255, 0]);
  });

  /** Dark left half, light right half. */
  const jpegOf = (w: number, h: number): Uint8Array => {
    const canvas = createCanvas(w, h);
    const context = canvas.getContext('2d');
    context.fillStyle = 'white';
    context.fillRect(0, 0, w, h);
    context.fillStyle = 'rgb(200,0,0)';
    context.fillRect(0, 0, w / 2, h);
    return new Uint8Array(canvas.toBuffer('image/jpeg'));
  };
  const jpegPage = (compression: number, pieces: Uint8Array[], more: MadePage['tags'] = {}): MadePage =>
    coloured(3, { 256: [64], 257: [48], 259: [compression], 262: [6], 278: [16], ...more }, pieces);
  const [start, tablesEnd] = [2, (jpeg: Uint8Array): number => Buffer.from(jpeg).indexOf(Uint8Array.of(0xff, 0xc0))];
  const strip = jpegOf(64, 16);
  const tables = Uint8Array.of(...strip.subarray(0, tablesEnd(strip)), 0xff, 0xd9);
  const abbreviated = Uint8Array.of(0xff, 0xd8, ...strip.subarray(tablesEnd(strip)));
  const old = jpegOf(64, 48);
  test.each<[string, MadePage]>([
    ['in strips', jpegPage(7, [strip, strip, strip])],
    ['whose strips share their tables', jpegPage(7, [abbreviated, abbreviated, abbreviated], { 347: tables })],
    ['in tiles', jpegPage(7, [jpegOf(64, 64)], { 322: [64], 323: [64] })],
    ['of the old kind, as one JPEG', jpegPage(6, [old], { 278: [48], 513: [8], 514: [old.length] })],
  ])('JPEG %s', async (_, page) => {
    expect(start).toBe(2);
    const { data } = await decoded(page);
    const at = (x: number, y: number) => [...data.subarray(3 * (y * 64 + x), 3 * (y * 64 + x) + 3)];
    for (const y of [2, 20, 45]) {
      const [red = 0, green = 0] = at(8, y);
      expect([Math.abs(red - 200) < 12, green < 12]).toEqual([true, true]);
      expect(Math.min(...at(56, y))).toBeGreaterThan(245);
    }
  });
});

describe('the way a page is to be looked at', () => {
  // The letter F, so that every turn and mirror differs.
  const letter = [1, 1, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 0, 0];
  const shown: [number, string][] = [
    [1, '111 1.. 11. 1.. 1..'],
    [2, '111 ..1 .11 ..1 ..1'],
    [3, '..1 ..1 .11 ..1 111'],
    [4, '1.. 1.. 11. 1.. 111'],
    [5, '11111 1.1.. 1....'],
    [6, '11111 ..1.1 ....1'],
    [7, '....1 ..1.1 11111'],
    [8, '1.... 1.1.. 11111'],
  ];
  test.each(shown)('orientation %s', async (orientation, expected) => {
    const picture = await decoded(
      bilevel(1, [packedBits(Uint8Array.from(letter), 3)], {
        256: [3],
        257: [5],
        274: [orientation],
        282: [[204, 1]],
        283: [[98, 1]],
      }),
    );
    const points = [...picture.data].map((level) => (level === 0 ? '1' : '.')).join('');
    expect(points.match(new RegExp(`.{${picture.width}}`, 'g'))?.join(' ')).toBe(expected);
    expect([picture.acrossDpi, picture.downDpi]).toEqual(orientation > 4 ? [98, 204] : [204, 98]);
  });

  test('points to the centimetre are told to the inch', async () => {
    const page = bilevel(1, packedStrips(stored), { 282: [[80, 1]], 283: [[40, 1]], 296: [3] });
    const { acrossDpi, downDpi } = await decoded(page);
    expect([acrossDpi, downDpi]).toEqual([80 * 2.54, 40 * 2.54]);
  });
});

describe('what is left of a damaged page is never taken for the page', () => {
  const g4 = encodeG4(ink, width);
  const damaged = (bytes: Uint8Array, from: number, count: number, hole = 0) =>
    Uint8Array.from(bytes).fill(hole, from, from + count);
  test.each<[string, MadePage]>([
    ['Group 4 that breaks off', bilevel(4, [g4.subarray(0, g4.length / 2)])],
    ['Group 4 with a hole', bilevel(4, [damaged(g4, 400, 20)])],
    ['Group 3 that breaks off', bilevel(3, [encodeG3(ink, width).subarray(0, 900)])],
    ['Group 3 with a large hole', bilevel(3, [damaged(encodeG3(ink, width), 400, 600)])],
    [
      'LZW that breaks off',
      bilevel(
        5,
        packedStrips(encodeLzw).map((bytes) => bytes.subarray(0, 300)),
      ),
    ],
    [
      'Deflate that breaks off',
      bilevel(
        8,
        packedStrips(encodeDeflate).map((bytes) => bytes.subarray(0, 300)),
      ),
    ],
    [
      'PackBits that breaks off',
      bilevel(
        32_773,
        packedStrips(encodePackBits).map((bytes) => bytes.subarray(0, 300)),
      ),
    ],
    [
      'rows that are missing',
      bilevel(
        1,
        packedStrips(stored).map((bytes) => bytes.subarray(0, 300)),
      ),
    ],
    ['a strip that is missing', bilevel(4, faxStrips(encodeG4, 20).slice(0, 3), { 278: [20] })],
    [
      'JPEG that breaks off',
      coloured(3, { 256: [8], 257: [8], 259: [7], 262: [6] }, [Uint8Array.of(0xff, 0xd8, 0xff, 0xda, 1)]),
    ],
  ])('%s', async (_, page) => {
    await expect(decoded(page)).rejects.toMatchObject({ name: 'PictureDamaged' });
  });

  test('a strip beyond the end of the file', async () => {
    const bytes = madeTiff([bilevel(4, [g4])], { directoriesFirst: true });
    const [page] = tiffPages(bytes);
    await expect(page && decodeTiffPage(bytes.subarray(0, -100), page)).rejects.toMatchObject({
      name: 'PictureDamaged',
    });
  });

  test('a row of Group 3 that the line lost repeats the one above it', async () => {
    const fax = encodeG3(ink, width);
    const { data } = await decoded(bilevel(3, [damaged(fax, 400, 3, 1)]));
    const wrong = data.filter((level, at) => level !== paperAndInk[at]).length;
    expect(wrong).toBeGreaterThan(0);
    expect(wrong).toBeLessThan(4 * width);
  });
});

describe('what is not read is said by name', () => {
  test.each<[string, MadePage]>([
    ['an unknown way to pack', bilevel(50_000, packedStrips(stored))],
    ['colours of a photo laboratory', coloured(3, { 262: [8] }, [levels(3)])],
    ['broken numbers', coloured(1, { 258: [32], 339: [3] }, [levels(4)])],
    ['JPEG in CMYK', coloured(4, { 259: [7], 262: [5] }, [levels(1)])],
    ['JPEG of the old kind in parts', coloured(3, { 259: [6], 262: [6] }, [levels(1)])],
  ])('%s', async (_, page) => {
    await expect(decoded(page)).rejects.toMatchObject({ name: 'PictureNotRead' });
  });
});
