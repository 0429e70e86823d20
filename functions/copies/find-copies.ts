import type { Page, PagePlace } from '../domain/page.ts';
import { areCopies, pageBody, type LookAlike, type PageBody } from './compare-pages.ts';
import { showSameSheet } from './compare-pictures.ts';
import type { PagePicture } from './likeness-of-place.ts';
import { turnPicture } from './turn-picture.ts';

/** The scan of a page; undefined when it has none, as a page with a text layer. */
export type PictureOf = (place: PagePlace) => Promise<PagePicture | undefined>;
export type PlacedPage = { place: PagePlace; page: Page };
export type FoundCopy = { place: PagePlace; of: PagePlace };

/** How many of the earlier pages that share the rarest words are compared word by word. */
const maxCompared = 4;
/** Laying two pictures on each other takes up to half a second: so many are looked at, then words alone decide. */
const maxLooks = 600;
/** A pair of words that more pages than this have is printed on the form and tells nothing. */
const maxPlaces = 64;

/**
 * The pages that are copies of an earlier one, in the order given, each with the first one of its kind. Time grows with
 * the number of pages: each is compared with the few earlier pages that share its rarest pairs of words.
 * @param pages may come one by one: a page is compared as soon as it is there
 * @param mayCompare which pairs are of interest; all of them when not given
 */
export const findCopies = async (
  pages: Iterable<PlacedPage> | AsyncIterable<PlacedPage>,
  pictureOf?: PictureOf,
  mayCompare: (place: PagePlace, earlier: PagePlace) => boolean = () => true,
): Promise<FoundCopy[]> => {
  const originals: { place: PagePlace; body: PageBody; isScan: boolean; rotationDegrees: number }[] = [];
  const upright = async (of: { place: PagePlace; rotationDegrees: number }): Promise<PagePicture | undefined> => {
    const picture = await pictureOf?.(of.place);
    return picture && turnPicture(picture, of.rotationDegrees);
  };
  const places = new Map<string, number[]>();
  const copies: FoundCopy[] = [];
  let looks = 0;
  for await (const { place, page } of pages) {
    const body = pageBody(page);
    const { rotationDegrees } = page;
    const isScan = page.source === 'ocr';
    const pairs = pairsOf(body);
    const candidates = likeliest(pairs, places, (index) => {
      const original = originals[index];
      return original !== undefined && mayCompare(place, original.place);
    });
    let of: PagePlace | undefined;
    for (const index of candidates) {
      const original = originals[index];
      if (!original) continue;
      const lookAlike: LookAlike = async (words) => {
        if (!pictureOf || !isScan || !original.isScan || looks >= maxLooks) return undefined;
        looks += 1;
        const [a, b] = [await upright(original), await upright({ place, rotationDegrees })];
        return a && b && showSameSheet({ a, b, ...words });
      };
      if (!(await areCopies(original.body, body, lookAlike))) continue;
      of = original.place;
      break;
    }
    if (of) {
      copies.push({ place, of });
      continue;
    }
    for (const pair of pairs) {
      const found = places.get(pair);
      if (!found) places.set(pair, [originals.length]);
      else if (found.length <= maxPlaces) found.push(originals.length);
    }
    originals.push({ place, body, isScan, rotationDegrees });
  }
  return copies;
};

const pairsOf = ({ keys }: PageBody): Set<string> =>
  new Set(keys.slice(1).map((key, index) => `${keys[index] ?? ''} ${key}`));

/** The earlier pages that share most pairs of words, each pair counting the more the fewer pages have it. */
const likeliest = (
  pairs: ReadonlySet<string>,
  places: ReadonlyMap<string, number[]>,
  isWanted: (index: number) => boolean,
): number[] => {
  const votes = new Map<number, number>();
  for (const pair of pairs) {
    const found = places.get(pair) ?? [];
    if (found.length > maxPlaces) continue;
    for (const index of found) if (isWanted(index)) votes.set(index, (votes.get(index) ?? 0) + 1 / found.length);
  }
  return [...votes]
    .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
    .slice(0, maxCompared)
    .map(([index]) => index);
};
