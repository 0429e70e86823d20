import type { Citation, DocumentFacts } from '../domain/facts.ts';
import { editDistance } from '../domain/same-words.ts';

export type Naming = { value: string; key: string; citation: Citation };

/** `MARQUEZ, ELENA R.` and `Elena Marquez` are one key: long words in order of the alphabet, misreadings undone. */
export const nameKey = (name: string): string =>
  name
    .toUpperCase()
    .replace(/['’]/g, '')
    .replace(/0/g, 'O')
    .replace(/[1|!]/g, 'I')
    .replace(/5/g, 'S')
    .replace(/\b(?:MR|MRS|MS|DR|MD|JR|SR|II|III)\b/g, ' ')
    .split(/[^A-Z]+/)
    .filter((word) => word.length > 1)
    .sort()
    .join(' ');

/** A few misread letters, or a name cut short: `Leo` for `Leopold`. */
const isSameWord = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length > 2 && long.startsWith(short)) return true;
  return editDistance(a, b, 3) <= (short.length > 4 ? 2 : short.length > 3 ? 1 : 0);
};

/** One person: the same words, a part of them, or a few misread letters. */
export const isSameName = (a: string, b: string): boolean => {
  if (a === '' || b === '' || a === b) return true;
  const left = a.split(' ');
  const right = b.split(' ');
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  return few.every((word) => many.some((other) => isSameWord(word, other)));
};

/** `Maria Lopez` and `Maria Garcia-Lopez`, `Bob Carter` and `Robert Carter`. */
export const sharesWord = (a: string, b: string): boolean =>
  a.split(' ').some((word) => word.length > 2 && b.split(' ').includes(word));

/** A name read from a form may run on into the next field. */
const nameAlone = (name: string): string =>
  name
    .replace(/\s+/g, ' ')
    .split(
      /\s(?=(?:date|d\.?o\.?[bi]|d\/[aoi]|born|birth\w*|claim|employer|address|phone|age|sex|gender|ss[nx]|patient|chart|mrn?|m\.?r\.?#?|visit|today\w*|injur\w*|file|case|account|acct|vs)\b|vs?\.\s)|\s\S*\d/i,
    )[0]
    ?.trim() ?? '';

/** Words of headings and firms, that no person is called by. */
const noPerson =
  /\b(?:review|determination|utilization|decision|request|authorization|form|rfa|pr-?2|report|notice|notes?|evaluation|re-?evaluation|follow-?up|visit|appeal|denial|therapy|medical|clinic|center|centre|hospital|imaging|application|claims?|insurance|services?|date|name|information|orthop\w+|chiropractic|acupuncture|laborator\w+|pharmacy|group|associates|institute|patient|re|final|progress|consultation|history|summary|page)\b/i;

/** Whoever is named behind one of these is not the patient. */
const otherRole =
  /\b(?:physician|provider|doctor|dr|surgeon|prescriber|ordering|referring|referred|attending|by|employer|examiner|adjuster|attorney|interpreter|therapist|contact|spouse|wife|husband|son|daughter|mother|father|sister|brother|child|guardian|parent|dependent|beneficiary|insured|subscriber)\b/i;

const isClinician = (name: string): boolean =>
  /\b(?:M\.?\s?D|D\.?\s?O|D\.?\s?C|D\.?P\.?M|D\.?P\.?T|Ph\.?\s?D|Psy\.?D|R\.?N|N\.?P|P\.?A(?:-C)?|P\.?T|L\.?\s?Ac|O\.?T)\b\.?\s*$|^\s*Dr\b/i.test(
    name,
  );

const fromFields = (document: DocumentFacts): Naming[] =>
  document.parties.flatMap(({ role, name, citation }) => {
    const value = nameAlone(name);
    const isPatient = role === 'employee' && !isClinician(value) && !noPerson.test(value);
    return isPatient && citation ? [{ value, key: nameKey(value), citation }] : [];
  });

const nameWord = String.raw`\p{Lu}[\p{L}'’-]*\.?`;
/** `Okonkwo-Vance, Henrietta DOB 5/15/1960`: the head of a page that has no field for the name. */
const beforeBirth = new RegExp(
  String.raw`(?<![\p{L}:(]\s?)(${nameWord}(?:,?\s${nameWord}){1,5}),?\s\(?(?:D\.?O\.?B\b|date\sof\sbirth|Date\sof\sBirth|DATE\sOF\sBIRTH|born\b)`,
  'gu',
);

const fromHeads = (document: DocumentFacts): Naming[] =>
  document.pageTexts.flatMap((text, index) =>
    [...text.matchAll(beforeBirth)].flatMap(([quote, words = '']): Naming[] => {
      // What is left of the last word of a heading: "Progress Note Delphine Marsh".
      const own = words.split(/\s+/);
      const value = own.slice(own.findLastIndex((word) => noPerson.test(word)) + 1).join(' ');
      if (otherRole.test(words) || isClinician(value)) return [];
      const { documentId } = document;
      const citation = { documentId, page: index + 1, quote, ruleId: 'patient-name', certainty: 0.7 };
      return [{ value, key: nameKey(value), citation }];
    }),
  );

/** The names by which a document calls its patient. `others` are the keys of everybody else whom the file names. */
export const patientNames = (document: DocumentFacts, others: ReadonlySet<string>): Naming[] =>
  [...fromFields(document), ...fromHeads(document)].filter(({ key }) => key.includes(' ') && !others.has(key));
