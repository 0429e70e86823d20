import { findMarks, type Mark } from './find-marks.ts';
import { hasFaintLines } from './faint-lines.ts';
import { showsThrough } from './shows-through.ts';
import type { SheetPicture } from './sheet-picture.ts';

/** Writing that is fainter than this (grey levels between paper and stroke) may be that of the other side. */
const surePeak = 90;
/** Specks to the square inch from which a lone mark is taken for some that ran together. */
const dustySpecks = 1;

/** Grain (grey levels) in which black strokes drown: nobody can say that there is none among it. */
const blindingNoise = 45;

/**
 * Whether there is writing on a sheet: letters, figures, a stamp, a signature, however few and however faint. Paper,
 * grain, specks, streaks, holes, rules and the shadows of the scanner's edges are none, nor
 * is what shows through from the other side.
 */
export const hasWriting = (sheet: SheetPicture): boolean => {
  const { marks, specks, faint, noise } = findMarks(sheet);
  if (noise > blindingNoise) return true;
  const isDusty = specks > (dustySpecks * sheet.width * sheet.height) / 10_000;
  const written = marks.filter((mark) => isBesideOthers(mark, marks) || (isStroke(mark) && (!isDusty || isLong(mark))));
  if (written.some((mark) => mark.peak >= surePeak)) return true;
  const faintInk = faint();
  const isFaint = written.length > 0 || hasFaintLines(faintInk, sheet, noise);
  return isFaint && !showsThrough(faintInk, sheet, noise);
};

// All lengths in hundredths of an inch, the points of the sheet.

const isStroke = ({ width, height, points }: Mark): boolean => Math.max(width, height) >= 9 && points >= 12;

const isLong = ({ width, height }: Mark): boolean => Math.max(width, height) >= 24;

/** Two others of about its height within a word's reach on its line: specks do not gather so. */
const isBesideOthers = (mark: Mark, marks: readonly Mark[]): boolean => {
  const reach = 40;
  let beside = 0;
  for (const other of marks) {
    if (other === mark) continue;
    const apart = Math.max(other.left - (mark.left + mark.width), mark.left - (other.left + other.width));
    const offLine = Math.abs(other.top + other.height / 2 - (mark.top + mark.height / 2));
    // Upright lines are lines too: a page may lie on its side.
    const apartDown = Math.max(other.top - (mark.top + mark.height), mark.top - (other.top + other.height));
    const offColumn = Math.abs(other.left + other.width / 2 - (mark.left + mark.width / 2));
    if ((apart <= reach && offLine <= 8) || (apartDown <= reach && offColumn <= 8)) beside += 1;
    if (beside >= 2) return true;
  }
  return false;
};
