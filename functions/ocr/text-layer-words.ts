import type { TextItem } from 'pdfjs-dist/types/src/display/api.d.ts';
import type { Box } from '../domain/page.ts';
import { glyphWidth } from './glyph-widths.ts';
import type { PlacedWord } from './placed-word.ts';

type Matrix = readonly [number, number, number, number, number, number];

/** How a page is shown: its matrix from PDF units to points from the top left, and its size in points. */
export type PageView = { matrix: Matrix; widthPoints: number; heightPoints: number };

/** A piece of text as pdf.js gives it. */
export type TextPiece = Pick<TextItem, 'str' | 'width' | 'transform'>;

/** A piece with its place on the shown page: the start of its baseline, its direction, its size. All in points. */
type PlacedPiece = {
  text: string;
  x: number;
  y: number;
  widthPoints: number;
  sizePoints: number;
  /** 0, 1, 2, 3: how many quarter turns clockwise the text is turned against the shown page. */
  quarterTurns: number;
};

/** Gaps in units of the type size: below the first it is one word, above the second another run of the line. */
const wordGap = 0.16;
const runGap = 1.2;

export type TextLayerWords = { words: PlacedWord[]; rotationDegrees: number };

/**
 * The words of a text layer with their boxes, and how far the page must be turned clockwise for most of them to stand
 * upright. Words that lie outside of the page are left out; text printed twice in one place (a bold look) counts once.
 */
export const textLayerWords = (pieces: readonly TextPiece[], view: PageView): TextLayerWords => {
  const placed = withoutReprints(
    pieces.map((piece) => placePiece(piece, view)).filter((piece) => piece.text !== '' && isOnPage(piece, view)),
  );
  const turns = mainTurns(placed);
  const words: PlacedWord[] = [];
  let run = 0;
  let before: PlacedPiece | undefined;
  for (const piece of placed) {
    const join = before ? joinOf(before, piece) : 'run';
    if (join === 'run') run += 1;
    addWords(words, piece, { run, glued: join === 'glued', view, turns });
    before = piece;
  }
  return { words, rotationDegrees: (360 - turns * 90) % 360 };
};

const multiply = (a: Matrix, b: readonly number[]): Matrix => {
  const [b0 = 1, b1 = 0, b2 = 0, b3 = 1, b4 = 0, b5 = 0] = b;
  return [
    a[0] * b0 + a[2] * b1,
    a[1] * b0 + a[3] * b1,
    a[0] * b2 + a[2] * b3,
    a[1] * b2 + a[3] * b3,
    a[0] * b4 + a[2] * b5 + a[4],
    a[1] * b4 + a[3] * b5 + a[5],
  ];
};

const placePiece = (piece: TextPiece, view: PageView): PlacedPiece => {
  const [a, b, c, d, x, y] = multiply(view.matrix, piece.transform);
  const scale = Math.hypot(view.matrix[0], view.matrix[1]);
  const quarterTurns = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
  // Control characters have no place in a reading; runs of spaces are one.
  const text = piece.str.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
  return {
    text,
    x,
    y,
    widthPoints: piece.width * scale,
    sizePoints: Math.hypot(c, d) || Math.hypot(a, b),
    quarterTurns,
  };
};

const isOnPage = ({ x, y }: PlacedPiece, view: PageView): boolean =>
  x >= -1 && y >= -1 && x <= view.widthPoints + 1 && y <= view.heightPoints + 1;

const withoutReprints = (pieces: readonly PlacedPiece[]): PlacedPiece[] => {
  const seen = new Set<string>();
  return pieces.filter((piece) => {
    if (piece.text.trim() === '') return true;
    const key = `${piece.text}\u0000${Math.round(piece.x / 1.5)}\u0000${Math.round(piece.y / 1.5)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
};

const mainTurns = (pieces: readonly PlacedPiece[]): number => {
  const characters = [0, 0, 0, 0];
  for (const { quarterTurns, text } of pieces)
    characters[quarterTurns] = (characters[quarterTurns] ?? 0) + text.trim().length;
  return characters.indexOf(Math.max(...characters));
};

/** Along and across the direction of the text, in points. */
const along = ({ quarterTurns, x, y }: PlacedPiece): number =>
  quarterTurns === 0 ? x : quarterTurns === 1 ? y : quarterTurns === 2 ? -x : -y;
const across = ({ quarterTurns, x, y }: PlacedPiece): number =>
  quarterTurns === 0 ? y : quarterTurns === 1 ? -x : quarterTurns === 2 ? -y : x;

/** Whether a piece goes on with the same word, the same run of words, or starts another run. */
const joinOf = (before: PlacedPiece, piece: PlacedPiece): 'glued' | 'same-run' | 'run' => {
  if (before.quarterTurns !== piece.quarterTurns) return 'run';
  const size = Math.max(before.sizePoints, piece.sizePoints);
  if (Math.abs(across(piece) - across(before)) > 0.35 * size) return 'run';
  const gap = along(piece) - (along(before) + before.widthPoints);
  if (gap > runGap * size || gap < -0.5 * size) return 'run';
  const parted = /\s$/.test(before.text) || /^\s/.test(piece.text);
  return gap > wordGap * size || parted ? 'same-run' : 'glued';
};

type Placing = { run: number; glued: boolean; view: PageView; turns: number };

const addWords = (words: PlacedWord[], piece: PlacedPiece, placing: Placing): void => {
  const widthOf = (text: string): number => {
    let width = 0;
    for (const character of text) width += glyphWidth(character);
    return width;
  };
  const perUnit = piece.widthPoints / (widthOf(piece.text) || 1);
  for (const match of piece.text.matchAll(/\S+/g)) {
    const from = perUnit * widthOf(piece.text.slice(0, match.index));
    const to = from + perUnit * widthOf(match[0]);
    const place = placeOf(piece, from, to);
    const word = wordAt(match[0], place, placing);
    const last = words.at(-1);
    if (placing.glued && match.index === 0 && last) words[words.length - 1] = glue(last, word);
    else words.push(word);
  }
};

/** The rectangle from `from` to `to` along the baseline, in points of the shown page. */
const placeOf = (piece: PlacedPiece, from: number, to: number): Box => {
  const { x, y, quarterTurns } = piece;
  const up = 0.78 * piece.sizePoints;
  const down = 0.22 * piece.sizePoints;
  if (quarterTurns === 0) return { left: x + from, top: y - up, width: to - from, height: up + down };
  if (quarterTurns === 1) return { left: x - down, top: y + from, width: up + down, height: to - from };
  if (quarterTurns === 2) return { left: x - to, top: y - down, width: to - from, height: up + down };
  return { left: x - up, top: y - to, width: up + down, height: to - from };
};

const wordAt = (text: string, place: Box, { run, view, turns }: Placing): PlacedWord => ({
  text,
  confidence: 100,
  run,
  box: {
    left: place.left / view.widthPoints,
    top: place.top / view.heightPoints,
    width: place.width / view.widthPoints,
    height: place.height / view.heightPoints,
  },
  upright: uprightPlace(place, view, turns),
});

/** Turns the page back by the quarter turns of its text and measures in heights of the upright page. */
const uprightPlace = (place: Box, view: PageView, turns: number): Box => {
  const { widthPoints: w, heightPoints: h } = view;
  const { left, top, width, height } = place;
  const turned =
    turns === 0
      ? place
      : turns === 1
        ? { left: top, top: w - left - width, width: height, height: width }
        : turns === 2
          ? { left: w - left - width, top: h - top - height, width, height }
          : { left: h - top - height, top: left, width: height, height: width };
  const unit = turns % 2 === 0 ? h : w;
  return {
    left: turned.left / unit,
    top: turned.top / unit,
    width: turned.width / unit,
    height: turned.height / unit,
  };
};

const glue = (a: PlacedWord, b: PlacedWord): PlacedWord => ({
  text: a.text + b.text,
  confidence: Math.min(a.confidence, b.confidence),
  run: a.run,
  box: around(a.box, b.box),
  upright: around(a.upright, b.upright),
});

const around = (a: Box, b: Box): Box => {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  };
};
