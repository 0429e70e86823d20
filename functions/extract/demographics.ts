import { allMatches } from './all-matches.ts';

/** The patient's age in years, where it is written. */
export type FoundAge = { start: number; end: number; value: string; ruleId: string };
export type FoundSex = { start: number; end: number; value: 'male' | 'female'; ruleId: string };

const ageOld = /(?<![\w.-])(\d{1,3})[ -]?(?:(?:years?|yrs?|y)\.?[ -]?(?:olds?|o)\b|y\/?o\b|yo\b|y\.o\.)/gi;
const ageLabel =
  /\bage(?: at (?:exam|visit|injury|time of (?:exam|injury)))?(?: ?[:=] ?| (?:is |of )?)(\d{1,3})(?![\d/.-])/gi;
const ageBracket = /\((?:age:? ?)?(\d{1,3}) ?(?:years?|yrs?|y\.?o\.?)\)/gi;
const ageThenSex = /(?<![\w./-])(\d{2})[ -]?(?:y\/?o|y)?[ /-]{0,2}(?=(?:M|F|male|female)\b)/g;
/** Ages of relatives, of onset, and of things are not the patient's. */
const otherPerson =
  /\b(?:mother|father|brother|sister|son|daughter|child|children|wife|husband|spouse|kids?|grandmother|grandfather|ages|aged|at age|since age|from age)\b[^.;\n]{0,30}$/i;

export const findAges = (text: string): FoundAge[] => {
  const found: FoundAge[] = [];
  const taken = new Set<number>();
  const collect = (pattern: RegExp, ruleId: string) => {
    for (const match of allMatches(pattern, text)) {
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

const sexAfterAge =
  /(?<![\w./])(?:\d{2,3}[ -]?(?:(?:years?|yrs?|y)\.?[ -]?(?:olds?|o)\b\.?|y\/?o\b|yo\b|y\.o\.)?,?(?: ?[-/] ?| )(?:[a-z-]+,? ){0,3}?)(ma[l1]e|fe(?:m|rn)a[l1]e|man|woman|gentleman|lady|M|F)\b(?![.'’])/g;
const sexBox = /\[[xX]\] ?(ma[l1]e|fe(?:m|rn)a[l1]e|M|F)\b/gi;
const sexLabel =
  /\b(?:sex|gender)(?: at birth)? ?[:=]? {0,3}(?:\[[ xX]?\] ?)?(ma[l1]e|fe(?:m|rn)a[l1]e|man|woman|M|F)\b/gi;
const sexAlone =
  /\b(?:this|a|an|pleasant|right[- ]handed|left[- ]handed|right hand dominant|old|year-old|the) (?:[a-z-]+ )?(ma[l1]e|fe(?:m|rn)a[l1]e|woman|man|gentleman|lady)\b/gi;

const sexOf = (word: string): 'male' | 'female' => (/^(?:m|ma[l1]e|man|gentleman)$/i.test(word) ? 'male' : 'female');

export const findSexes = (text: string): FoundSex[] => {
  const found: FoundSex[] = [];
  const taken = new Set<number>();
  const collect = (pattern: RegExp, ruleId: string) => {
    for (const match of allMatches(pattern, text)) {
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
  for (const match of allMatches(sexBox, text)) {
    const word = match[1] ?? '';
    const start = match.index + match[0].length - word.length;
    if (!taken.has(start)) found.push({ start, end: start + word.length, value: sexOf(word), ruleId: 'sex.box' });
  }
  return found.sort((a, b) => a.start - b.start);
};
