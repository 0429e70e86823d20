import type { Reading } from './reading.ts';
import { alsoLedByWord, ledByMark, ledByNumber, ledByWord, startBefore, type Rule } from './rules.ts';

/** The patient's sex, where it is written. */
export type FoundSex = { start: number; end: number; value: 'male' | 'female'; ruleId: string };

const male = '(?:m|rn)a[l1]e|fe(?:m|rn)a[l1]e';
/** Letters up to the digit in `ma1e`. */
const sexWords = 'male rnale ma rna female fernale fema ferna man woman gentleman lady';
const isBetween = (code: number) => isLetter(code) || code === 32 || (code >= 44 && code <= 47);
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isDigit = (code: number) => code >= 48 && code <= 57;
const longestBetween = 160;

/** The number before a sex, of which there are many fewer than numbers; a number itself is where it is. */
const ageBefore = (text: string, at: number): number => {
  if (isDigit(text.charCodeAt(at))) return at;
  let end = at;
  while (end > 0 && at - end < longestBetween && isBetween(text.charCodeAt(end - 1))) end -= 1;
  let start = end;
  while (start > 0 && end - start < 4 && isDigit(text.charCodeAt(start - 1))) start -= 1;
  return end - start === 2 || end - start === 3 ? start : -1;
};
const sexAfterAge = ledByNumber(
  { digits: [2, 3], after: 'yYMF' },
  new RegExp(
    `(?<![\\w./])(?:\\d{2,3}[ -]?(?:(?:years?|yrs?|y|YEARS?|YRS?|Y)\\.?[ -]?(?:olds?|o|OLDS?|O)\\b\\.?|[yY]\\/?[oO]\\b|[yY]\\.[oO]\\.|[yY](?=[ ,/-]{1,2}[MF]\\b))?,?(?: ?[-/] ?| |(?=[MF]\\b))(?:(?:[a-z-]+|[RL]HD?|[RL]-?handed|AA|[A-Z][a-z]+(?:-[A-Z][a-z]+)?),? ){0,4}?)(${male}|MALE|FEMALE|(?:m|rn)an|wo(?:m|rn)an|gentleman|lady|M|F)\\b(?!['’]|\\.\\w|\\. [A-Z][a-z]+,)`,
    'g',
  ),
  ageBefore,
);
alsoLedByWord(sexAfterAge, `m f rnan wornan ${sexWords}`);
/** "AGE/SEX: 048Y/F" at the head of a radiologist's report */
const sexBehindAge = ledByWord(
  'age',
  /\bage ?\/ ?(?:sex|gender):? {0,4}[0O]?\d{2} ?(?:y\/?o?|yrs?|years?)? ?[/,-]? ?(male|female|m|f)\b/gi,
);
/** "Pt: Delphine Marsh   F   38 y/o" */
const sexBeforeAge = ledByWord('m f', /(?<=[a-z] {1,6})([MF])(?=[ ,/-]{1,4}\d{2} ?(?:y\/?o|yrs?\b|years?\b))/g);
/** A column of its own beside the patient's name or birth: "DOB 06/02/1957     M". */
const sexColumn = ledByWord('m f male female', /(?<= {3}|\| ?|\t)(M|F|MALE|FEMALE|Male|Female)(?= {2,}| ?\||\t|\n|$)/g);
const ofPatient = /\b(?:d\.?o\.?b|birth|patient|pt|name|age|doi|d\.o\.i|mrn|last|first)\b/i;
/** "M/F   F": the choice is the label. */
const sexChoice = ledByWord('m', /\bM ?\/ ?F\b:? {1,6}(M|F)(?![\w/.])/gi);
/** "M/58", and "11/02/1970 / F" under "DOB / Sex". */
const sexBeforeSlash = ledByWord(
  'm f male female',
  /(?<![\w.’'/-])(M|F|[Mm]ale|[Ff]emale|MALE|FEMALE)(?= ?[/,] ?(?:age:? )?\d{2}(?: {2,}| ?[|)\n]|$))/g,
);
const sexBehindBirth = ledByWord(
  'm f male female',
  /(?<=\d{4} ?[/,] ?)(M|F|Male|Female|MALE|FEMALE)(?=\s*(?:\n|$)| {2,}| ?[|),])/g,
);
const sexBox = ledByMark('[(', new RegExp(`[\\[(][xX][\\])] ?(${male}|M|F)\\b`, 'gi'), (text, at) =>
  (text.charCodeAt(at + 1) | 32) === 120 ? at : -1,
);
/** The label may stand right against its value, "SexF", and the value may hold a digit, "SexMa1e". */
const afterSex = ['', 'm', 'f', 'male', 'ma', 'female', 'fema', 'fernale', 'ferna', 'man', 'woman'];
const sexLabel = ledByWord(
  afterSex.map((value) => `sex${value} gender${value}`).join(' '),
  new RegExp(`\\b(?:sex|gender)(?: at birth)? ?[:=]?(?: {0,3}|\\n)(?:\\[[xX]\\] ?)?(${male}|man|woman|M|F)\\b`, 'gi'),
);
const beforeSex =
  '\\b(?:this|a|an|WDWN|WD,? ?WN|pleasant|right[- ]handed|left[- ]handed|right hand dominant|old|year-old|the) (?:[a-z-]+ )?';
const sexAlone = ledByWord(
  sexWords,
  new RegExp(`${beforeSex}(${male}|woman|man|gentleman|lady)\\b`, 'gi'),
  startBefore(new RegExp(`${beforeSex}$`, 'i'), 'right hand dominant '.length + 40),
);

const sexOf = (word: string): 'male' | 'female' =>
  /^(?:m|(?:m|rn)a[l1]e|(?:m|rn)an|gentleman)$/i.test(word) ? 'male' : 'female';

/** Columns of a header stand near the top. */
const nearTop = 1500;

export const findSexes = ({ text, matches, lineAt }: Reading): FoundSex[] => {
  const found: FoundSex[] = [];
  const taken = new Set<number>();
  const collect = (rule: Rule, ruleId: string) => {
    for (const match of matches(rule)) {
      const word = match[1] ?? '';
      const start = match.index + match[0].length - word.length;
      // "temp 94 F"
      if (/\btemp\w*:? \d{2,3}(?:\.\d)? ?$/i.test(text.slice(Math.max(0, start - 18), start))) continue;
      if (
        ruleId === 'sex.noun' &&
        /\b(?:mother|father|sister|brother)\b/i.test(text.slice(Math.max(0, start - 40), start))
      )
        continue;
      if (taken.has(start)) continue;
      taken.add(start);
      found.push({ start, end: start + word.length, value: sexOf(word), ruleId });
    }
  };
  collect(sexAfterAge, 'sex.after-age');
  collect(sexLabel, 'sex.label');
  collect(sexBehindAge, 'sex.label');
  collect(sexBeforeAge, 'sex.before-age');
  collect(sexAlone, 'sex.noun');
  collect(sexChoice, 'sex.choice');
  collect(sexBeforeSlash, 'sex.before-age');
  collect(sexBehindBirth, 'sex.behind-birth');
  for (const match of matches(sexColumn)) {
    const word = match[1] ?? '';
    const start = match.index;
    if (start > nearTop) break;
    const { start: from, end: to } = lineAt(start);
    const line = text.slice(from, to);
    if (taken.has(start) || found.some((known) => known.start === start) || !ofPatient.test(line)) continue;
    taken.add(start);
    found.push({ start, end: start + word.length, value: sexOf(word), ruleId: 'sex.column' });
  }
  // A box that is ticked: "[X] Male [ ] Female".
  for (const match of matches(sexBox)) {
    const word = match[1] ?? '';
    const start = match.index + match[0].length - word.length;
    if (!taken.has(start)) found.push({ start, end: start + word.length, value: sexOf(word), ruleId: 'sex.box' });
  }
  return found.sort((a, b) => a.start - b.start);
};
