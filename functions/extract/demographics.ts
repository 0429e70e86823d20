import type { Reading } from './reading.ts';
import { ledByMark, ledByNumber, ledByWord, type Rule } from './rules.ts';

/** The patient's age in years, where it is written. */
export type FoundAge = { start: number; end: number; value: string; ruleId: string };
export type FoundSex = { start: number; end: number; value: 'male' | 'female'; ruleId: string };

/** How many of the characters that may stand between an age and a sex, three at most. */
const blanksAndDashes = (text: string, from: number): number => {
  let count = 0;
  while (count < 3 && ' -/'.includes(text.charAt(from + count))) count += 1;
  return count;
};
const ageOld = ledByNumber(
  { digits: [1, 3], after: '-', next: 'yY' },
  /(?<![\w.-])(\d{1,3})[ -]?(?:(?:years?|yrs?|y)\.?[ -]?(?:olds?|o)\b|years? of age\b(?! (?:and|or) )|y\/?o\b|yo\b|y\.o\.)/gi,
);
const ageLabel = ledByWord(
  'age',
  /\bage(?: at (?:exam|visit|injury|time of (?:exam|injury)))?(?: ?[:=] ?| (?:is |of )?)(\d{1,3})(?![\d/.-])/gi,
);
const ageBracket = ledByMark('(', /\((?:age:? ?)?(\d{1,3}) ?(?:years?|yrs?|y\.?o\.?)\)/gi, (text, at) =>
  /[\da]/i.test(text.charAt(at + 1)) ? at : -1,
);
const ageThenSex = ledByNumber(
  { digits: [2, 2], after: '-/', next: 'yMFmf /-' },
  /(?<![\w./-])(\d{2})[ -]?(?:y\/?o|y)?[ /-]{0,2}(?=(?:M|F|male|female)\b)/g,
  (text, at) => ('yMFmf'.includes(text.charAt(at + 2 + blanksAndDashes(text, at + 2))) ? at : -1),
);
/** Ages of relatives, of onset, and of things are not the patient's. */
const otherPerson =
  /\b(?:mother|father|brother|sister|son|daughter|child|children|wife|husband|spouse|kids?|grandmother|grandfather|ages|aged|at age|since age|from age)\b[^.;\n]{0,30}$/i;

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
      const withUnit = ruleId === 'age.bracket' ? match[0].length - match[0].indexOf(digits) - 1 : digits.length;
      taken.add(start);
      found.push({ start, end: start + withUnit, value: String(age), ruleId });
    }
  };
  collect(ageOld, 'age.years-old');
  collect(ageLabel, 'age.label');
  collect(ageBracket, 'age.bracket');
  collect(ageThenSex, 'age.with-sex');
  return found.sort((a, b) => a.start - b.start);
};

const sexAfterAge = ledByNumber(
  { digits: [2, 3], after: '-/,y', next: 'abcdefghijklmnopqrstuvwxyzMF-/, ' },
  /(?<![\w./])(?:\d{2,3}[ -]?(?:(?:years?|yrs?|y)\.?[ -]?(?:olds?|o)\b\.?|y\/?o\b|yo\b|y\.o\.)?,?(?: ?[-/] ?| )(?:[a-z-]+,? ){0,3}?)(ma[l1]e|fe(?:m|rn)a[l1]e|man|woman|gentleman|lady|M|F)\b(?![.'’])/g,
);
const sexBox = ledByMark('[', /\[[xX]\] ?(ma[l1]e|fe(?:m|rn)a[l1]e|M|F)\b/gi, (text, at) =>
  /x/i.test(text.charAt(at + 1)) ? at : -1,
);
/** The label may stand right against its value, "SexF", and the value may hold a digit, "SexMa1e". */
const afterSex = ['', 'm', 'f', 'male', 'ma', 'female', 'fema', 'fernale', 'ferna', 'man', 'woman'];
const sexLabel = ledByWord(
  afterSex.map((value) => `sex${value} gender${value}`).join(' '),
  /\b(?:sex|gender)(?: at birth)? ?[:=]? {0,3}(?:\[[ xX]?\] ?)?(ma[l1]e|fe(?:m|rn)a[l1]e|man|woman|M|F)\b/gi,
);
const sexAlone = ledByWord(
  'this a an pleasant right left old year the',
  /\b(?:this|a|an|pleasant|right[- ]handed|left[- ]handed|right hand dominant|old|year-old|the) (?:[a-z-]+ )?(ma[l1]e|fe(?:m|rn)a[l1]e|woman|man|gentleman|lady)\b/gi,
);

const sexOf = (word: string): 'male' | 'female' => (/^(?:m|ma[l1]e|man|gentleman)$/i.test(word) ? 'male' : 'female');

export const findSexes = ({ text, matches }: Reading): FoundSex[] => {
  const found: FoundSex[] = [];
  const taken = new Set<number>();
  const collect = (rule: Rule, ruleId: string) => {
    for (const match of matches(rule)) {
      const word = match[1] ?? '';
      const start = match.index + match[0].length - word.length;
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
  collect(sexAlone, 'sex.noun');
  // A box that is ticked: "[X] Male [ ] Female".
  for (const match of matches(sexBox)) {
    const word = match[1] ?? '';
    const start = match.index + match[0].length - word.length;
    if (!taken.has(start)) found.push({ start, end: start + word.length, value: sexOf(word), ruleId: 'sex.box' });
  }
  return found.sort((a, b) => a.start - b.start);
};
