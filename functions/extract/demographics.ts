import type { Reading } from './reading.ts';
import { alsoLedByWord, digitsFrom, ledByMark, ledByNumber, ledByWord, startBefore, type Rule } from './rules.ts';

/** The patient's age in years, where it is written. */
export type FoundAge = { start: number; end: number; value: string; ruleId: string };
export type FoundSex = { start: number; end: number; value: 'male' | 'female'; ruleId: string };

/** How many of the characters that may stand between an age and a sex, three at most. */
const blanksAndDashes = (text: string, from: number): number => {
  let count = 0;
  while (count < 3 && ' -/,'.includes(text.charAt(from + count))) count += 1;
  return count;
};
const ageOld = ledByNumber(
  { digits: [1, 3], after: '-)', next: 'yY' },
  /(?<![\w.-])(\d{1,3})\)?[ -]?(?:(?:years?|yrs?|y)\.?[ -]?(?:olds?|o)\b|years? of age\b(?! (?:and|or) )|y\/?o\b|yo\b|y\.o\.|y(?=[ ,/-]{1,3}(?:[mf]|male|female)\b|\)))/gi,
  (text, at) => {
    let unit = at + digitsFrom(text, at);
    if (text.charCodeAt(unit) === 41) unit += 1;
    if (' -'.includes(text.charAt(unit))) unit += 1;
    return (text.charCodeAt(unit) | 32) === 121 ? at : -1;
  },
);
const ageLabel = ledByWord(
  'age',
  /\bage(?: at (?:exam|visit|injury|time of (?:exam|injury)))?(?: ?[:=] {0,6}| {1,6}(?:is |of )?|\n)(\d{1,3})(?![\d/.-])/gi,
);
/** "DOB / Age: 9/18/1979 / 36" */
const ageBehindBirth = ledByWord(
  'age',
  /\bage:? {0,20}\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2}) ?[/,(] ?(\d{2})(?![\d/.-])/gi,
);
/** "AGE/SEX: 048Y/F" at the head of a radiologist's report */
const ageAndSex = ledByWord(
  'age',
  /\bage ?\/ ?(?:sex|gender):? {0,4}[0O]?(\d{2})(?= ?(?:y\/?o?|yrs?|years?)? ?[/,-]? ?(?:m|f|male|female)\b)/gi,
);
const sexBehindAge = ledByWord(
  'age',
  /\bage ?\/ ?(?:sex|gender):? {0,4}[0O]?\d{2} ?(?:y\/?o?|yrs?|years?)? ?[/,-]? ?(male|female|m|f)\b/gi,
);
/** "a woman of 47" */
const ageOfNoun = ledByWord(
  'man woman male female gentleman lady',
  /\b(?:man|woman|male|female|gentleman|lady),? (?:of|aged|age) (\d{2})(?![\w/.-]|,\d)/gi,
);
/** "M/58", "F, 44 yo": the sex before the age. */
const sexThenAge = ledByWord(
  'm f male female',
  /(?<![\w.’'/-])(?:M|F|[Mm]ale|[Ff]emale|MALE|FEMALE) ?[/,-] ?(?:age:? )?(\d{2})(?= ?(?:y\/?o|yrs?|years?)\b|[,.](?![\d ]*[a-z\d])| {2,}| ?[|)\n]|$)/g,
);
const ageBracket = ledByMark('(', /\((?:age:? ?)?(\d{1,3}) ?(?:years?|yrs?|y\.?o\.?)\)/gi, (text, at) =>
  /[\da]/i.test(text.charAt(at + 1)) ? at : -1,
);
/** Not the speed of a nerve, "50 M/S". */
const ageThenSex = ledByNumber(
  { digits: [2, 2], after: '-/,', next: 'yMFmf /-,' },
  /(?<![\w./-])(\d{2})[ -]?(?:y\/?o|yrs?|y)?[ ,/-]{0,2}(?=(?:M|F|male|female)\b(?!\/(?:[Ss]|ft|min|hr)))/g,
  (text, at) => ('yMFmf'.includes(text.charAt(at + 2 + blanksAndDashes(text, at + 2))) ? at : -1),
);
/** "Mr. Kowalczyk, 36, is a roofer": between commas behind a name. */
const ageInCommas = ledByNumber(
  { digits: [2, 2], after: ',' },
  /(?<=[A-Z][a-z]{2,20}, )(\d{2})(?=, (?:is|was|an?|who|has|presents?|works?|worked|sustained|returns)\b)/g,
);
/** "Ms. Prewitt is now 58." */
const ageOfName = ledByWord(
  'is',
  /(?<=\b(?:(?:Mr|Ms|Mrs|Miss|Dr)\.? [A-Z][\w'-]{1,20}|[Hh]e|[Ss]he|[Pp]atient|[Aa]pplicant|[Ww]orker|[Cc]laimant|[Ee]mployee) )is (?:now |currently |presently )?(\d{2})(?=[.,;]| and\b| years)/g,
);
/** "I am 57 and have not worked" in an applicant's own words. */
const ageOfOwn = ledByWord('i', /\bI am (?:now )?(\d{2})(?=[.,;]| and\b| years)/g);
const tens = 'twenty thirty forty fifty sixty seventy eighty'.split(' ');
const ones = 'one two three four five six seven eight nine'.split(' ');
const ageInWords = ledByWord(
  tens.join(' '),
  new RegExp(`\\b(?:(${tens.join('|')})(?:[- ](${ones.join('|')}))?)[- ](?:years?|yrs?)[- ]olds?\\b`, 'gi'),
);
/** Ages of relatives, of onset, and of things are not the patient's. */
const otherPerson =
  /\b(?:mother|father|brother|sister|son|daughter|child|children|wife|husband|spouse|kids?|grandmother|grandfather|ages|aged)\b[^.;\n]{0,30}$/i;
/** "Married at age 24", "smoked since the age of 19", "over the age of 18". */
const earlierAge = /\b(?:at|since|from|by|until|till|before|after|to|over|under|above|below)(?: (?:the|an))? $/i;
/** "temp 94 F" */
const temperature = /\btemp(?:erature)?[:. ]*$/i;

export const findAges = ({ text, matches }: Reading): FoundAge[] => {
  const found: FoundAge[] = [];
  const taken = new Set<number>();
  const collect = (rule: Rule, ruleId: string) => {
    for (const match of matches(rule)) {
      const digits = match[1] ?? '';
      const start = match.index + match[0].indexOf(digits);
      const before = text.slice(Math.max(0, match.index - 45), match.index);
      const age = Number(digits);
      if (age < 14 || age > 99 || otherPerson.test(before) || taken.has(start)) continue;
      if (ruleId === 'age.with-sex' && temperature.test(before)) continue;
      if (
        ruleId === 'age.label' &&
        (earlierAge.test(before) || /\b(?:over|under|above|below)(?: the)? $/i.test(before))
      )
        continue;
      if (/\btemp\w*:? $|\bT:? $/i.test(before)) continue;
      const withUnit = ruleId === 'age.bracket' ? match[0].length - match[0].indexOf(digits) - 1 : digits.length;
      taken.add(start);
      found.push({ start, end: start + withUnit, value: String(age), ruleId });
    }
  };
  collect(ageOld, 'age.years-old');
  collect(ageLabel, 'age.label');
  collect(ageAndSex, 'age.label');
  collect(ageBehindBirth, 'age.label');
  collect(ageBracket, 'age.bracket');
  collect(ageThenSex, 'age.with-sex');
  collect(ageInCommas, 'age.in-commas');
  collect(ageOfNoun, 'age.of-noun');
  collect(sexThenAge, 'age.behind-sex');
  collect(ageOfName, 'age.of-name');
  collect(ageOfOwn, 'age.of-name');
  for (const match of matches(ageInWords)) {
    const age =
      20 + 10 * tens.indexOf((match[1] ?? '').toLowerCase()) + ones.indexOf((match[2] ?? '').toLowerCase()) + 1;
    if (otherPerson.test(text.slice(Math.max(0, match.index - 45), match.index))) continue;
    found.push({ start: match.index, end: match.index + match[0].length, value: String(age), ruleId: 'age.in-words' });
  }
  return found.sort((a, b) => a.start - b.start);
};

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
