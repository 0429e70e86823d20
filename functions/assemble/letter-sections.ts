import type { RecordEntry } from '../domain/chronology.ts';
import type { Determination } from '../domain/determination.ts';
import type { Finding } from '../domain/finding.ts';
import type { ItemDecision } from '../domain/review.ts';
import { documentTypeName } from '../domain/document-type-name.ts';
import { letterDate, letterText, oneLine, paragraphsOf, withLetterDates } from './letter-text.ts';

export type LetterBlock =
  /** `label` is set apart in bold and followed by a colon; `text` may hold line feeds. */
  | { kind: 'paragraph'; label?: string; text: string }
  /** A disputed item with its decision, a heading of the third level. */
  | { kind: 'item'; text: string }
  /** `widths` are shares of the line, one a column, with sum 1. */
  | { kind: 'table'; caption: string; columns: string[]; widths: number[]; rows: string[][] };

export type LetterSection = { id: string; heading: string; blocks: LetterBlock[] };

export type Letter = {
  /** Of the file, in its properties. */
  documentTitle: string;
  organization: string;
  title: string;
  /** Label and value, two a row; the value of the first row stands alone. */
  header: { label: string; value: string }[][];
  sections: LetterSection[];
  /** At the foot of every page, before the page number; worded as determinations are, so that readers of them know it. */
  footer: string;
};

/**
 * The one model of the letter that every rendering walks, so that PDF, DOCX and HTML cannot say different things.
 * The sections and their order are those of determinations as they are issued; the documents reviewed are a list of
 * each document because 8 CCR 9792.10.6(d) asks for it.
 */
export const letterSections = (determination: Determination): Letter => {
  const { caseNumber } = determination.header;
  return {
    documentTitle: `IMR Final Determination ${caseNumber}`,
    footer: `Final Determination Letter for IMR Case Number ${caseNumber}`,
    organization: oneLine(determination.organization),
    title: 'IMR FINAL DETERMINATION',
    header: headerRows(determination.header),
    sections: [
      { id: 'how-made', heading: 'HOW THE IMR FINAL DETERMINATION WAS MADE', blocks: howMade(determination) },
      { id: 'clinical-case-summary', heading: 'CLINICAL CASE SUMMARY', blocks: caseSummary(determination) },
      { id: 'decisions', heading: 'IMR ISSUES, DECISIONS AND RATIONALES', blocks: decisions(determination) },
      { id: 'documents-reviewed', heading: 'DOCUMENTS REVIEWED', blocks: documentsReviewed(determination.records) },
      {
        id: 'conflicts',
        heading: 'CONFLICTS IN THE RECORD AND HOW THEY WERE RESOLVED',
        blocks: conflicts(determination),
      },
    ],
  };
};

const notStated = 'Not stated in the record';

const headerRows = (header: Determination['header']): Letter['header'] => {
  const date = (day: string | undefined): string => (day === undefined ? notStated : letterDate(day));
  return [
    [{ label: 'Case Number', value: header.caseNumber }],
    [
      { label: 'Date Assigned', value: date(header.dateAssigned) },
      { label: 'Date of Injury', value: date(header.dateOfInjury) },
    ],
    [
      { label: 'Decision Date', value: date(header.decisionDate) },
      { label: 'UR Denial Date', value: date(header.urDenialDate) },
    ],
    [
      { label: 'Priority', value: header.priority },
      { label: 'Application Received', value: date(header.applicationReceived) },
    ],
  ];
};

const paragraphs = (text: string, label?: string): LetterBlock[] =>
  paragraphsOf(text).map((paragraph, index) => ({
    kind: 'paragraph',
    ...(label === undefined || index > 0 ? {} : { label }),
    text: paragraph,
  }));

const howMade = ({ howMade, reviewer }: Determination): LetterBlock[] => [
  ...howMade.flatMap((text) => paragraphs(text)),
  { kind: 'paragraph', text: 'The Expert Reviewer has the following credentials:' },
  { kind: 'paragraph', label: 'State(s) of Licensure', text: listed(reviewer.licensure) },
  { kind: 'paragraph', label: 'Certification(s)/Specialty', text: listed(reviewer.specialties) },
];

const listed = (words: readonly string[]): string => words.map(oneLine).join(', ') || 'None stated';

const caseSummary = ({ clinicalCaseSummary }: Determination): LetterBlock[] => [
  {
    kind: 'paragraph',
    text: 'The expert reviewer developed the following clinical case summary based on a review of the case file, including all medical records:',
  },
  ...paragraphs(clinicalCaseSummary),
];

const decisions = ({ items, outcome, guidelineLabels }: Determination): LetterBlock[] => [
  { kind: 'paragraph', label: 'Result for the whole case', text: outcomeSentence(items, outcome) },
  {
    kind: 'paragraph',
    text: 'The Final Determination was based on decisions for the disputed items/services set forth below:',
  },
  ...items.flatMap((item): LetterBlock[] => [
    { kind: 'item', text: `${oneLine(item.item)}: ${item.decision}` },
    ...paragraphs(
      item.claimsAdministratorGuideline,
      label(guidelineLabels?.claimsAdministrator, 'Claims Administrator guideline'),
    ),
    ...paragraphs(item.reviewerGuideline, label(guidelineLabels?.reviewer, 'Expert Reviewer guideline')),
    ...paragraphs(item.rationale, 'Decision rationale'),
  ]),
];

const label = (fromProfile: string | undefined, otherwise: string): string =>
  oneLine(fromProfile ?? otherwise).replace(/:$/, '');

/** Not `word: Upheld`: only an item with its decision may look like one. */
const outcomeSentence = (items: readonly ItemDecision[], outcome: Determination['outcome']): string => {
  const overturned = items.filter(({ decision }) => decision === 'Overturned').length;
  if (outcome === 'Partially Overturned') {
    return `the utilization review decision is overturned for ${overturned} of the ${items.length} disputed items and upheld for the others.`;
  }
  const scope = items.length === 1 ? 'the disputed item' : `all ${items.length} disputed items`;
  return `the utilization review decision is ${outcome.toLowerCase()} for ${scope}.`;
};

const documentsReviewed = (records: readonly RecordEntry[]): LetterBlock[] => {
  const pages = records.reduce((sum, record) => sum + record.pages, 0);
  return [
    {
      kind: 'paragraph',
      text: `The case file held ${counted(records.length, 'document')}, ${counted(pages, 'page')} in all.`,
    },
    {
      kind: 'table',
      caption: 'Documents reviewed',
      columns: ['No.', 'Document', 'Type', 'Date', 'Pages'],
      widths: [0.07, 0.41, 0.26, 0.15, 0.11],
      rows: records.map((record, index) => [
        String(index + 1),
        oneLine(record.title) || documentTypeName(record.documentType),
        documentTypeName(record.documentType),
        record.onDate === undefined ? 'No date' : letterDate(record.onDate),
        String(record.pages),
      ]),
    },
  ];
};

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const conflicts = ({ answered, records }: Determination): LetterBlock[] => {
  if (answered.length === 0) {
    return [{ kind: 'paragraph', text: 'No conflict in the record needed an answer of the expert reviewer.' }];
  }
  return answered.flatMap(({ finding, answer }, index): LetterBlock[] => {
    const places = placesOf(finding, records);
    return [
      { kind: 'paragraph', label: `Conflict ${index + 1}`, text: withLetterDates(letterText(finding.message)) },
      ...(places === '' ? [] : [{ kind: 'paragraph' as const, label: 'Found in', text: places }]),
      ...paragraphs(answer, 'Resolution'),
    ];
  });
};

/** Each page once, under the document's title: a file name may carry a person's name. */
const placesOf = (finding: Finding, records: readonly RecordEntry[]): string => {
  const titles = new Map<string, string>(
    records.map((record) => [record.documentId, oneLine(record.title) || documentTypeName(record.documentType)]),
  );
  const places = finding.places.map((place) => {
    if (place.in === 'letter') return `this determination, ${oneLine(place.name)}`;
    const title = titles.get(place.documentId ?? '') ?? 'the case file';
    return place.page === undefined ? title : `${title}, page ${place.page}`;
  });
  return [...new Set(places)].join('; ');
};
