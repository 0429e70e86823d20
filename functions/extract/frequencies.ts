import { allMatches } from './all-matches.ts';
import { numberOf, unitOf } from './measures.ts';

/** How often, in plain words: `every 6 hours as needed`, `2 per week`, `1 per week for 6 weeks`. */
export type Frequency = { start: number; end: number; value: string; ruleId: string };

const hourCount = '(?:\\d{1,2}|two|three|four|six|eight|twelve)';
const n = '(?:\\d{1,2}|one|two|three|four|five|six)';
const prn =
  '(?:,? ?(?:prn|p\\.r\\.n\\.?|as needed|as-needed)(?: (?:for )?(?:severe |moderate |breakthrough )?pain)?\\b)?';

type FrequencyRule = {
  ruleId: string;
  /** A cheap sign that the words, in small letters, must hold. */
  needs?: (small: string) => boolean;
  pattern: RegExp;
  value: (match: RegExpExecArray) => string;
  therapyOnly?: boolean;
};
const oneOf =
  (...signs: string[]) =>
  (small: string): boolean =>
    signs.some((sign) => small.includes(sign));
const timesADayCode = (small: string): boolean => /[btq][. ]?[il1][. ]?d/.test(small);

const rules: FrequencyRule[] = [
  {
    ruleId: 'frequency.course',
    needs: oneOf('wk', 'week'),
    // "1x/wk x 6": the second number counts weeks.
    pattern: new RegExp(
      `(?<![\\w/.-])(${n}(?: ?- ?\\d{1,2})?) ?(?:x|times?|visits?)? ?(?:/|per|a|each|x) ?(?:wk|week)s? ?(?:x|for|times) ?(\\d{1,2})(?! ?-? ?(?:wk|week|w\\b|mo|day|visit|session|total|/|\\d))`,
      'gi',
    ),
    value: (m) => `${plain(m[1])} per week for ${m[2]} weeks`,
  },
  {
    ruleId: 'frequency.short-course',
    // "2x6", "3 x 4": twice a week for six weeks.
    pattern:
      /(?<![\w/.#-])([1-5]) ?x ?(\d{1,2})(?! ?(?:\/|per|a\b|wk|week|day|mg|tab|mm|cm|\d|x|inch|visits|sessions))(?!\d|\.\d)(?<!x ?(?:10|15|20))/gi,
    value: (m) => `${m[1]} per week for ${m[2]} weeks`,
    therapyOnly: true,
  },
  {
    ruleId: 'frequency.short-course',
    // "3x/4": three times a week for four weeks.
    pattern: /(?<![\w/.#-])([1-5])x ?\/ ?([2-9]|1[0-2])(?: ?(?:wks|weeks))?(?![\w/.]*[\d/])\b/gi,
    value: (m) => `${m[1]} per week for ${m[2]} weeks`,
    therapyOnly: true,
  },
  {
    ruleId: 'frequency.per-unit',
    pattern: new RegExp(
      `(?<![\\w/.-])(once|twice|${n}(?: ?(?:-|–|to) ?${n})?)(?: ?\\(\\d{1,2}\\))? ?(?:x|times?|visits?|sessions?|treatments?|tabs?|tablets?|hours|hrs|days)?,? ?(?:/|per|a|each|every|x) ?(wk|week|weekly|month|mo|year|yr|day|d)s?\\b\\.?${prn}`,
      'gi',
    ),
    value: (m) => perUnit(m[1] ?? '', m[2] ?? '', m[0]),
  },
  {
    ruleId: 'frequency.per-unit',
    needs: oneOf('weekly', 'monthly', 'daily'),
    pattern: new RegExp(
      `(?<![\\w/.-])(once|twice|${n}(?: ?(?:-|–|to) ?${n})?)(?: ?x| times?)? ?(weekly|monthly|daily)\\b${prn}`,
      'gi',
    ),
    value: (m) => perUnit(m[1] ?? '', m[2] ?? '', m[0]),
  },
  {
    ruleId: 'frequency.hours',
    needs: oneOf('q', 'every', 'each'),
    pattern: new RegExp(
      `\\b(?:q\\.? ?|every ?|each )(${hourCount}(?: ?(?:-|–|to) ?${hourCount})?) ?-?(?:h|hrs?|hours?|°)(?![a-z])\\.?${prn}`,
      'gi',
    ),
    value: (m) => `every ${plain(m[1])} hours${asNeeded(m[0])}`,
  },
  {
    ruleId: 'frequency.days',
    needs: oneOf('q', 'every'),
    pattern: /\b(?:every|q) ?(\d{1,2}|two|three|other) ?-?(d|days?|wks?|weeks?|months?|years?|yrs?)\b/gi,
    value: (m) =>
      m[1] === 'other'
        ? `every other ${unitOf(m[2] ?? '', '1')}`
        : `every ${numberOf(m[1] ?? '')} ${unitOf(m[2] ?? '', numberOf(m[1] ?? ''))}`,
  },
  {
    ruleId: 'frequency.bid',
    needs: timesADayCode,
    pattern: new RegExp(`\\bb[. ]?[il1][. ]?d\\b\\.?${prn}`, 'gi'),
    value: (m) => `twice daily${asNeeded(m[0])}`,
  },
  {
    ruleId: 'frequency.tid',
    needs: timesADayCode,
    pattern: new RegExp(`\\bt[. ]?[il1][. ]?d\\b\\.?${prn}`, 'gi'),
    value: (m) => `three times daily${asNeeded(m[0])}`,
  },
  {
    ruleId: 'frequency.qid',
    needs: timesADayCode,
    pattern: new RegExp(`\\bq\\.?[il1]\\.?d\\b\\.?${prn}`, 'gi'),
    value: (m) => `four times daily${asNeeded(m[0])}`,
  },
  {
    ruleId: 'frequency.bedtime',
    needs: oneOf('hs', 'h.s', 'bed', 'night', 'evening'),
    pattern: new RegExp(
      `\\b(?:q\\.?h\\.?s\\b\\.?|q ?hs\\b|at bedtime|nightly|at night|q ?night|each night|every night|every evening at bedtime|h\\.?s\\b|before bed)${prn}`,
      'gi',
    ),
    value: (m) => `at bedtime${asNeeded(m[0])}`,
  },
  {
    ruleId: 'frequency.morning',
    needs: oneOf('q', 'morning'),
    pattern: /\b(?:q ?a\.?m\b|every morning|in the morning|each morning)/gi,
    value: () => 'every morning',
  },
  {
    ruleId: 'frequency.evening',
    needs: oneOf('q', 'evening'),
    pattern: /\b(?:q ?p\.?m\b|every evening|in the evening)/gi,
    value: () => 'every evening',
  },
  {
    ruleId: 'frequency.other-day',
    needs: oneOf('q', 'other'),
    pattern: /\b(?:q\.?o\.?d\b\.?|every other day)/gi,
    value: () => 'every other day',
  },
  {
    ruleId: 'frequency.daily',
    needs: oneOf('q', 'day', 'daily'),
    pattern: new RegExp(
      `\\b(?:q[. ]?d\\b\\.?|q ?day|once daily|once a day|every day|one time a day|daily(?! (?:treatment |progress |visit )?notes?\\b))${prn}`,
      'gi',
    ),
    value: (m) => `${/^daily/i.test(m[0]) ? 'daily' : 'once daily'}${asNeeded(m[0])}`,
  },
  {
    ruleId: 'frequency.weekly',
    needs: oneOf('week'),
    pattern: /\b(?:weekly|every week|q ?week)\b/gi,
    value: () => 'weekly',
  },
  {
    ruleId: 'frequency.monthly',
    needs: oneOf('month'),
    pattern: /\b(?:monthly|every month)\b/gi,
    value: () => 'monthly',
  },
  {
    ruleId: 'frequency.prn',
    needs: oneOf('prn', 'p.r.n', 'as needed'),
    pattern: /\b(?:prn|p\.r\.n\.?|as needed)(?![a-z])/gi,
    value: () => 'as needed',
  },
];

const asNeeded = (text: string) => (/prn|p\.r\.n|as.needed/i.test(text) ? ' as needed' : '');
const plain = (text = '') =>
  text
    .split(/ ?(?:-|–|to) ?/)
    .map(numberOf)
    .join('-');

const timesADay: Record<string, string> = {
  '1': 'once daily',
  '2': 'twice daily',
  '3': 'three times daily',
  '4': 'four times daily',
};

const perUnit = (count: string, unit: string, whole: string): string => {
  const amount = plain(count);
  const lower = unit.toLowerCase();
  if (lower.startsWith('d')) {
    const isSlash = whole.includes('/') && !/x/i.test(whole);
    const words = isSlash ? undefined : timesADay[amount];
    return `${words ?? `${amount} per day`}${asNeeded(whole)}`;
  }
  const name = lower.startsWith('w') ? 'week' : lower.startsWith('m') ? 'month' : 'year';
  return `${amount} per ${name}${asNeeded(whole)}`;
};

/** Without one of these there is no frequency: one look spares eighteen. */
const hint =
  /wk|week|month|mo\b|day|daily|year|\/ ?[dwmy]|q|every|each|b[. ]?[il1][. ]?d|t[. ]?[il1][. ]?d|bed|night|h\.?s\b|prn|p\.r\.n|as.needed|morning|evening|\d ?x ?\/? ?\d/i;

/** The frequencies in a treatment's words, first the most specific; no two overlap. */
export const frequencyOf = (words: string, isTherapy: boolean): Frequency[] => {
  const found: Frequency[] = [];
  if (!hint.test(words)) return found;
  const small = words.toLowerCase();
  for (const { needs, pattern, value, ruleId, therapyOnly } of rules) {
    if (therapyOnly && !isTherapy) continue;
    if (needs && !needs(small)) continue;
    for (const match of allMatches(pattern, words)) {
      const start = match.index;
      // "from 4 to 2 per day" tells a change, not a frequency.
      if (
        /\bfrom $/i.test(words.slice(Math.max(0, start - 5), start)) &&
        /\bto\b/.test(words.slice(start, start + match[0].length + 4))
      )
        continue;
      const end = start + match[0].trimEnd().length;
      if (!found.some((known) => known.start < end && known.end > start))
        found.push({ start, end, value: value(match), ruleId });
    }
  }
  return found.sort((a, b) => a.start - b.start);
};
