import type { Conflict } from '../domain/chronology.ts';
import { editDistance } from '../domain/same-words.ts';
import type { Citation, DocumentFacts } from '../domain/facts.ts';
import { conflictOf } from './conflict-of.ts';

type Naming = { value: string; key: string; citation: Citation };

export type OtherPatients = {
  conflicts: Conflict[];
  /** Pages that name another patient, by document. */
  foreignPages: ReadonlyMap<string, ReadonlySet<number>>;
};

/** `MARQUEZ, ELENA R.` and `Elena Marquez` are one key: long words in order of the alphabet, misreadings undone. */
const nameKey = (name: string): string =>
  name
    .toUpperCase()
    .replace(/0/g, 'O')
    .replace(/[1|!]/g, 'I')
    .replace(/5/g, 'S')
    .replace(/\b(?:MR|MRS|MS|DR|MD|JR|SR|II|III)\b/g, ' ')
    .split(/[^A-Z'-]+/)
    .filter((word) => word.length > 1)
    .sort()
    .join(' ');

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
    .replace(/[^A-Z0-9]/g, '');

/** One person: the same words, a part of them, or a few misread letters. */
const isSameName = (a: string, b: string): boolean => {
  if (a === '' || b === '' || a === b) return true;
  const left = a.split(' ');
  const right = b.split(' ');
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  return few.every((word) =>
    many.some((other) => editDistance(word, other, 3) <= (word.length > 4 ? 2 : word.length > 3 ? 1 : 0)),
  );
};

const isSameClaim = (a: string, b: string): boolean =>
  a === b || ((a.startsWith(b) || b.startsWith(a)) && Math.min(a.length, b.length) >= 6);

/** A name read from a form may run on into the next field. */
const nameAlone = (name: string): string =>
  name
    .replace(/\s+/g, ' ')
    .split(/\s(?=(?:date|d\.?o\.?[bi]|claim|employer|address|phone|age|sex|gender|ss[nx]|patient)\b)|\s\d/i)[0]
    ?.trim() ?? '';

/** Words of headings and firms, that no person is called by. */
const noPerson =
  /\b(?:review|determination|utilization|decision|request|authorization|report|notice|notes?|evaluation|appeal|denial|therapy|medical|clinic|center|hospital|imaging|application|claims?|insurance|services?|date|name|information)\b/i;

const isClinician = (name: string): boolean =>
  /\b(?:M\.?\s?D|D\.?\s?O|D\.?\s?C|D\.?P\.?M|D\.?P\.?T|Ph\.?\s?D|Psy\.?D|R\.?N|N\.?P|P\.?A(?:-C)?|P\.?T|L\.?\s?Ac|O\.?T)\b\.?\s*$|^\s*Dr\b/i.test(
    name,
  );

/** The page names the patient too: the other name on it was read from a field of somebody else. */
const namesBoth = (document: DocumentFacts, { citation }: Naming, own: Naming): boolean => {
  const words = new Set(nameKey(document.pageTexts[citation.page - 1] ?? '').split(' '));
  return own.key.split(' ').every((word) => words.has(word));
};

const namesOf = (document: DocumentFacts, others: ReadonlySet<string>): Naming[] =>
  document.parties.flatMap((party) => {
    const value = nameAlone(party.name);
    const key = nameKey(value);
    const isPatient =
      party.role === 'employee' &&
      key.includes(' ') &&
      !isClinician(value) &&
      !noPerson.test(value) &&
      !others.has(key);
    return isPatient && party.citation ? [{ value, key, citation: party.citation }] : [];
  });

const claimNumber =
  /(?<![\w-])(?:c[l1I]aim)\s*(?:(?:number|no|num)\b\.?|#)?\s*[:#.]?\s*((?=[A-Z0-9-]*\d[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{4,20})(?![A-Za-z0-9])/gi;
/** "an earlier injury (claim 55-1020)": the number of another claim, told of in the record. */
const otherClaim = /\b(?:prior|previous|earlier|other|another|old|second|companion|settled|closed)\b[^.;:]{0,60}$/i;

const claimsOf = (document: DocumentFacts): Naming[] =>
  document.pageTexts.flatMap((text, index) =>
    [...text.matchAll(claimNumber)]
      .filter(
        ({ index: at, 1: number = '' }) =>
          /\d{3}|\d-\d/.test(number) &&
          !dateLike.test(number) &&
          !otherClaim.test(text.slice(Math.max(0, at - 80), at)),
      )
      .map(([quote, number]) => ({
        value: number ?? '',
        key: claimKey(number ?? ''),
        citation: {
          documentId: document.documentId,
          page: index + 1,
          quote: quote.replace(/\s+/g, ' ').trim(),
          ruleId: 'claim-number',
          certainty: 0.8,
        },
      })),
  );

const pageOf = ({ citation }: Naming): string => `${citation.documentId}/${citation.page}`;

/** The groups of one key, the one on most pages first. */
const grouped = (namings: readonly Naming[], isSame: (a: string, b: string) => boolean): Naming[][] => {
  const groups: Naming[][] = [];
  for (const naming of namings) {
    const home = groups.find((group) => group.some((member) => isSame(member.key, naming.key)));
    if (home) home.push(naming);
    else groups.push([naming]);
  }
  const pages = (group: Naming[]) => new Set(group.map(pageOf)).size;
  return groups.sort((a, b) => pages(b) - pages(a));
};

/** Written like a date, no number of a claim. */
const dateLike = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-\d{1,2}-(?:\d{2}|\d{4}))$/;

/**
 * Pages that carry another person's name or another claim's number. Misfiled pages are a breach, not a record. Where
 * the page names the patient, or the number is a slip of the pen away, the number is wrong and the page is the patient's.
 */
export const findOtherPatients = (documents: readonly DocumentFacts[]): OtherPatients => {
  const foreignPages = new Map<string, Set<number>>();
  const conflicts: Conflict[] = [];
  const compare = (
    field: string,
    what: string,
    namings: Naming[],
    isSame: (a: string, b: string) => boolean,
    isOwnPage: (naming: Naming, own: Naming) => boolean,
  ): readonly Naming[] => {
    const [own = [], ...others] = grouped(namings, isSame);
    const first = own[0];
    if (!first) return [];
    for (const other of others) {
      const foreign = other[0];
      if (!foreign) continue;
      if (other.every(({ citation }) => foreignPages.get(citation.documentId)?.has(citation.page))) continue;
      const sayings = [
        ...own.map(({ citation }) => ({ value: first.value, citation })),
        ...other.map(({ citation }) => ({ value: foreign.value, citation })),
      ];
      conflicts.push(conflictOf(field, what, sayings));
      for (const naming of other) {
        if (isOwnPage(naming, first)) continue;
        const { citation } = naming;
        const pages = foreignPages.get(citation.documentId) ?? new Set<number>();
        foreignPages.set(citation.documentId, pages.add(citation.page));
      }
    }
    return own;
  };
  const others = new Set(
    documents.flatMap(({ parties }) =>
      parties.filter(({ role }) => role !== 'employee').map(({ name }) => nameKey(name)),
    ),
  );
  const names = documents.flatMap((document) => namesOf(document, others).map((naming) => ({ document, naming })));
  const [[likeliest] = []] = grouped(
    names.map(({ naming }) => naming),
    isSameName,
  );
  const patient = compare(
    'patient_name',
    'The patient',
    names
      .filter(
        ({ document, naming }) =>
          !likeliest || isSameName(naming.key, likeliest.key) || !namesBoth(document, naming, likeliest),
      )
      .map(({ naming }) => naming),
    isSameName,
    () => false,
  );
  const patientPages = new Set(patient.map(pageOf));
  compare(
    'claim_number',
    'The claim number',
    documents.flatMap(claimsOf),
    isSameClaim,
    (naming, own) => patientPages.has(pageOf(naming)) || editDistance(naming.key, own.key, 2) <= 2,
  );
  return { conflicts, foreignPages };
};
