import type { DocumentType } from '../domain/facts.ts';

/** Papers of the dispute that have no title but their short name at the head: "RFA   10/06/2014", "Harbor UR - Notice". */
const openings: readonly { type: DocumentType; lines: number; opens: RegExp; says?: RegExp }[] = [
  { type: 'imr_application', lines: 2, opens: /^\W*(?:IMR\s+(?:application|form|appeal)|DWC\s+form\s+IMR|IMR {2,})/i },
  {
    type: 'rfa',
    lines: 1,
    opens: /^\W*(?:DWC\s+)?RFA\b(?!\s+(?:of|dated|received|was|for)\b)|\b[Ff](?:orm|ORM)\s+RFA\b/,
  },
  {
    type: 'ur_decision',
    lines: 3,
    opens:
      /^\W*(?:(?:UR|utilization\s+review)\s+(?:decision|determination|notice|denial)\b(?! (?:date|dated|of|was)\b)|(?:notice\s+of\s+)?(?:determination|decision)\W*$|decision\s+on\s+the\s+request)/i,
    says: /\b(?:denied|certified|approved|modified|authorized)\b/i,
  },
  {
    type: 'ur_decision',
    lines: 1,
    opens: /^[^:\d]{0,60}\bUR\b/,
    says: /\b(?:denied|certified|approved|modified|authorized)\b/i,
  },
];

/** The type of paper that the first lines name. */
export const openingType = (text: string): DocumentType | undefined => {
  const lines = text
    .slice(0, 600)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return openings.find(
    ({ lines: count, opens, says }) =>
      lines.slice(0, count).some((line) => opens.test(line.trim())) && (!says || says.test(text)),
  )?.type;
};
