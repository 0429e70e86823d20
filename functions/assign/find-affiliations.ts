import type { Party } from '../domain/facts.ts';
import { editDistance } from '../domain/same-words.ts';
import type { Reviewer } from '../domain/review.ts';

const titles = /\b(?:m\.?d|d\.?o|d\.?c|ph\.?d|p\.?t|r\.?n|n\.?p|esq|dr|mr|mrs|ms|prof|jr|sr|ii|iii)\b\.?/g;
const companyWords =
  /\b(?:inc|incorporated|llc|llp|corp|corporation|co|company|ltd|pc|apc|the|of|and|group|medical|associates)\b\.?/g;

/** Words of a name in order of the alphabet, without titles and company forms: `Brandt, Hal MD` is `brandt hal`. */
export const normalName = (name: string): string => {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[’']/g, '').replace(titles, ' ');
  const words = (text: string) => text.split(/[^a-z0-9]+/).filter((word) => word.length > 1);
  const distinctive = words(plain.replace(companyWords, ' '));
  return [...new Set(distinctive.length > 0 ? distinctive : words(plain))].sort().join(' ');
};

/** The same name: all words of the shorter one are in the longer, at most one letter off, and at least two words or all. */
const isSameName = (a: string, b: string): boolean => {
  const left = normalName(a).split(' ').filter(Boolean);
  const right = normalName(b).split(' ').filter(Boolean);
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  if (few.length === 0 || (few.length === 1 && many.length > 1)) return false;
  return few.every((word) => many.some((other) => editDistance(word, other, 2) <= (word.length > 5 ? 1 : 0)));
};

const roleWords: Record<Party['role'], string> = {
  employee: 'the injured worker',
  employer: 'the employer',
  claims_administrator: 'the claims administrator',
  requesting_physician: 'the requesting physician',
  treating_physician: 'a treating physician',
  ur_reviewer: 'the utilization reviewer',
  facility: 'a facility of the treatment',
  attorney: 'an attorney of the case',
};

/**
 * Every role of the case in which the reviewer is named or affiliated; names are not repeated in the reasons.
 * Source: Labor Code 139.5(d)(5), no material professional, familial or financial affiliation.
 */
export const findAffiliations = (reviewer: Reviewer, parties: readonly Party[]): string[] => [
  ...new Set(
    parties.flatMap((party) => [
      ...(isSameName(reviewer.name, party.name) ? [`is ${roleWords[party.role]}`] : []),
      ...(reviewer.affiliations.some((name) => isSameName(name, party.name))
        ? [`is affiliated with ${roleWords[party.role]}`]
        : []),
    ]),
  ),
];
