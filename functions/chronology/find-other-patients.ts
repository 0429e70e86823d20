import type { Conflict } from '../domain/chronology.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { editDistance } from '../domain/same-words.ts';
import { claimNumbersOf, claimsOnPages, isSameClaim, mistypedClaims } from './claim-numbers.ts';
import { conflictOf } from './conflict-of.ts';
import { isSameName, nameKey, patientNames, sharesWord, type Naming } from './patient-names.ts';

export type OtherPatients = {
  conflicts: Conflict[];
  /** Pages that name another patient, by document. */
  foreignPages: ReadonlyMap<string, ReadonlySet<number>>;
};

const hasWords = (text: string, key: string): boolean => {
  const words = new Set(nameKey(text).split(' '));
  return key.split(' ').every((word) => words.has(word));
};

/** The page names the patient too: the other name on it was read from a field of somebody else. */
const namesBoth = (document: DocumentFacts, { citation }: Naming, own: Naming): boolean =>
  hasWords(document.pageTexts[citation.page - 1] ?? '', own.key);

/** The birth dates on the page of a name. */
const birthDaysOn = (documents: readonly DocumentFacts[], { citation }: Naming): string[] =>
  documents
    .filter(({ documentId }) => documentId === citation.documentId)
    .flatMap(({ mentions }) => mentions)
    .flatMap((mention) =>
      mention.type === 'date' && mention.role === 'date_of_birth' && mention.page === citation.page
        ? [mention.value]
        : [],
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

/** The spelling that most pages have; the others may be misread. */
const usual = (group: readonly Naming[]): string => {
  const spellings = [...Map.groupBy(group, ({ value }) => value)].sort(([, a], [, b]) => b.length - a.length);
  return spellings[0]?.[0] ?? '';
};

/**
 * Pages that carry another person's name or another claim's number. Misfiled pages are a breach, not a record. Where
 * the page names the patient, or the number is a slip of the pen away, the number is wrong and the page is the patient's.
 */
export const findOtherPatients = (documents: readonly DocumentFacts[]): OtherPatients => {
  const foreignPages = new Map<string, Set<number>>();
  const conflicts: Conflict[] = [];
  const setAside = (documentId: string, page: number) => {
    const pages = foreignPages.get(documentId) ?? new Set<number>();
    foreignPages.set(documentId, pages.add(page));
  };
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
        ...own.map(({ citation }) => ({ value: usual(own), citation })),
        ...other.map(({ citation }) => ({ value: usual(other), citation })),
      ];
      conflicts.push(conflictOf(field, what, sayings));
      for (const naming of other)
        if (!isOwnPage(naming, first)) setAside(naming.citation.documentId, naming.citation.page);
    }
    return own;
  };
  const others = new Set(
    documents.flatMap(({ parties }) =>
      parties.filter(({ role }) => role !== 'employee').map(({ name }) => nameKey(name)),
    ),
  );
  const names = documents.flatMap((document) => patientNames(document, others).map((naming) => ({ document, naming })));
  const [[likeliest] = []] = grouped(
    names.map(({ naming }) => naming),
    isSameName,
  );
  const isOwn = (naming: Naming) => likeliest !== undefined && isSameName(naming.key, likeliest.key);
  const birthDays = new Set(names.flatMap(({ naming }) => (isOwn(naming) ? birthDaysOn(documents, naming) : [])));
  const isByAnotherName = (naming: Naming) =>
    likeliest !== undefined &&
    sharesWord(naming.key, likeliest.key) &&
    birthDaysOn(documents, naming).some((day) => birthDays.has(day));
  const patient = compare(
    'patient_name',
    'The patient',
    names
      .filter(
        ({ document, naming }) =>
          !likeliest || isOwn(naming) || !(namesBoth(document, naming, likeliest) || isByAnotherName(naming)),
      )
      .map(({ naming }) => naming),
    isSameName,
    () => false,
  );
  // Further pages of a stray document may name its patient in a line of their own only.
  for (const { naming } of names.filter(({ naming }) =>
    foreignPages.get(naming.citation.documentId)?.has(naming.citation.page),
  ))
    for (const { documentId, pageTexts } of documents)
      pageTexts.forEach((text, index) => {
        if (hasWords(text, naming.key) && !hasWords(text, likeliest?.key ?? '')) setAside(documentId, index + 1);
      });
  const patientPages = new Set(patient.map(pageOf));
  const claims = documents.map(claimNumbersOf);
  const labelled = claims.flatMap(({ namings }) => namings);
  const lists = [
    ...claims.flatMap((claim) => claim.lists),
    ...documents.flatMap((document) => claimsOnPages(document, labelled)),
  ];
  const areListed = (a: string, b: string) => lists.some((list) => list.includes(a) && list.includes(b));
  compare(
    'claim_number',
    'The claim number',
    [...labelled, ...documents.flatMap((document) => mistypedClaims(document, labelled))],
    (a, b) => isSameClaim(a, b) || areListed(a, b),
    (naming, own) => patientPages.has(pageOf(naming)) || editDistance(naming.key, own.key, 2) <= 2,
  );
  return { conflicts, foreignPages };
};
