import { isInside } from './numbers.ts';
import type { Reading } from './reading.ts';
import { contextOf, scoreOf, withBareScores, wordScore } from './bare-pain-scores.ts';
import type { TableCell } from './table-cells.ts';
import { digitsFrom, ledByNumber, ledByWord, startBefore, type Rule } from './rules.ts';

/** A pain score on the scale 0-10; a range keeps both ends (`8-9`). */
export type PainScore = { start: number; end: number; value: string; context?: string; ruleId: string };

const n = '(?:10|[0-9])(?:\\.[05])?';
const range = `(${n})\\+?(?: ?(?:-|–|to|or) ?(${n}))?\\+?`;
const behindBlank = (text: string, at: number): number => (text.charCodeAt(at) === 32 ? at + 1 : at);
const outOfTen = ledByNumber(
  { digits: [1, 2], next: '.+-–/tToO' },
  new RegExp(
    `(?<![\\d/.-])${range} ?(?:/ ?(?:10|1O|l0|lO|I0|IO)|out of (?:10|ten)|over 10)(?![\\d/]|\\.\\d|-\\d)`,
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
    return at;
  },
);
const afterLabel = ledByWord(
  'vas nrs nprs pain symptom symptoms post pre severity',
  new RegExp(
    `\\b(?:VAS|NRS|NPRS|pain (?:level|score|scale|rating|intensity|severity)|(?:pain|symptoms?) (?:is |are |was )?(?:currently )?rated?|(?:post|pre)(?:-procedure)? pain|pain (?:with|without|w\\/o?) (?:pain )?(?:meds?|medications?)|pain:? (?:is|was|at|currently|now|today|avg|average)|severity)(?: (?:score|level|scale|rating|of|is|was|as|at|a|to be|today|currently|now|rated|around|about)){0,4}(?: ?[:=]? ?(?:a |an )?| ?:?\\n(?=(?:10|\\d)(?: ?[-–] ?(?:10|\\d))?\\s*(?:\\n|$)))${range}(?![\\d/%:]|\\.\\d| ?(?:-|–) ?\\d|[ -]?(?:weeks?|wks?|months?|days?|years?|mg|times|x|cm|hours?|minutes?|th|st|nd|rd)\\b)`,
    'gi',
  ),
);
const onScale = `(?<![\\d/.-])${range} on (?:a|the) (?:pain )?`;
const scaleOf = ledByWord(
  'scale',
  new RegExp(`${onScale}scale (?:of|from)`, 'gi'),
  startBefore(new RegExp(`${onScale}$`, 'i'), '10.5+ to 10.5+ on the pain '.length),
);
const reduction = ledByWord(
  'reduce reduces reduced decrease decreases decreased drop drops improve improves down brings',
  new RegExp(
    `\\b(?:reduces?|reduced|decreases?|decreased|drops?|improves?|down|brings)(?: \\w+){0,4} from (?:a )?(${n}) (?:down )?to (?:a )?(${n})(?![\\d/%]| ?(?:mg|per|weeks?|days?|tabs?|hours?|hrs?|minutes?|min|times|x)\\b)`,
    'gi',
  ),
);

/** "5 of 10"; "5 of 10 visits" is none. */
const ofTen = ledByNumber(
  { digits: [1, 2], next: 'oO-' },
  new RegExp(
    `(?<![\\d/.-])${range} of (?:10|ten)\\b(?! ?(?:visits?|sessions?|treatments?|authorized|approved|certified|days|weeks))`,
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
  /\b(?:on|as of|since|until|(?<!down )from|dated|dos:?|seen|visit|through|dates?:?|re-exam|rtc|by|appt|appointment|n\/v|f\/u|follow-?up|next|recheck) $/i;
const nextDay = /^(?:,? (?:and )?| {2,4})\d{1,2}\/(?!1?0\b|5\b)\d{1,2}(?![\d/])/;
const painWords =
  /pain|vas|nrs|severity|intensity|rated|scale|discomfort|sore|ache|score|headache|worst|best|level|neck|back|shoulder|knee|wrist/i;

export const painScores = ({ text, matches }: Reading, cells: readonly TableCell[]): PainScore[] => {
  const scores: PainScore[] = [];
  const collect = (rule: Rule, ruleId: string) => {
    for (const match of matches(rule)) {
      const score = readScore(text, match, ruleId);
      if (score) scores.push(score);
    }
  };
  collect(outOfTen, 'pain.out-of-ten');
  collect(afterLabel, 'pain.label');
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
  const [whole, low = '', high] = match;
  // The label is not part of the score, except the name of a scale: "VAS 7".
  const lead =
    ruleId === 'pain.label' && !/^(?:VAS|NRS|NPRS)/i.test(whole)
      ? whole.search(/\d/)
      : ruleId === 'pain.reduction'
        ? whole.search(/\d/)
        : 0;
  const start = match.index + lead;
  const end = match.index + whole.length;
  const before = text.slice(Math.max(0, start - 90), start);
  const near = text.slice(Math.max(0, start - 30), end + 20);
  if (ruleId === 'pain.out-of-ten' && announcesDay.test(before) && !painWords.test(near)) return undefined;
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
