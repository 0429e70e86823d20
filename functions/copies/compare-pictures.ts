import type { Box } from '../domain/page.ts';
import { fitAffine, type Affine, type Point } from './fit-affine.ts';
import { freeInk } from './free-ink.ts';
import { likenessOfPlace, type PagePicture, type Place, type Window } from './likeness-of-place.ts';

/** Two pages with the boxes of their words: those that read alike on both, and those that must look alike. */
export type PicturePair = {
  a: PagePicture;
  b: PagePicture;
  alike: readonly (readonly [Box, Box])[];
  /** Numbers of the first page, and words of either that read otherwise on the other. */
  doubtful: { a: readonly Box[]; b: readonly Box[] };
  /** All words: what is drawn outside of them (a tick, handwriting, a signature) must look alike too. */
  words: { a: readonly Box[]; b: readonly Box[] };
};

/** Fewer words than this do not say how the pages lie on each other. */
const minAlike = 12;
/** Pixels by which the middles of the words may miss when one page is laid on the other. */
const maxMedianMiss = 4;
/** The width of a window in heights of a word: a digit. */
const windowHeights = 0.8;
const maxReferences = 48;
/**
 * How much more two places may differ than the worst tenth of the words that read alike do. Measured on pairs of scans
 * and faxes of notes that differ in one digit: the same sheet up to 1.7 (99 % up to 1.6), another digit from 2.3.
 */
const maxStrangeness = 1.65;
/** Bounds of what may differ (1 - correlation): clean scans differ less than the first, another digit more than 0.14. */
const allowed = { least: 0.11, most: 0.17 };

/**
 * Whether two pictures show the same sheet, however often it was scanned or faxed: one is laid on the other, and no
 * doubtful word may differ more than the words that read alike do. What the engine misread looks the same on both;
 * another digit does not. undefined when the pictures do not allow a judgement.
 */
export const showSameSheet = ({ a, b, alike, doubtful, words }: PicturePair): boolean | undefined => {
  if (alike.length < minAlike) return undefined;
  const there = fitAffine(alike.map(([one, other]) => [middleOf(a, one), middleOf(b, other)]));
  const back = fitAffine(alike.map(([one, other]) => [middleOf(b, other), middleOf(a, one)]));
  if (!there || !back || there.medianMiss > maxMedianMiss) return undefined;
  const heights = alike.map(([box]) => Math.min(box.height * a.height, box.width * a.width)).toSorted((x, y) => x - y);
  const side = Math.max(6, Math.round(windowHeights * (heights[heights.length >> 1] ?? 0)));
  const windowsOf = (from: PagePicture, to: PagePicture, map: Affine) => (box: Box) =>
    likenessOfPlace(from, to, { map, place: placeOf(from, box), side });
  const every = Math.ceil(alike.length / maxReferences);
  const reference = alike.filter((_, index) => index % every === 0).map(([box]) => windowsOf(a, b, there.map)(box));
  const energies = reference.flat().map(({ energy }) => energy);
  const typicalEnergy = energies.toSorted((x, y) => x - y)[energies.length >> 1];
  if (typicalEnergy === undefined) return undefined;
  const unlikeness = (windows: readonly Window[]): number =>
    Math.max(0, ...windows.map((window) => (1 - window.correlation) * Math.min(1, window.energy / typicalEnergy)));
  const usual = reference.map(unlikeness).toSorted((x, y) => x - y);
  const worstTenth = usual[Math.floor(0.9 * usual.length)] ?? 0;
  // So much differs everywhere that a digit cannot be told from another.
  if (worstTenth > allowed.most) return undefined;
  const limit = Math.min(allowed.most, Math.max(allowed.least, maxStrangeness * worstTenth));
  const strange = (windows: readonly Window[]): boolean => unlikeness(windows) > limit;
  return !(
    [...doubtful.a, ...freeInk(a, words.a, side)].some((box) => strange(windowsOf(a, b, there.map)(box))) ||
    [...doubtful.b, ...freeInk(b, words.b, side)].some((box) => strange(windowsOf(b, a, back.map)(box)))
  );
};

const middleOf = (picture: PagePicture, box: Box): Point => ({
  x: (box.left + box.width / 2) * picture.width,
  y: (box.top + box.height / 2) * picture.height,
});

const placeOf = (picture: PagePicture, box: Box): Place => ({
  left: box.left * picture.width,
  top: box.top * picture.height,
  width: box.width * picture.width,
  height: box.height * picture.height,
});
