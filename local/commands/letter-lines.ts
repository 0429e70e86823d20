import type { LetterFacts } from '../../functions/check/letter-facts.ts';
import type { Guideline } from '../../functions/check/read-guideline.ts';

const headerLabels = {
  caseNumber: 'Case number',
  dateAssigned: 'Date assigned',
  dateOfInjury: 'Date of injury',
  decisionDate: 'Decision date',
  urDenialDate: 'UR denial date',
  applicationReceived: 'Application received',
  priority: 'Priority',
} as const;

const basisWords: Record<Guideline['basis'], string> = {
  mtus: 'MTUS',
  mtus_and_other: 'MTUS and non-MTUS',
  outside_mtus: 'non-MTUS',
  none: 'none cited',
  unknown: 'not told whether MTUS',
};

const fields = [
  'caseNumber',
  'dateAssigned',
  'dateOfInjury',
  'decisionDate',
  'urDenialDate',
  'applicationReceived',
  'priority',
] as const;

/** The facts of a determination letter, a line each, indented by two. */
export const letterLines = ({ header, credentials, items }: LetterFacts): string => {
  const rows: [string, string][] = [
    ...fields.flatMap((field): [string, string][] => {
      const value = header[field];
      return value === undefined ? [] : [[headerLabels[field], value]];
    }),
    ...(credentials
      ? ([
          ['Licensed in', credentials.licensedIn.join('; ')],
          ['Specialties', credentials.specialties.join('; ')],
        ] satisfies [string, string][])
      : []),
    ...items.flatMap((entry, index): [string, string][] => [
      [`Item ${index + 1}`, `${entry.item}: ${entry.decision ?? 'not decided'}`],
      ...(entry.claimsAdministratorGuideline
        ? [['  administrator', guidelineWords(entry.claimsAdministratorGuideline)] satisfies [string, string]]
        : []),
      ...(entry.reviewerGuideline
        ? [['  reviewer', guidelineWords(entry.reviewerGuideline)] satisfies [string, string]]
        : []),
    ]),
  ];
  return rows.map(([label, value]) => `  ${label.padEnd(22)}${value}\n`).join('');
};

const guidelineWords = ({ basis, mtus, other }: Guideline): string => {
  const cited = [
    ...mtus.map(({ chapter, year, sections }) => `${chapter} ${year}${sections === undefined ? '' : ` (${sections})`}`),
    ...(other === undefined ? [] : [`non-MTUS: ${other}`]),
  ];
  return [basisWords[basis], ...(cited.length > 0 ? [cited.join('; ')] : [])].join(': ');
};
