import { deskew } from '../../../local/textract/image/deskew.ts';
import type { GreyImage } from '../../../local/textract/image/grey-image.ts';
import { quarterTurn } from '../../../local/textract/image/quarter-turn.ts';
import { soften } from '../../../local/textract/image/soften.ts';
import { paintPage, throughJpeg, type Face } from './paint-page.ts';
import { sampleText, type SamplePage } from './sample-text.ts';
import { seeded } from './seeded.ts';

const mapped = (image: GreyImage, change: (grey: number, x: number, y: number) => number): GreyImage => ({
  ...image,
  data: image.data.map((grey, at) =>
    Math.max(0, Math.min(255, change(grey, at % image.width, Math.floor(at / image.width)))),
  ),
});

/** Adds the grain of a scan; `amount` is about twice its standard deviation in grey levels. */
export const grain = (image: GreyImage, amount: number, seed: number): GreyImage => {
  const random = seeded(seed);
  return mapped(image, (grey) => grey + (random.next() + random.next() + random.next() - 1.5) * amount);
};

const threshold = (image: GreyImage, level: number): GreyImage => mapped(image, (grey) => (grey < level ? 0 : 255));

/** Specks of a dusty glass: small dark dots, most of them single pixels. */
const specks = (image: GreyImage, perSquareInch: number, seed: number): GreyImage => {
  const random = seeded(seed);
  const out = { ...image, data: new Uint8Array(image.data) };
  const count = (perSquareInch * image.width * image.height) / image.dpi ** 2;
  for (let speck = 0; speck < count; speck += 1) {
    const at = random.below(image.data.length - image.width - 2);
    out.data[at] = 0;
    if (random.next() < 0.3) out.data[at + 1] = 0;
    if (random.next() < 0.2) out.data[at + image.width] = 0;
  }
  return out;
};

const stains = (image: GreyImage, seed: number): GreyImage => {
  const random = seeded(seed);
  const spots = Array.from({ length: 7 }, () => ({
    x: random.next() * image.width,
    y: random.next() * image.height,
    radius: image.dpi * random.between(0.6, 1.8),
    depth: random.between(70, 150),
  }));
  return mapped(image, (grey, x, y) => {
    let shade = (60 * x) / image.width;
    for (const spot of spots) {
      const distance = Math.hypot(x - spot.x, y - spot.y) / spot.radius;
      if (distance < 1) shade += spot.depth * (1 - distance * distance);
    }
    return grey - shade * (0.25 + (0.75 * grey) / 255);
  });
};

/** Half of the rows, as a fax machine in standard mode sends them. */
const halfRows = (image: GreyImage): GreyImage => {
  const height = image.height >> 1;
  const data = new Uint8Array(image.width * height);
  for (let y = 0; y < height; y += 1)
    data.set(image.data.subarray(2 * y * image.width, (2 * y + 1) * image.width), y * image.width);
  return { ...image, height, data };
};

/** Letters of separate dots on a grid of about 72 to the inch, as a nine-needle printer makes them. */
const dotted = (image: GreyImage): GreyImage => {
  const step = image.dpi / 72;
  const out = { ...image, data: new Uint8Array(image.data.length).fill(255) };
  const radius = step * 0.52;
  for (let cy = step / 2; cy < image.height; cy += step)
    for (let cx = step / 2; cx < image.width; cx += step) {
      let darkest = 255;
      for (let y = Math.floor(cy - step / 2); y < cy + step / 2; y += 1)
        for (let x = Math.floor(cx - step / 2); x < cx + step / 2; x += 1)
          darkest = Math.min(darkest, image.data[y * image.width + x] ?? 255);
      if (darkest >= 120) continue;
      for (let y = Math.floor(cy - radius); y <= cy + radius; y += 1)
        for (let x = Math.floor(cx - radius); x <= cx + radius; x += 1)
          if (Math.hypot(x - cx, y - cy) <= radius && x >= 0 && x < image.width) out.data[y * image.width + x] = 40;
    }
  return out;
};

const copied = (image: GreyImage, seed: number): GreyImage =>
  specks(threshold(grain(soften(soften(image)), 60, seed), 172), 6, seed + 1);

type Recipe = {
  face?: Face;
  sizePoints?: number;
  columns?: number;
  make: (page: SamplePage, face: Face, seed: number) => GreyImage | Promise<GreyImage>;
};

const scan = (page: SamplePage, face: Face, seed: number, dpi = 200): GreyImage =>
  grain(deskew(soften(paintPage(page, dpi, face)), seeded(seed).between(-0.6, 0.6)), 22, seed);

const recipes = {
  'clean 300': { make: (page, face) => paintPage(page, 300, face) },
  'clean 200': { make: (page, face) => paintPage(page, 200, face) },
  'clean 150': { make: (page, face) => paintPage(page, 150, face) },
  'scan 200': { make: (page, face, seed) => throughJpeg(scan(page, face, seed), 70) },
  skew: { make: (page, face, seed) => deskew(scan(page, face, seed), seed % 2 === 0 ? 2.2 : -1.8) },
  jpeg: { make: (page, face) => throughJpeg(paintPage(page, 200, face), 22) },
  'low contrast': {
    make: (page, face, seed) =>
      grain(
        mapped(paintPage(page, 200, face), (g) => 150 + g * 0.25),
        10,
        seed,
      ),
  },
  stains: { make: (page, face, seed) => stains(scan(page, face, seed), seed) },
  noise: { make: (page, face, seed) => grain(paintPage(page, 200, face), 85, seed) },
  'fax fine': {
    make: (page, face, seed) => specks(threshold(grain(soften(paintPage(page, 204, face)), 70, seed), 140), 12, seed),
  },
  'fax standard': {
    make: (page, face, seed) =>
      specks(threshold(grain(halfRows(soften(paintPage(page, 204, face))), 70, seed), 140), 12, seed),
  },
  'copy of a copy': {
    make: (page, face, seed) => copied(copied(deskew(paintPage(page, 200, face), 0.4), seed), seed + 9),
  },
  typewriter: {
    face: 'typewriter',
    columns: 74,
    make: (page, face, seed) => grain(soften(paintPage(page, 200, face)), 30, seed),
  },
  'dot matrix': {
    face: 'typewriter',
    columns: 74,
    make: (page, face, seed) => grain(dotted(paintPage(page, 200, face)), 20, seed),
  },
  '8 pt': { sizePoints: 8, make: (page, face, seed) => scan(page, face, seed) },
  'rotated 90': { make: (page, face, seed) => quarterTurn(scan(page, face, seed), 1) },
  'rotated 180': { make: (page, face, seed) => quarterTurn(scan(page, face, seed), 2) },
  'rotated 270': { make: (page, face, seed) => quarterTurn(scan(page, face, seed), 3) },
} satisfies Record<string, Recipe>;

export type Damage = keyof typeof recipes;
const isDamage = (name: string): name is Damage => name in recipes;
export const damages = Object.keys(recipes).filter(isDamage);

/** A page with its exact text, damaged in one way. Odd seeds are set in serif type. */
export const damagedPage = async (damage: Damage, seed: number): Promise<{ page: SamplePage; image: GreyImage }> => {
  const recipe: Recipe = recipes[damage];
  const page = sampleText(seed, {
    ...(recipe.sizePoints ? { sizePoints: recipe.sizePoints } : {}),
    ...(recipe.columns ? { columns: recipe.columns } : {}),
  });
  const face = recipe.face ?? (seed % 2 === 1 ? 'serif' : 'sans');
  return { page, image: await recipe.make(page, face, seed * 7 + 1) };
};
