import { isInside } from './numbers.ts';
import { n, painLabels, range } from './pain-labels.ts';
import type { Reading } from './reading.ts';
import { contextOf, scoreOf, withBareScores, wordScore } from './bare-pain-scores.ts';
import type { TableCell } from './table-cells.ts';
import { digitsFrom, ledByNumber, ledByWord, startBefore, type Rule } from './rules.ts';

/** A pain score on the scale 0-10; a range keeps both ends (`8-9`). */
export type PainScore = { start: number; end: number; value: string; context?: string; ruleId: string };

const behindBlank = (text: string, at: number): number => (text.charCodeAt(at) === 32 ? at + 1 : at);
const outOfTen = ledByNumber(
  { digits: [1, 2], next: '.+-–/tToOa' },
  new RegExp(
    `(?<![\\d/.]|(?<!/10)-)(?:${range}|(?<=between )(${n}) and (${n})) ?(?:/ ?(?:10|1O|l0|lO|I0|IO)|out of\\s(?:a possible )?(?:10|ten)|over 10)(?![\\d/]|\\.\\d|-\\d(?!0?/10))`,
    'gi',
  ),
  (text, at) => {
    const behind = behindBlank(text, at + digitsFrom(text, at));
    const mark = text.charAt(behind);
    if (mark === '/') return '1lLiI'.includes(text.charAt(behindBlank(text, behind + 1))) ? at : -1;
    if (mark === '-' || mark === '–') {
      const second = behindBlank(text, behind + 1);
      const next = text.charAt(behindBlank(text, second + digitsFrom(text, second)));
      return '/+.oO'.includes(next) ? at : -1;
    }
    if (mark === 'o' || mark === 'O') return 'uUvV'.includes(text.charAt(behind + 1)) ? at : -1;
    if (mark === 'a') return text.charAt(behind + 1) === 'n' ? at : -1;
    return at;
  },
);
const onScale = `(?<![\\d/.-])${range} on (?:an? |the )?(?:(?:0 ?(?:-|–|to) ?10|10-point) )?(?:pain )?`;
const scaleOf = ledByWord(
  'scale vas nrs nprs visual numeric numerical',
  new RegExp(`${onScale}(?:scale\\b(?: (?:of|from))?|VAS\\b|NRS\\b|NPRS\\b|visual analog|numeric)`, 'gi'),
  startBefore(new RegExp(`${onScale}$`, 'i'), '10.5+ to 10.5+ on the 10-point pain '.length),
);
const reduction = ledByWord(
  'reduce reduces reduced decrease decreases decreased drop drops improve improves down brings',
  new RegExp(
    `\\b(?:reduces?|reduced|decreases?|decreased|drops?|improves?|down|brings)(?: \\w+){0,4} from (?:an? )?(${n}) (?:down )?to (?:an? )?(${n})(?![\\d/%]| ?(?:mg|per|weeks?|days?|tabs?|hours?|hrs?|minutes?|min|times|x)\\b)`,
    'gi',
  ),
);

/** "5 of 10"; "5 of 10 visits" is none. */
const ofTen = ledByNumber(
  { digits: [1, 2], next: 'oO-' },
  new RegExp(
    `(?<![\\d/.-])${range} of (?:10|ten)\\b(?! ?(?:visits?|sessions?|treatments?|points?|authorized|approved|certified|days|weeks))`,
    'gi',
  ),
);
const inWords = ledByWord(
  'zero one two three four five six seven eight nine ten',
  new RegExp(`\\b${wordScore}(?: (?:to|or) ${wordScore})? (?:out of|over|on a scale of) (?:ten|10)\\b`, 'gi'),
);
const cellScore = /^(10|\d)(?: ?[-–] ?(10|\d))?(?: ?\/ ?10)?\s*$/;

/** A day of the month may look like a score: "on 8/10", "from 8/10". */
const announcesDay =
  /\b(?:on|as of|since|until|(?<!down )from|dated|dos:?|seen|visit|through|dates?:?|re-exam|rtc|by|return|appt|appointment|n\/v|f\/u|follow-?up|next|recheck) $/i;
const surelyDay = /\b(?:last seen|seen on|dos:?|last visit on|visit of|dated|rtc|follow-?up on) $/i;
const nextDay = /^(?:,? (?:and )?| {2,4})\d{1,2}\/(?!1?0\b|5\b)\d{1,2}(?![\d/])/;
const painWords =
  /pain(?! (?:management|clinic|medicine|consult|specialist|psych))|vas|nrs|severity|intensity|rated|scale|discomfort|sore|ache|score|headache|worst|best|level|neck|back|shoulder|knee|wrist/i;
/** "Visit 4/10", "page 6 of 10", "sleep 4/10"; "after the visit 4/10" may be pain. */
const counted =
  /(?:(?<!\b(?:after|post|before|pre|following|with|this|last|previous|prior|each|the|of|today['’]s|during|next)[ -])\b(?:visits?|sessions?|tx|treatments?)|\b(?:pages?|pg|exhibit|refills?|completed|attended|sleep|mood|anxiety|depression|stress|fatigue|energy|ODI|satisfaction|motivation))(?: (?:#|no\.?|is|was|at|of|rated|level|score|quality)){0,2}[:=]? ?$/i;
const countedThings =
  /^,? (?:(?:PT|OT|chiro|acupuncture|physical therapy|therapy|authorized|approved) )?(?:visits?|sessions?|treatments?|points|refills?)\b/i;

export const painScores = ({ text, matches }: Reading, cells: readonly TableCell[]): PainScore[] => {
  const scores: PainScore[] = [];
  const collect = (rule: Rule, ruleId: string) => {
    for (const match of matches(rule)) {
      const score = readScore(text, match, ruleId);
      if (score) scores.push(score);
    }
  };
  collect(outOfTen, 'pain.out-of-ten');
  for (const { rule, ruleId } of painLabels) collect(rule, ruleId);
  collect(scaleOf, 'pain.scale');
  collect(reduction, 'pain.reduction');
  collect(ofTen, 'pain.of-ten');
  for (const match of matches(inWords)) {
    const [whole, low = '', high] = match;
    const value = high ? `${scoreOf(low)}-${scoreOf(high)}` : scoreOf(low);
    scores.push({ start: match.index, end: match.index + whole.length, value, ruleId: 'pain.in-words' });
  }
  const days = cells.filter(({ column }) => column === 'date').sort((a, b) => a.start - b.start);
  const isDay = ({ start, end }: PainScore) => isInside(days, start, end);
  for (const { column, start, end } of cells) {
    const cell = column === 'pain' && cellScore.exec(text.slice(start, end));
    if (!cell) continue;
    const value = cell[2] ? `${cell[1]}-${cell[2]}` : (cell[1] ?? '');
    scores.push({ start, end: start + cell[0].trimEnd().length, value, ruleId: 'pain.column' });
  }
  return withBareScores(text, withoutOverlaps(scores.filter((score) => !isDay(score))));
};

const readScore = (text: string, match: RegExpExecArray, ruleId: string): PainScore | undefined => {
  const [whole] = match;
  const [low = '', high] = match.slice(1).filter((part) => part !== undefined);
  const end = match.index + whole.length;
  // The label is not part of the score, except the name of a scale: "VAS 7".
  const isLed = ruleId === 'pain.label' || ruleId === 'pain.reduction';
  const start =
    isLed && !/^(?:VAS|NRS|NPRS) ?[:=]? ?\d/i.test(whole) ? match.index + whole.search(scoreAtEnd) : match.index;
  const before = text.slice(Math.max(0, start - 90), start);
  const near = text.slice(Math.max(0, start - 30), end + 20);
  const isCount = counted.test(before) || countedThings.test(text.slice(end, end + 32));
  if (isCount && (ruleId === 'pain.out-of-ten' || ruleId === 'pain.of-ten')) return undefined;
  // The scale itself: "VAS (0-10)".
  if (high === '10' && Number(low) <= 1 && ruleId === 'pain.label') return undefined;
  const isDay = surelyDay.test(before) || (announcesDay.test(before) && !painWords.test(near));
  if (ruleId === 'pain.out-of-ten' && isDay) return undefined;
  // "Synvisc x3 (6/10, 6/17, 6/24)"
  if (
    ruleId === 'pain.out-of-ten' &&
    nextDay.test(text.slice(end, end + 12)) &&
    (before.endsWith('(') || !painWords.test(near))
  )
    return undefined;
  const context = ruleId === 'pain.reduction' ? 'reduction' : contextOf(before, text.slice(end, end + 50));
  const value = high ? `${Number(low)}-${Number(high)}` : String(Number(low));
  return { start, end, value, ruleId, ...(context ? { context } : {}) };
};

/** The score at the end of what a label leads. */
const scoreAtEnd = new RegExp(`${n}\\+?(?: ?(?:-|–|down to|to|or|and) ?(?:an? )?${n}\\+?)?$`, 'i');

const withoutOverlaps = (scores: PainScore[]): PainScore[] => {
  const order = scores.sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: PainScore[] = [];
  for (const score of order) {
    const last = kept.at(-1);
    if (!last || score.start >= last.end) kept.push(score);
    // "Pain level 8/10": the number with its scale is the sharper reading.
    else if (score.ruleId === 'pain.out-of-ten' && last.ruleId !== 'pain.out-of-ten') kept[kept.length - 1] = score;
  }
  return kept;
};
