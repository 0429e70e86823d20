import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { beforeDeskew, deskew } from '../../../local/textract/image/deskew.ts';
import { cropBox } from '../../../local/textract/image/crop-box.ts';
import { cropRows } from '../../../local/textract/image/crop-rows.ts';
import { despeckle } from '../../../local/textract/image/despeckle.ts';
import { flattenShading } from '../../../local/textract/image/flatten-shading.ts';
import { greyImage, greyOfRgba, pgmOf, type GreyImage } from '../../../local/textract/image/grey-image.ts';
import { hardEdges } from '../../../local/textract/image/hard-edges.ts';
import { measureLevels, normaliseContrast } from '../../../local/textract/image/local-contrast.ts';
import { blackenStrokes, hasNeedleDots, joinDots } from '../../../local/textract/image/needle-dots.ts';
import { quarterTurn } from '../../../local/textract/image/quarter-turn.ts';
import { removeRules } from '../../../local/textract/image/remove-rules.ts';
import { shrink } from '../../../local/textract/image/shrink.ts';
import { findSkew, inkPoints } from '../../../local/textract/image/skew.ts';
import { soften } from '../../../local/textract/image/soften.ts';
import { standsOnHead } from '../../../local/textract/image/stands-on-head.ts';
import { squarePixels } from '../../../local/textract/image/square-pixels.ts';
import { paintPage } from './paint-page.ts';
import { sampleText } from './sample-text.ts';

const box = (image: GreyImage, left: number, top: number, width: number, height: number, grey = 0): GreyImage => {
  for (let y = top; y < top + height; y += 1)
    image.data.fill(grey, y * image.width + left, y * image.width + left + width);
  return image;
};
const darkPixels = ({ data }: GreyImage): number => data.reduce((count, grey) => count + (grey < 128 ? 1 : 0), 0);

describe('quarter turns', () => {
  const pages = fc
    .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
    .chain(([width, height]) =>
      fc
        .uint8Array({ minLength: width * height, maxLength: width * height })
        .map((data) => ({ width, height, data, dpi: 100 })),
    );
  test('four of them, or one and its counter turn, give the page back', () => {
    fc.assert(
      fc.property(pages, fc.integer({ min: 0, max: 3 }), (page, quarters) => {
        expect(quarterTurn(quarterTurn(page, quarters), 4 - quarters)).toEqual(page);
      }),
    );
  });
  test('clockwise: the upper left corner goes to the upper right', () => {
    const page = box(greyImage(30, 20, 100), 0, 0, 3, 3);
    const turned = quarterTurn(page, 1);
    expect([turned.width, turned.height]).toEqual([20, 30]);
    expect(turned.data[19]).toBe(0);
    expect(turned.data[0]).toBe(255);
  });
});

describe('skew', () => {
  const page = paintPage(sampleText(2), 75);
  test.each([-4, -2.2, -0.7, 0, 0.4, 1.5, 3.6])(
    'a page that falls by %s degrees is found within a tenth',
    (degrees) => {
      // A page that falls by d is a straight one turned back by -d.
      const skew = findSkew(inkPoints(deskew(page, -degrees)));
      expect(Math.abs(skew.degrees - degrees)).toBeLessThan(0.15);
      expect(skew.levelScore).toBeGreaterThan(3 * skew.uprightScore);
    },
  );
  test.each([1, 3])('a page on its side (%s quarters) has its sharp profile the other way', (quarters) => {
    const skew = findSkew(inkPoints(quarterTurn(page, quarters)));
    expect(skew.uprightScore).toBeGreaterThan(3 * skew.levelScore);
  });
  test('the way back of a point is the way that its pixel came', () => {
    const dot = box(greyImage(200, 300, 100), 60, 80, 3, 3);
    const turned = deskew(dot, 3);
    const at = turned.data.indexOf(Math.min(...turned.data));
    const back = beforeDeskew(turned, 3, at % 200, Math.floor(at / 200));
    expect(Math.hypot(back.x - 61, back.y - 81)).toBeLessThan(1.5);
  });
});

describe('specks', () => {
  test('alone they go, beside letters they stay', () => {
    const page = box(greyImage(400, 200, 200), 50, 50, 12, 24); // a letter
    box(page, 66, 71, 3, 3); // its full stop
    box(page, 54, 42, 3, 3); // a dot above it
    const clean = new Uint8Array(page.data);
    box(page, 300, 150, 2, 2); // dust
    expect(despeckle(page).data).toEqual(clean);
  });
  test('the pieces of a slash that a fax broke stay between its figures', () => {
    const page = box(box(greyImage(400, 200, 200), 50, 50, 12, 24), 72, 50, 12, 24); // two figures
    box(box(page, 64, 68, 2, 2), 69, 52, 1, 2); // what is left of the slash
    expect(despeckle(page).data).toEqual(page.data);
  });
  test('a clean page of small type keeps all of its ink', () => {
    const page = cropRows(paintPage(sampleText(3, { sizePoints: 8 }), 150, 'serif'), 100, 400);
    expect(darkPixels(despeckle(page))).toBe(darkPixels(page));
  });
});

describe('hard edges', () => {
  const page = cropRows(paintPage(sampleText(2), 200), 200, 800);
  const bilevel = { ...page, data: page.data.map((grey) => (grey < 140 ? 0 : 255)) };
  test('tell a page of black and white dots, also after its rows were interpolated, from one in grey', () => {
    expect(hardEdges(bilevel)).toBe(1);
    expect(hardEdges(squarePixels(bilevel, 204, 98))).toBeGreaterThan(0.4);
    expect(hardEdges(page)).toBeLessThan(0.25);
    expect(hardEdges(soften(page))).toBeLessThan(0.01);
  });
});

describe('which way is up', () => {
  test('shows in the letters that rise above their line', () => {
    const page = cropRows(paintPage(sampleText(4), 150), 160, 700);
    expect(standsOnHead(page)).toBe(false);
    expect(standsOnHead(quarterTurn(page, 2))).toBe(true);
  });
  test('does not show in capitals and figures', () => {
    const capitals = { ...sampleText(4), lines: [{ pieces: [{ text: 'CLAIM WC 123456, 10/11/2013', x: 80 }] }] };
    const page = cropRows(paintPage(capitals, 150), 100, 260);
    expect(standsOnHead(quarterTurn(page, 2))).toBe(false);
  });
});

describe('the dots of a needle printer', () => {
  const print = cropRows(paintPage(sampleText(4), 200), 200, 520);
  const pitch = 200 / 72;
  const offMiddle = (place: number): number => Math.abs((place % pitch) - pitch / 2);
  const dotted: GreyImage = {
    ...print,
    data: print.data.map((grey, at) => {
      const isDot = offMiddle(at % print.width) < pitch * 0.4 && offMiddle(Math.floor(at / print.width)) < pitch * 0.4;
      return isDot ? grey : 255;
    }),
  };
  test('are told from print, also on a page that lies on its side', () => {
    expect(hasNeedleDots(print, 255)).toBe(false);
    expect(hasNeedleDots(dotted, 255)).toBe(true);
    expect(hasNeedleDots(quarterTurn(dotted, 1), 255)).toBe(true);
  });
  test('on a part of the page are a picture', () => {
    const isPicture = (at: number): boolean => at < print.data.length / 2 && at % print.width < print.width / 2;
    const data = print.data.map((grey, at) => (isPicture(at) ? (dotted.data[at] ?? 255) : grey));
    expect(hasNeedleDots({ ...print, data }, 255)).toBe(false);
  });
  test('have no rhythm any more when they are joined', () => {
    expect(hasNeedleDots(joinDots(dotted), 60)).toBe(false);
  });
});

test('the grey of joined dots becomes blacker, paper and ink stay', () => {
  const page = { width: 3, height: 1, dpi: 200, data: Uint8Array.from([0, 128, 255]) };
  const [ink, between, paper] = blackenStrokes(page).data;
  expect([ink, paper]).toEqual([0, 255]);
  expect(between).toBeLessThan(90);
});

test('a page is shrunk to the mean of what each pixel covers', () => {
  const page = { width: 3, height: 3, dpi: 300, data: Uint8Array.from([0, 90, 30, 60, 150, 90, 0, 0, 0]) };
  expect(shrink(page, 1 / 3)).toEqual({ width: 1, height: 1, dpi: 100, data: Uint8Array.from([47]) });
  const stripes = {
    width: 6,
    height: 2,
    dpi: 100,
    data: Uint8Array.from([0, 60, 120, 0, 60, 120, 0, 60, 120, 0, 60, 120]),
  };
  const { width, data } = shrink(stripes, 2 / 3);
  expect(width).toBe(4);
  expect([...data]).toEqual([20, 100, 20, 100]);
});

test('a box is cut out onto white paper of its own', () => {
  const page = box(greyImage(60, 40, 100, 200), 20, 10, 5, 3);
  const cut = cropBox(page, { left: 20, top: 10, width: 6, height: 3 }, 2);
  expect([cut.width, cut.height, cut.dpi]).toEqual([10, 7, 100]);
  expect([...cut.data.subarray(20, 30)]).toEqual([255, 255, 0, 0, 0, 0, 0, 200, 255, 255]);
  expect(darkPixels(cut)).toBe(15);
});

describe('contrast', () => {
  test('grey ink on a dark, shaded page becomes black on white', () => {
    const page = cropRows(paintPage(sampleText(2), 100), 60, 560);
    const shaded = {
      ...page,
      data: page.data.map((grey, at) => 90 + grey * 0.2 + (50 * (at % page.width)) / page.width),
    };
    const levels = measureLevels(shaded);
    expect(levels.shading).toBeGreaterThan(30);
    const done = normaliseContrast(shaded, levels);
    const share = (test: (grey: number) => boolean): number => done.data.filter(test).length / done.data.length;
    expect(share((grey) => grey > 225)).toBeGreaterThan(0.85);
    expect(measureLevels(done).contrast).toBeGreaterThan(200);
    expect(measureLevels(done).shading).toBeLessThan(8);
  });
  test('a stain with a sharp edge goes, and the ink in it stays as dark against the paper', () => {
    const page = greyImage(200, 200, 200, 240);
    for (const left of [20, 120]) box(page, left, 60, 6, 40, 60);
    for (let y = 0; y < 200; y += 1)
      for (let x = 100; x < 200; x += 1) page.data[y * 200 + x] = (page.data[y * 200 + x] ?? 0) * 0.5;
    const flat = flattenShading(page);
    expect(flat.data[10 * 200 + 10]).toBe(255);
    expect(flat.data[10 * 200 + 150]).toBe(255);
    expect(flat.data[10 * 200 + 101]).toBe(255);
    expect(flat.data[80 * 200 + 22]).toBe(63);
    expect(flat.data[80 * 200 + 122]).toBe(63);
  });
  test('a black bar stays black when shading is taken off', () => {
    const flat = flattenShading(box(greyImage(200, 200, 200, 240), 0, 50, 200, 60, 10));
    expect(flat.data[80 * 200 + 100]).toBeLessThan(60);
  });
  test('an empty page has no contrast', () => {
    expect(measureLevels(greyImage(300, 400, 100, 240)).contrast).toBe(0);
  });
});

describe('rules of forms', () => {
  test('go, and the letters that cross them stay', () => {
    const page = box(box(greyImage(600, 200, 200), 20, 100, 500, 2), 100, 80, 4, 50);
    const { image, rules } = removeRules(page);
    expect(rules).toBe(2);
    expect(image.data[100 * 600 + 300]).toBe(255);
    expect(image.data[100 * 600 + 101]).toBe(0);
    expect(image.data[90 * 600 + 101]).toBe(0);
  });
  test('a page of text without rules is not changed', () => {
    const page = cropRows(paintPage(sampleText(3), 150), 100, 400);
    expect(removeRules(page)).toEqual({ image: page, rules: 0 });
  });
});

describe('square pixels', () => {
  test('a fax in standard mode is stretched to letter paper', () => {
    const { width, height, dpi } = squarePixels(greyImage(1728, 1078, 200), 204, 98);
    expect([width, height, dpi]).toEqual([1728, 2244, 204]);
  });
  test('also when the file does not say its resolution', () => {
    expect(squarePixels(greyImage(1728, 1078, 200), 0, 0).height).toBe(2244);
  });
  test.each([
    [1700, 2200],
    [2200, 1700],
    [2550, 3300],
  ])('a scan of %s by %s stays as it is', (width, height) => {
    expect(squarePixels(greyImage(width, height, 200), 0, 0)).toMatchObject({ width, height });
  });
});

test('colours become grey over white paper', () => {
  const rgba = Uint8Array.of(255, 0, 0, 255, 0, 0, 0, 0, 0, 0, 0, 128);
  const { data } = greyOfRgba(rgba, 3, 1, 100);
  expect(data[0]).toBeCloseTo(76, -1);
  expect(data[1]).toBe(255);
  expect(data[2]).toBeCloseTo(127, -1);
  expect(
    Buffer.from(pgmOf({ width: 3, height: 1, data, dpi: 100 }))
      .subarray(0, 11)
      .toString(),
  ).toBe('P5\n3 1\n255\n');
});
