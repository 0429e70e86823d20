import type { Party } from './facts.ts';

/** Parties that are people; the others may be firms, whose words ("Spine", "Pain") are ordinary words too. */
const people: ReadonlySet<Party['role']> = new Set([
  'employee',
  'requesting_physician',
  'treating_physician',
  'ur_reviewer',
]);

const firm =
  /\b(?:inc|llc|llp|corp|co|company|group|office|law|services?|center|centre|clinic|medical|hospital|insurance|associates|mutual|review)\b/i;

/** Where the name ends and the next field of a form begins. */
const fieldAfterName = /\s*(?:\b(?:D\.?O\.?[BI]|Age|Sex|Gender|Date|Phone|Fax|Claim|Signature)\b|\d|:|\().*$/is;
const degree = /^(?:M\.?D|D\.?O|D\.?C|D\.?P\.?M|Ph\.?D|L\.?Ac|D?PT|PA-?C|N\.?P|R\.?N|Esq|Jr|Sr|II|III)\.?$/i;

const degrees = String.raw`(?:M\.?\s?D|D\.?\s?O|D\.?C|D\.?P\.?M|Ph\.?\s?D|L\.?Ac|D?PT|PA-?C|N\.?P|Psy\.?D|Esq)\b\.?`;
const nameWord = String.raw`\p{Lu}[\p{L}'’-]+`;
/** `Dr. Ostrander`, `Ms Ibarra`, `Hal Brandt, MD`: people that no field of a form names. */
const titled = new RegExp(
  String.raw`(?<!\p{L})(?:(?:Drs?|Mr|Mrs|Ms|Miss|Doctor)\.?\s+(?:\p{Lu}\.\s*)*${nameWord}(?:\s+${nameWord})?|${nameWord}(?:\s+\p{Lu}\.?)?\s+${nameWord},?\s+${degrees})`,
  'gu',
);

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The words of a person's name, degrees and initials left out. */
export const nameWords = (name: string): string[] =>
  name
    .replace(fieldAfterName, '')
    .split(/[\s,]+/)
    .filter((word) => !degree.test(word))
    .map((word) => word.replace(/[.'’]+$/, ''))
    .filter((word) => word.length > 2 && /^\p{L}/u.test(word));

/** Each word of a person's name, as the record or capitals write it; the whole name of anybody else. */
const patternOf = (parties: readonly Pick<Party, 'role' | 'name'>[]): RegExp | undefined => {
  const words = parties.flatMap(({ role, name }) => {
    if (people.has(role) || (role === 'attorney' && !firm.test(name))) return nameWords(name);
    const whole = name.replace(fieldAfterName, '').trim();
    return whole.length > 4 ? [whole] : [];
  });
  const spellings = new Set(words.flatMap((word) => [word, word.toUpperCase(), capitalised(word)]));
  if (spellings.size === 0) return undefined;
  const longestFirst = [...spellings].sort((a, b) => b.length - a.length).map(literally);
  return new RegExp(String.raw`(?<![\p{L}\d])(?:${longestFirst.join('|')})(?:['’]s)?(?![\p{L}\d])`, 'gu');
};

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** Stands for a name until the words around it are put right. */
const mark = '\uE000';
const markWithPreposition = /\s*(?:\b(?:with|by|from|to|of|for|at)\s+)?(?:the\s+)?\uE000(?:[\s,.]*\uE000)*/gi;

export type PersonNames = {
  isIn: (text: string) => boolean;
  /** The text without them; what stood beside a name stays. */
  takenOutOf: (text: string) => string;
};

/**
 * Finds people in words of the record: the named parties by every word of their names, others by their title or
 * degree. Labor Code 4610.6(f) keeps reviewers' names out of what goes outside; a summary needs nobody's.
 */
export const personNames = (parties: readonly Pick<Party, 'role' | 'name'>[]): PersonNames => {
  const known = patternOf(parties);
  return {
    isIn: (text) => text.search(titled) >= 0 || (known !== undefined && text.search(known) >= 0),
    takenOutOf: (text) => {
      const marked = text.replace(titled, mark);
      const without = known ? marked.replace(known, mark) : marked;
      return without === text ? text : without.replace(markWithPreposition, '').replace(/^[\s,.;:]+|[\s,;:]+$/g, '');
    },
  };
};
