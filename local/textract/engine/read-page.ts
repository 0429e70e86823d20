import { busiestRows, cropRows } from '../image/crop-rows.ts';
import type { GreyImage } from '../image/grey-image.ts';
import { removeRules } from '../image/remove-rules.ts';
import { shrink } from '../image/shrink.ts';
import { soften } from '../image/soften.ts';
import { standsOnHead } from '../image/stands-on-head.ts';
import type { PageReading } from '../page-reading.ts';
import { dropRules } from './drop-rules.ts';
import { coveredInk } from './covered-ink.ts';
import { preparePage, storedPoint, upsideDown, type PreparedPage } from './prepare-page.ts';
import { agreeOnPage } from './agree.ts';
import { mendWords } from './mend-words.ts';
import { readPassedOver, withFound } from './passed-over.ts';
import { readDoubtful } from './read-doubtful.ts';
import { meanConfidence, scoreOf, type Reading } from './reading.ts';
import type { Engine } from './tesseract-engine.ts';

/** A reading that is less sure than this is tried another way. */
const sureConfidence = 74;
/** Writing that lies outside of the words, above which the page is read again as one block. */
const minCoveredInk = 0.9;
/** Enough lines to tell which way is up. */
const stripInches = 1.1;

/** Finer pages are shrunk to this: measured on print of 6 to 11 pt, it costs a quarter less and reads as well as at 300. */
const finestDpi = 200;

/** Makes a page ready for `readPrepared`. */
export const preparedPage = (page: GreyImage): PreparedPage =>
  preparePage(page.dpi > finestDpi * 1.1 ? shrink(page, finestDpi / page.dpi) : page);

/** Reads one page: prepares it, reads it, and tries other ways only while the reading is poor. */
export const readPage = (engine: Engine, page: GreyImage): Omit<PageReading, 'page'> =>
  readPrepared(engine, preparedPage(page));

export const readPrepared = (engine: Engine, page: PreparedPage): Omit<PageReading, 'page'> => {
  let prepared = page;
  if (isEmpty(prepared)) return { words: [] };
  if (standsOnHead(prepared.image)) prepared = upsideDown(prepared);
  let reading = engine.read(prepared.image, 3);
  if (meanConfidence(reading) < sureConfidence) {
    const turned = rightWayUp(engine, prepared);
    if (turned !== prepared) {
      prepared = turned;
      reading = engine.read(prepared.image, 3);
    }
  }
  // Rules lie outside of the words too: only when they may be what is not covered are they looked for.
  if (coveredInk(prepared.image, reading) < minCoveredInk) {
    const { image: withoutRules } = removeRules(prepared.image);
    if (coveredInk(withoutRules, reading) < minCoveredInk) reading = better(reading, engine.read(withoutRules, 6));
  }
  let { image } = prepared;
  if (meanConfidence(reading) < sureConfidence) {
    if (!prepared.hasDots) image = soften(soften(image));
    const joined = readJoined(engine, image);
    reading =
      scoreOf(joined) > scoreOf(reading)
        ? agreeOnPage(joined, reading, engine.knows)
        : agreeOnPage(reading, joined, engine.knows);
  }
  reading = readDoubtful(engine, image, reading);
  const passedOver = readDoubtful(engine, image, readPassedOver(engine, image, reading));
  reading = dropRules(prepared.image, withFound(reading, passedOver));
  return { words: wordsOnPage(prepared, { words: mendWords(reading.words, engine.knows) }) };
};

/** Less difference between paper and ink than this is an empty page. */
const minInkContrast = 24;
/** Specks and grain fall where they will (up to 1.8 measured); lines of text do not. */
const minLineSharpness = 2.2;

/**
 * Nothing stands out from the paper, or only as much as its grain does everywhere, and not in lines. A page with one
 * word on it is not empty: its tile is far darker than the others.
 */
const isEmpty = ({ levels, lineSharpness }: PreparedPage): boolean =>
  levels.strongest < minInkContrast ||
  (levels.strongest < 1.8 * levels.faintest + minInkContrast && lineSharpness < minLineSharpness);

const better = (a: Reading, b: Reading): Reading => (scoreOf(b) > scoreOf(a) ? b : a);

/** Reads the busiest strip of the page both ways and keeps the way that gives more sure text. */
const rightWayUp = (engine: Engine, page: PreparedPage): PreparedPage => {
  const turned = upsideDown(page);
  const { top, bottom } = busiestRows(page.image, stripInches);
  const { height } = page.image;
  const upright = scoreOf(engine.read(cropRows(page.image, top, bottom), 6));
  const turnedOver = scoreOf(engine.read(cropRows(turned.image, height - bottom, height - top), 6));
  return turnedOver > upright ? turned : page;
};

/** Broken letters (needle printers, worn ribbons), softened, shrunk as well until their dots are strokes. */
const readJoined = (engine: Engine, softened: GreyImage): Reading => {
  const small = shrink(softened, 0.5);
  const { words } = engine.read(small, 6);
  return {
    words: words.map((word) => ({
      ...word,
      left: word.left * 2,
      top: word.top * 2,
      width: word.width * 2,
      height: word.height * 2,
    })),
  };
};

const wordsOnPage = (prepared: PreparedPage, reading: Reading): PageReading['words'] =>
  reading.words.map(({ text, confidence, line, left, top, width, height }) => ({
    text,
    confidence,
    line,
    corners: [
      storedPoint(prepared, left, top),
      storedPoint(prepared, left + width, top),
      storedPoint(prepared, left + width, top + height),
      storedPoint(prepared, left, top + height),
    ],
  }));
