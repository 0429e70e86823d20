import type { DocumentFacts } from '../domain/facts.ts';
import { isOneSlip } from './near-miss.ts';
import type { Naming } from './patient-names.ts';

/** The same number read or typed in another way: letters that look like digits, dashes, leading zeros. */
const claimKey = (number: string): string =>
  number
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL|]/g, '1')
    .replace(/S/g, '5')
    .replace(/B/g, '8')
    .replace(/Z/g, '2')
    .replace(/G/g, '6')
    .replace(/[QD]/g, '0')
    .replace(/[^A-Z0-9]/g, '')
    .replace(/^0+(?=\d{5})/, '');

/** `RDG-l3-OO4582` as it was printed: a part that has digits and letters that look like digits is a number. */
const restoredClaim = (number: string): string =>
  number.replace(/(?<![A-Za-z0-9])[\dOlI]*\d[\dOlI]*(?![A-Za-z0-9])/g, (part) =>
    part.replace(/O/g, '0').replace(/[lI]/g, '1'),
  );

/** One may carry the office or the part of the claim that the other leaves out. */
export const isSameClaim = (a: string, b: string): boolean => {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return a === b || (short.length >= 6 && (long.startsWith(short) || long.endsWith(short)));
};

const label = String.raw`(?<![\w-])(?:[Cc][l1I]aims?|CLAIMS?|Clm|CLM)(?:/[Ff]ile)?\s*(?:\b(?:[Nn]umbers?|NUMBERS?|[Nn]os?|NOS?|[Nn]um|ID|[Ii]d)\b\.?|#s?)?(?:\(s\))?[\s:#.=–]*`;
/** `14-0032987`, or with blanks: `ICX 15 08842`. */
const number = String.raw`(?:[A-Z]{1,6}(?:\s\d{1,4}){0,2}\s\d{3,}(?![\w/.-]*[/.-]\d)|(?=[A-Za-z0-9-]*\d[A-Za-z0-9-]*\d)[A-Za-z0-9][A-Za-z0-9-]{4,20})(?![A-Za-z0-9])`;
const claimNumbers = new RegExp(
  String.raw`${label}(${number})((?:\s*\([^)]{1,30}\))?(?:\s*(?:[;,/&]|and\b)\s*(?:${label})?${number}(?:\s*\([^)]{1,30}\))?)*)`,
  'g',
);
const numbers = new RegExp(number, 'g');
/** "an earlier injury (claim 55-1020)": the number of another claim, told of in the record. */
const otherClaim = /\b(?:prior|previous|earlier|other|another|old|second|companion|settled|closed)\b[^.;:]{0,60}$/i;
/** Written like a date, no number of a claim. */
const dateLike = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-(?:\d{2}|\d{4}))$/;

const isNumber = (value: string): boolean => /\d{3}|\d-\d/.test(value) && !dateLike.test(value);

export type ClaimNumbers = {
  namings: Naming[];
  /** Keys that one field names together, `TV-13-00551; TV-13-00917`: claims of one person. */
  lists: string[][];
};

/** Numbers that nobody mistypes for each other: an older claim beside this one. */
const areDistinct = (keys: readonly string[]): boolean =>
  keys.every((a) => keys.every((b) => a === b || !isOneSlip(a, b)));

/** The claims that one page names together, with a label or without: they are of one person. */
export const claimsOnPages = ({ pageTexts }: DocumentFacts, known: readonly Naming[]): string[][] => {
  const keys = [...new Set(known.map(({ key }) => key))];
  return pageTexts
    .map((text) => {
      const page = claimKey(text);
      return keys.filter((key) => page.includes(key));
    })
    .filter((together) => together.length > 1 && areDistinct(together));
};

/** The claim numbers that a document bears. */
export const claimNumbersOf = (document: DocumentFacts): ClaimNumbers => {
  const found = document.pageTexts.flatMap((text, index) =>
    [...text.matchAll(claimNumbers)]
      .filter(({ index: at }) => !otherClaim.test(text.slice(Math.max(0, at - 80), at)))
      .map(([quote, first = '', more = '']) => {
        const citation = {
          documentId: document.documentId,
          page: index + 1,
          quote: quote.replace(/\s+/g, ' ').trim(),
          ruleId: 'claim-number',
          certainty: 0.8,
        };
        const values = [first, ...[...more.matchAll(numbers)].map(([value]) => value)].filter(isNumber);
        return values.map((value) => ({ value: restoredClaim(value), key: claimKey(value), citation }));
      }),
  );
  return { namings: found.flat(), lists: found.map((list) => list.map(({ key }) => key)) };
};

const unlabelled = /(?<![\w/.-])(?=[A-Z0-9-]*\d[A-Z0-9-]*\d)[A-Z0-9]+(?:-[A-Z0-9]+)+(?![\w/-]|\.\d)/g;
const leastKey = 7;

/**
 * Numbers without a label that are one slip of the pen from a known claim number, on pages that name no claim:
 * `SRI-15-0210` beside the patient's name, when the claim is `SRI-15-0120`.
 */
export const mistypedClaims = (document: DocumentFacts, known: readonly Naming[]): Naming[] => {
  const keys = new Set(known.map(({ key }) => key));
  const labelled = new Set(
    known.filter(({ citation }) => citation.documentId === document.documentId).map(({ citation }) => citation.page),
  );
  const isMistyped = (key: string) => !keys.has(key) && [...keys].some((other) => isOneSlip(key, other));
  return document.pageTexts.flatMap((text, index) =>
    labelled.has(index + 1)
      ? []
      : [...text.matchAll(unlabelled)].flatMap(([value]): Naming[] => {
          const key = claimKey(value);
          if (key.length < leastKey || !isNumber(value) || !isMistyped(key)) return [];
          const { documentId } = document;
          const citation = { documentId, page: index + 1, quote: value, ruleId: 'claim-number', certainty: 0.6 };
          return [{ value, key, citation }];
        }),
  );
};
