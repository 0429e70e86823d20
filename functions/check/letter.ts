import type { Determination } from '../domain/determination.ts';
import type { PartialDay } from '../domain/days.ts';
import { smooth } from '../domain/smooth.ts';
import type { Decision, ItemDecision } from '../domain/review.ts';

/** A stretch of the letter on one line: line ends, hyphens at line ends and spaces are smoothed. */
export type Passage = { section: string; text: string };

export type LetterItem = {
  item: Passage;
  decision: 'Upheld' | 'Overturned' | undefined;
  /** The letter's own words where it decides otherwise than a determination can: `Partially Overturned`. */
  decidedAs?: string;
  claimsAdministratorGuideline: Passage | undefined;
  reviewerGuideline: Passage | undefined;
  rationale: Passage | undefined;
};

export type LetterHeader = {
  caseNumber?: string;
  dateAssigned?: PartialDay;
  decisionDate?: PartialDay;
  dateOfInjury?: PartialDay;
  urDenialDate?: PartialDay;
  applicationReceived?: PartialDay;
  priority?: string;
};

/** Of the reviewer, who stays without a name. */
export type Credentials = { licensedIn: string[]; specialties: string[] };

/** A determination letter, whoever wrote it. What a letter does not have stays undefined or empty. */
export type Letter = {
  header: LetterHeader;
  /** Undefined when the letter says nothing about its reviewer. */
  credentials?: Credentials;
  summary: Passage;
  items: LetterItem[];
  /** Documents that the letter lists as reviewed; undefined when it has no such section. */
  records: string[] | undefined;
  /** Conflicts of the record and how the letter resolves them, where it has such a section, as ours has. */
  answers?: Passage;
};

/** Our own determination as the letter that it will be, so that it is checked like any other. */
export const letterOfDetermination = (
  determination: Pick<Determination, 'header' | 'clinicalCaseSummary' | 'records'> & {
    /** Not chosen yet while a draft is checked. */
    reviewer?: Determination['reviewer'];
    /** Of a draft, an item may not be decided yet. */
    items: readonly (Omit<ItemDecision, 'decision'> & { decision?: Decision | undefined })[];
  },
): Letter => {
  const { header } = determination;
  return {
    header: {
      caseNumber: header.caseNumber,
      dateAssigned: header.dateAssigned,
      decisionDate: header.decisionDate,
      ...(header.dateOfInjury ? { dateOfInjury: header.dateOfInjury } : {}),
      ...(header.urDenialDate ? { urDenialDate: header.urDenialDate } : {}),
      ...(header.applicationReceived ? { applicationReceived: header.applicationReceived } : {}),
      priority: header.priority,
    },
    ...(determination.reviewer
      ? {
          credentials: {
            licensedIn: determination.reviewer.licensure,
            specialties: determination.reviewer.specialties,
          },
        }
      : {}),
    summary: { section: 'CLINICAL CASE SUMMARY', text: smooth(determination.clinicalCaseSummary) },
    items: determination.items.map((item, index) => ({
      item: { section: `Item ${index + 1}`, text: smooth(item.item) },
      decision: item.decision,
      claimsAdministratorGuideline: {
        section: `Item ${index + 1}, claims administrator guideline`,
        text: smooth(item.claimsAdministratorGuideline),
      },
      reviewerGuideline: { section: `Item ${index + 1}, reviewer guideline`, text: smooth(item.reviewerGuideline) },
      rationale: { section: `Item ${index + 1}, decision rationale`, text: smooth(item.rationale) },
    })),
    records: determination.records.map((record) => [record.onDate, record.title].filter(Boolean).join(' ')),
  };
};

/** Every passage that speaks in the reviewer's own words: the summary and the rationales. */
export const narrativeOf = (letter: Letter): Passage[] => [
  letter.summary,
  ...letter.items.flatMap((item) => (item.rationale ? [item.rationale] : [])),
];
