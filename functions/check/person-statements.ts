import { narrativeOf, type Letter, type Passage } from './letter.ts';

/** What a sentence says about the injured worker. */
export type PersonStatement = { passage: Passage; ageYears?: number; sex?: 'male' | 'female'; quote: string };

const years = String.raw`(?:[\s-]*(?:years?|yrs?\.?)[\s-]*(?:old|of\s+age)|[\s-]*y\/?o)\b`;
const who = String.raw`(?:injured\s+worker|patient|claimant|applicant|employee|worker|individual|IW|he|she|case)`;
const aside = String.raw`(?:\s*\([^)]{1,20}\))?`;
const article = String.raw`(?:(?:an?|a\(n\)|the|now|currently|approximately|about|represented)\s+){0,3}`;
const noun =
  /^[\s,-]*(?:[\w-]+[\s,]+){0,3}?(male|female|man|woman|gentleman|lady|injured\s+worker|worker|patient|claimant|applicant|employee|individual)\b/i;
const about = new RegExp(
  [
    String.raw`\b${who}${aside}\s+(?:is|was|involves)\s+${article}(?<stated>\d{2})${years}`,
    String.raw`(?<=^|[.;:]\s*)(?:this\s+is\s+|this\s+|the\s+|an?\s+)?${article}(?<opening>\d{2})${years}`,
    String.raw`\b${who}${aside}\s+(?:is|was)\s+an?\s+(?=(?:male|female|man|woman)\b)`,
  ].join('|'),
  'gi',
);
/** An age at another time, or of another person whom a guideline speaks of. */
const atOtherTime = /^\s*(?:when|at\s+the\s+time|then|or\s+older|and\s+older|or\s+younger)\b/i;

const sexOf = (word: string): PersonStatement['sex'] =>
  /^(?:female|woman|lady)$/i.test(word) ? 'female' : /^(?:male|man|gentleman)$/i.test(word) ? 'male' : undefined;

const statementsIn = (passage: Passage): PersonStatement[] =>
  [...passage.text.matchAll(about)].flatMap((match) => {
    const after = passage.text.slice(match.index + match[0].length, match.index + match[0].length + 60);
    const person = noun.exec(after);
    const { stated, opening } = match.groups ?? {};
    const age = stated ?? opening;
    if (atOtherTime.test(after) || (opening !== undefined && !person)) return [];
    const sex = sexOf(person?.[1] ?? '');
    if (age === undefined && !sex) return [];
    const quote = `${match[0]}${person?.[0] ?? ''}`.trim();
    return [{ passage, quote, ...(age === undefined ? {} : { ageYears: Number(age) }), ...(sex ? { sex } : {}) }];
  });

/**
 * The ages and sexes that a letter gives its injured worker: "is a 51 year old female", "The 51-year-old worker". Ages
 * of others, of injuries, of studies and of a guideline's patients have other subjects.
 */
export const personStatements = (letter: Letter): PersonStatement[] => narrativeOf(letter).flatMap(statementsIn);
