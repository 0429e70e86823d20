import type { Reading } from './reading.ts';
import { digitsFrom, ledByMark, ledByNumber, ledByWord, type Rule } from './rules.ts';

/** The patient's age in years, where it is written. */
export type FoundAge = { start: number; end: number; value: string; ruleId: string };

/** How many of the characters that may stand between an age and a sex, three at most. */
const blanksAndDashes = (text: string, from: number): number => {
  let count = 0;
  while (count < 3 && ' -/,'.includes(text.charAt(from + count))) count += 1;
  return count;
};
/** "A 20 year old injury", "his 15-year-old son": whose age it is. */
const things =
  '(?:work |industrial |prior |left |right |lumbar )?(?:injur(?:y|ies)|claims?|cars?|vehicles?|trucks?|surger(?:y|ies)|fusions?|fractures?|scars?|films?|mri|x-?rays?|stud(?:y|ies)|reports?|houses?|buildings?|cases?|problems?|accidents?|devices?|implants?|sons?|daughters?|child(?:ren)?|girls?|boys?|grandson|granddaughter|twins)\\b';
const ageOld = ledByNumber(
  { digits: [1, 3], after: '-)', next: 'yY-(' },
  new RegExp(
    `(?<![\\w.-])(\\d{1,3})(?: \\([a-z]+(?:-[a-z]+)?\\))?\\)?(?:-\\n| ?- ?| )?(?:(?:years?|ycars?|yesrs?|yrs?|y)\\.?(?: ?- ?| )?(?:olds?|o)\\b(?! ${things})|years? of age\\b(?!-| (?:and|or) )|y\\/?o\\b|yo\\b|y\\.o\\.|y(?=[ ,/-]{1,3}(?:[mf]|male|female)\\b|\\)))`,
    'gi',
  ),
  (text, at) => {
    let unit = at + digitsFrom(text, at);
    if (text.charCodeAt(unit) === 41) unit += 1;
    while (' -\n'.includes(text.charAt(unit)) && unit < text.length) unit += 1;
    return text.charCodeAt(unit) === 40 || (text.charCodeAt(unit) | 32) === 121 ? at : -1;
  },
);
const ageLabel = ledByWord(
  'age aged',
  /\bage(?:d|(?: in years| \((?:yrs?|years?)\))|(?: at (?:exam|visit|injury|doi|evaluation|time of (?:exam|injury)))?)(?: ?[:=] {0,6}|- ?| {1,6}(?:is |of )?|\n)(\d{1,3})(?![\d/.-])/gi,
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
/** "a woman of 47" */
const ageOfNoun = ledByWord(
  'man woman male female gentleman lady',
  /\b(?:man|woman|male|female|gentleman|lady),? (?:of|aged|age) (\d{2})(?![\w/.-]|,\d)/gi,
);
/** "M/58", "F, 44 yo": the sex before the age. */
const sexThenAge = ledByWord(
  'm f male female',
  /(?<![\w.’'/-])(?:M|F|[Mm]ale|[Ff]emale|MALE|FEMALE) ?[/,-] ?(?:age:? )?(\d{2})(?= ?(?:y\/?o|yrs?|years?)\b|[,.](?![\d ]*[a-z\d])|, (?:is|was|who|with|has|presents?|works?|employed|status)\b| {2,}| ?[|)\n]|$)/g,
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
  /(?<=(?:[A-Z][a-z]{2,20}|claimant|applicant|patient|worker|employee), )(\d{2})(?=, (?:is|was|an?|who|has|presents?|works?|worked|sustained|returns)\b)/g,
);
/** "Ms. Prewitt is now 58." */
const ageOfName = ledByWord(
  'is',
  /(?<=\b(?:(?:Mr|Ms|Mrs|Miss|Dr)\.? [A-Z][\w'-]{1,20}|[Hh]e|[Ss]he|[Pp]t|[Pp]atient|[Aa]pplicant|[Ww]orker|[Cc]laimant|[Ee]mployee) )is (?:now |currently |presently )?(\d{2})(?=[.,;]| and\b| years)/g,
);
/** "Ms. Tran (45) works as a nurse." */
const ageBehindName = ledByMark('(', /(?<=\b(?:Mr|Ms|Mrs|Miss)\.? [A-Z][\w'-]{1,20} )\((\d{2})\)/g, (text, at) =>
  digitsFrom(text, at + 1) === 2 && text.charCodeAt(at + 3) === 41 ? at : -1,
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
/** "Women aged 50", "patients over 65 years of age": guideline talk. */
const ofMany =
  /\b(?:patients|adults|women|men|workers|persons|people|individuals|those|smokers)(?: (?:are|is|were|who|over|under|above|below|older|younger|than|at|least|the)){0,4} $/i;
/** "The MRI is 20 years old." */
const thingIs =
  /\b(?:mri|study|films?|injury|car|claim|x-?rays?|report|fusion|surgery|hardware|implant|prosthesis|mattress|unit|brace|house|chair|machine|imaging|scan) (?:is|are|was|were)(?: (?:now|about|over|almost|nearly|at least|more than|approximately)){0,2} $/i;
/** "temp 94 F" */
const temperature = /\btemp(?:erature)?[:. ]*$/i;

const isOfThing = (before: string, whole: string): boolean =>
  thingIs.test(before) || (/ of age$/i.test(whole) && /\b(?:over|under|above|below|than|at least) $/i.test(before));

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
      if (ofMany.test(before) || (ruleId === 'age.years-old' && isOfThing(before, match[0]))) continue;
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
  collect(ageBehindName, 'age.of-name');
  collect(ageOfOwn, 'age.of-name');
  for (const match of matches(ageInWords)) {
    const age =
      20 + 10 * tens.indexOf((match[1] ?? '').toLowerCase()) + ones.indexOf((match[2] ?? '').toLowerCase()) + 1;
    if (otherPerson.test(text.slice(Math.max(0, match.index - 45), match.index))) continue;
    found.push({ start: match.index, end: match.index + match[0].length, value: String(age), ruleId: 'age.in-words' });
  }
  return found.sort((a, b) => a.start - b.start);
};
