import type { Box, Line, Page } from '../domain/page.ts';
import { analysisLines, signatureNote } from './analysis-lines.ts';
import { knownShare } from './is-language.ts';
import { linesOfWords } from './lines-of-words.ts';
import type { PlacedWord } from './placed-word.ts';
import { repairDates } from './repair-dates.ts';
import { repairDigits } from './repair-digits.ts';
import { repairScales } from './repair-scales.ts';
import { repairSmallWords } from './repair-small-words.ts';
import { repairStops } from './repair-stops.ts';
import type { TextractBlock, TextractPoint } from './textract-block.ts';

/** Below this mean confidence a page's reading is not something to decide a case on. */
const minMeanConfidence = 45;
/**
 * Below the first it is not, either, when fewer of its words are known ones than the second says. Measured: loops of a pen
 * are read as `Mawr VW IY` with a confidence of 45 to 55; of the words of printed letters half are known.
 */
const surelyReadConfidence = 65;
const minKnownShare = 0.1;
const blankReason = 'Text detection found no text on the page.';

/**
 * Pages out of Textract's blocks, whoever made them. Block page n is page `pageNumbers[n - 1]` of the document.
 * Lines are put together anew, because detection breaks a line at every wide gap and a form's value stands behind one.
 * Pages without a PAGE block are left out: nothing is known of them.
 */
export const pagesFromBlocks = (blocks: readonly TextractBlock[], pageNumbers: readonly number[]): Page[] => {
  const byPage = new Map<number, TextractBlock[]>();
  for (const block of blocks) {
    const page = block.Page ?? 1;
    const before = byPage.get(page);
    if (before) before.push(block);
    else byPage.set(page, [block]);
  }
  return [...byPage]
    .sort(([a], [b]) => a - b)
    .flatMap(([page, own]) => {
      const number = pageNumbers[page - 1];
      return number !== undefined && own.some((block) => block.BlockType === 'PAGE') ? [pageOf(number, own)] : [];
    });
};

const pageOf = (page: number, blocks: readonly TextractBlock[]): Page => {
  const lines = blocks.filter((block) => block.BlockType === 'LINE');
  const turn = turnOf(lines);
  const words = placedWords(blocks, lines, turn);
  if (words.length === 0) return { page, source: 'blank', reason: blankReason, rotationDegrees: 0, lines: [] };
  const meanConfidence = meanOf(words);
  const rotationDegrees = (360 - Math.round(degrees(turn) / 90) * 90) % 360;
  const common = {
    page,
    rotationDegrees,
    meanConfidence,
    lines: repaired(analysisLines(linesOfWords(words), blocks)),
  };
  const handwritten = blocks.filter((block) => block.TextType === 'HANDWRITING').length;
  if (handwritten > 0.8 * words.length && meanConfidence < 80)
    return { ...common, source: 'unreadable', reason: 'The page is written by hand; a person has to read it.' };
  if (
    meanConfidence < minMeanConfidence ||
    (meanConfidence < surelyReadConfidence && knownShare(words.map((word) => word.text)) < minKnownShare)
  )
    return {
      ...common,
      source: 'unreadable',
      reason: `The page is too poor to be read surely, perhaps written by hand (mean confidence ${Math.round(meanConfidence)}).`,
    };
  return {
    ...common,
    source: 'ocr',
    reason: `Read by text detection, mean confidence ${Math.round(meanConfidence)}. ${signatureNote(blocks)}`.trim(),
  };
};

/** Small words first, for dates stand after them; full stops last, when it is known what is a figure. */
const repaired = (lines: readonly Line[]): Line[] =>
  repairStops(repairScales(repairDigits(repairDates(repairSmallWords(lines)))));

/** Longer words count more: a speck that is read as a dot says little about the page. */
const meanOf = (words: readonly PlacedWord[]): number => {
  const letters = words.reduce((sum, word) => sum + word.text.length, 0);
  const mean = words.reduce((sum, word) => sum + word.confidence * word.text.length, 0) / letters;
  return Math.round(mean * 10) / 10;
};

const degrees = (radians: number): number => ((radians * 180) / Math.PI + 360) % 360;

/**
 * How far the text is turned clockwise on the stored page, in radians: the median direction of its lines, each counted
 * by its length. Polygons start at the upper left of the text as it is read, so the direction says quarter turns too.
 */
const turnOf = (lines: readonly TextractBlock[]): number => {
  const directions = lines.flatMap((line) => {
    const [start, end] = line.Geometry?.Polygon ?? [];
    return start && end ? [{ angle: Math.atan2(end.Y - start.Y, end.X - start.X), length: distance(start, end) }] : [];
  });
  if (directions.length === 0) return 0;
  // The mean vector is safe against the wrap at 180 degrees, the median around it against outliers.
  const x = directions.reduce((sum, { angle, length }) => sum + length * Math.cos(angle), 0);
  const y = directions.reduce((sum, { angle, length }) => sum + length * Math.sin(angle), 0);
  const quarter = Math.round(Math.atan2(y, x) / (Math.PI / 2)) * (Math.PI / 2);
  const near = directions
    .map(({ angle, length }) => ({ offset: Math.atan2(Math.sin(angle - quarter), Math.cos(angle - quarter)), length }))
    .filter(({ offset }) => Math.abs(offset) < Math.PI / 4)
    .sort((a, b) => a.offset - b.offset);
  const half = near.reduce((sum, { length }) => sum + length, 0) / 2;
  let passed = 0;
  for (const { offset, length } of near) {
    passed += length;
    if (passed >= half) return quarter + offset;
  }
  return quarter;
};

const distance = (a: TextractPoint, b: TextractPoint): number => Math.hypot(b.X - a.X, b.Y - a.Y);

const placedWords = (blocks: readonly TextractBlock[], lines: readonly TextractBlock[], turn: number): PlacedWord[] => {
  const runOfWord = new Map<string, number>();
  lines.forEach((line, run) => {
    for (const relation of line.Relationships ?? [])
      if (relation.Type === 'CHILD') for (const id of relation.Ids) runOfWord.set(id, run);
  });
  return blocks
    .filter((block) => block.BlockType === 'WORD')
    .flatMap((block, index) => {
      const place = block.Geometry?.BoundingBox;
      const text = block.Text?.trim();
      if (!place || !text) return [];
      const box = { left: place.Left, top: place.Top, width: place.Width, height: place.Height };
      const run = runOfWord.get(block.Id) ?? lines.length + index;
      return [{ text, confidence: block.Confidence ?? 0, box, upright: uprightBox(block, box, turn), run }];
    });
};

/** The word's rectangle when the page is turned back about its origin. Directions are in fractions of the page. */
const uprightBox = (block: TextractBlock, box: Box, turn: number): Box => {
  const corners = block.Geometry?.Polygon ?? [
    { X: box.left, Y: box.top },
    { X: box.left + box.width, Y: box.top },
    { X: box.left + box.width, Y: box.top + box.height },
    { X: box.left, Y: box.top + box.height },
  ];
  const cos = Math.cos(-turn);
  const sin = Math.sin(-turn);
  const xs = corners.map(({ X, Y }) => X * cos - Y * sin);
  const ys = corners.map(({ X, Y }) => X * sin + Y * cos);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  return { left, top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
};
