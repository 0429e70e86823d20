import { createHash } from 'node:crypto';
import type { TextractBlock, TextractGeometry } from '../../functions/ocr/textract-block.ts';
import type { PageReading } from './page-reading.ts';

type Corner = PageReading['words'][number]['corners'][number];

/** The blocks of one page in Textract's order: PAGE, its LINEs, their WORDs. Ids are the same for the same job and page. */
export const blocksOfPage = (jobId: string, { page, words }: PageReading): TextractBlock[] => {
  const id = (...path: (string | number)[]): string => uuidOf([jobId, page, ...path].join('/'));
  const lines = new Map<number, { word: PageReading['words'][number]; index: number }[]>();
  words.forEach((word, index) => {
    const line = lines.get(word.line);
    if (line) line.push({ word, index });
    else lines.set(word.line, [{ word, index }]);
  });
  const lineBlocks = [...lines].map(([line, own]): TextractBlock => ({
    BlockType: 'LINE',
    Id: id('line', line),
    Text: own.map(({ word }) => word.text).join(' '),
    Confidence: own.reduce((sum, { word }) => sum + word.confidence, 0) / own.length,
    Geometry: geometryOf(aroundWords(own.map(({ word }) => word.corners))),
    Relationships: [{ Type: 'CHILD', Ids: own.map(({ index }) => id('word', index)) }],
    Page: page,
  }));
  const wordBlocks = words.map((word, index): TextractBlock => ({
    BlockType: 'WORD',
    Id: id('word', index),
    Text: word.text,
    TextType: 'PRINTED',
    Confidence: word.confidence,
    Geometry: geometryOf(word.corners),
    Page: page,
  }));
  const pageBlock: TextractBlock = {
    BlockType: 'PAGE',
    Id: id('page'),
    Geometry: geometryOf([
      { x: 0, y: 0 },
      { x: 1, y: 0 },
      { x: 1, y: 1 },
      { x: 0, y: 1 },
    ]),
    ...(lineBlocks.length > 0 ? { Relationships: [{ Type: 'CHILD', Ids: lineBlocks.map((block) => block.Id) }] } : {}),
    Page: page,
  };
  return [pageBlock, ...lineBlocks, ...wordBlocks];
};

/** A name-based UUID: repeated calls of GetDocumentTextDetection must name the same block alike. */
const uuidOf = (name: string): string => {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

const geometryOf = (corners: readonly Corner[]): TextractGeometry => {
  const xs = corners.map(({ x }) => x);
  const ys = corners.map(({ y }) => y);
  const left = Math.min(...xs);
  const top = Math.min(...ys);
  const [start, end] = corners;
  const angle = start && end ? (Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI : 0;
  return {
    BoundingBox: { Left: left, Top: top, Width: Math.max(...xs) - left, Height: Math.max(...ys) - top },
    Polygon: corners.map(({ x, y }) => ({ X: x, Y: y })),
    RotationAngle: angle,
  };
};

/**
 * The rectangle around the words of a line, in the line's own direction: from the upper left corner of the first word
 * along the direction in which the words follow each other.
 */
const aroundWords = (words: readonly (readonly Corner[])[]): Corner[] => {
  const first = words[0]?.[0];
  const last = words.at(-1)?.[1];
  if (!first || !last) return [];
  const length = Math.hypot(last.x - first.x, last.y - first.y) || 1;
  const reading = longestWordDirection(words) ?? { x: (last.x - first.x) / length, y: (last.y - first.y) / length };
  const down = { x: -reading.y, y: reading.x };
  const corners = words.flat();
  const along = corners.map((corner) => corner.x * reading.x + corner.y * reading.y);
  const across = corners.map((corner) => corner.x * down.x + corner.y * down.y);
  const point = (a: number, b: number): Corner => ({
    x: a * reading.x + b * down.x,
    y: a * reading.y + b * down.y,
  });
  const [left, right] = [Math.min(...along), Math.max(...along)];
  const [top, bottom] = [Math.min(...across), Math.max(...across)];
  return [point(left, top), point(right, top), point(right, bottom), point(left, bottom)];
};

const longestWordDirection = (words: readonly (readonly Corner[])[]): Corner | undefined => {
  let best: Corner | undefined;
  let longest = 0;
  for (const [start, end] of words) {
    if (!start || !end) continue;
    const length = Math.hypot(end.x - start.x, end.y - start.y);
    if (length <= longest) continue;
    longest = length;
    best = { x: (end.x - start.x) / length, y: (end.y - start.y) / length };
  }
  return best;
};
