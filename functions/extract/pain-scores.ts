import type { Reading } from './reading.ts';
import { digitsFrom, ledByNumber, ledByWord, startBefore, type Rule } from './rules.ts';

/** A pain score on the scale 0-10; a range keeps both ends (`8-9`). */
export type PainScore = { start: number; end: number; value: string; context?: string; ruleId: string };

const n = '(?:10|[0-9])(?:\\.[05])?';
const range = `(${n})\\+?(?: ?(?:-|–|to) ?(${n}))?\\+?`;
const outOfTen = ledByNumber(
  { digits: [1, 2], next: '.+-–/tToO' },
  new RegExp(
    `(?<![\\d/.-])${range} ?(?:/ ?(?:10|1O|l0|lO|I0|IO)|out of (?:10|ten)|over 10)(?![\\d/]|\\.\\d|-\\d)`,
    'gi',
  ),
  (text, at) => {
    const slash = at + digitsFrom(text, at);
    if (text.charCodeAt(slash) !== 47) return at;
    return '1lLiI'.includes(text.charAt(text.charCodeAt(slash + 1) === 32 ? slash + 2 : slash + 1)) ? at : -1;
  },
);
const afterLabel = ledByWord(
  'vas nrs nprs pain symptom symptoms post pre severity',
  new RegExp(
    `\\b(?:VAS|NRS|NPRS|pain (?:level|score|scale|rating|intensity|severity)|(?:pain|symptoms?) (?:is |are |was )?(?:currently )?rated?|(?:post|pre)(?:-procedure)? pain|pain (?:is|was|at|currently|now|today)|severity)(?: (?:score|level|scale|rating|of|is|was|as|at|a|to be|today|currently|now|rated|around|about)){0,4} ?[:=]? ?(?:a |an )?${range}(?![\\d/%:]|\\.\\d| ?(?:-|–) ?\\d|[ -]?(?:weeks?|wks?|months?|days?|years?|mg|times|x|cm|hours?|minutes?|th|st|nd|rd)\\b)`,
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

/** A day of the month may look like a score: "on 8/10", "from 8/10". */
const announcesDay = /\b(?:on|since|until|(?<!down )from|dated|dos:?|seen|visit|through|dates?:?|re-exam|rtc|by) $/i;
const painWords =
  /pain|vas|nrs|severity|intensity|rated|scale|discomfort|sore|ache|score|headache|worst|best|level|neck|back|shoulder|knee|wrist/i;

export const painScores = ({ text, matches }: Reading): PainScore[] => {
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
  return withoutOverlaps(scores);
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

const contextOf = (before: string, after: string): string | undefined => {
  const near = before.slice(-45);
  if (
    /\bwithout (?:pain )?(?:medication|meds)/i.test(near) ||
    /^[^.;,\d]{0,12}without (?:pain )?(?:medication|meds)/i.test(after)
  )
    return 'without_medication';
  if (
    /\bwith (?:pain )?(?:medication|meds)/i.test(near) ||
    /^[^.;,\d]{0,12}with (?:pain )?(?:medication|meds)/i.test(after)
  )
    return 'with_medication';
  if (/\b(?:was|previously|prior|initial(?:ly)?|down from|last visit)[^.;\d]{0,14}$/i.test(near)) return 'previous';
  if (/\bworst[^.;\d]{0,14}$/i.test(near) || /^ ?(?:at )?worst/i.test(after)) return 'worst';
  if (/\b(?:best|least)[^.;\d]{0,14}$/i.test(near) || /^ ?(?:at )?(?:best|least)/i.test(after)) return 'best';
  return undefined;
};
