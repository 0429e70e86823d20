import type { GreyImage } from '../image/grey-image.ts';
import type { PageReading } from '../page-reading.ts';
import { preparePage, storedPoint, upsideDown, type PreparedPage } from './prepare-page.ts';
import { meanConfidence, scoreOf, type Reading } from './reading.ts';
import type { Engine } from './tesseract-engine.ts';

/** A reading that is less sure than this is tried upside down. */
const sureConfidence = 72;
/** Fewer sure letters than this, and no ink that could be more, is an empty page. */
const minBlankContrast = 24;

/** Reads one page: prepares it, reads it, and tries again another way only when the first reading is poor. */
export const readPage = (engine: Engine, page: GreyImage): Omit<PageReading, 'page'> => {
  let prepared = preparePage(page);
  if (prepared.levels.contrast < minBlankContrast) return { words: [] };
  let reading = engine.read(prepared.image, 3);
  if (meanConfidence(reading) < sureConfidence) {
    const turned = upsideDown(prepared);
    const other = engine.read(turned.image, 3);
    if (scoreOf(other) > scoreOf(reading)) {
      reading = other;
      prepared = turned;
    }
  }
  return { words: wordsOnPage(prepared, reading) };
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
