import type { UnansweredRequest } from '../domain/chronology.ts';
import type { PartialDay } from '../domain/days.ts';
import type { DocumentFacts, DocumentType } from '../domain/facts.ts';
import { personNames } from '../domain/person-names.ts';

/** Who asks: utilization review and the claims administrator, whose plain letters have no type of their own. */
const askers: ReadonlySet<DocumentType> = new Set(['ur_decision', 'other']);

const thing = String.raw`(?:information|documentation|records?|reports?|notes?|results?)`;
const asking: readonly RegExp[] = [
  new RegExp(
    String.raw`\bplease\s+(?:kindly\s+)?(?:submit|provide|forward|send|fax|furnish)\b[^.]{0,160}?\b${thing}\b`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:we|I|utilization\s+review|reviewer)\s+(?:are|am|is|hereby)?\s*request(?:ing|s)?\b[^.]{0,120}?\b${thing}\b`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:additional|further|following|missing)\s+${thing}\s+(?:is|are|was|were|has\s+been|have\s+been)\s+(?:needed|required|necessary|requested)`,
    'i',
  ),
  new RegExp(
    String.raw`\b(?:requested|necessary)\s+${thing}\b[^.]{0,60}\b(?:not|never)\s+(?:been\s+)?(?:received|provided|submitted|sent|furnished)`,
    'i',
  ),
  new RegExp(String.raw`\brequest\s+for\s+(?:additional|further)\s+${thing}\b`, 'i'),
];

/** Standing text about rights and appeals asks nobody for anything. */
const standing =
  /\b(?:if\s+you|should\s+you|you\s+may|wish|appeal|reconsider|dispute|independent\s+medical\s+review|IMR|objection|copy\s+of\s+this|confidential|in\s+error|future\s+requests?|with\s+(?:your|the)\s+application)\b/i;

const kinds: readonly (readonly [DocumentType, RegExp])[] = [
  ['therapy', /\b(?:physical|occupational)\s+therap\w*|\bPT\s+(?:notes?|records?|reports?)/i],
  ['chiropractic', /\bchiropract/i],
  ['acupuncture', /\bacupunct/i],
  ['imaging', /\b(?:MRI|x-?rays?|imaging|radiograph\w*|CT\s+scan)\b/i],
  ['electrodiagnostic', /\b(?:EMG|NCV|NCS|electrodiagnos\w*|nerve\s+conduction)\b/i],
  ['operative', /\boperative\s+(?:report|note)/i],
  ['lab', /\b(?:urine\s+drug|drug\s+screen|toxicolog\w*|lab(?:oratory)?\s+(?:results?|reports?))/i],
  ['qme_ame', /\b(?:QME|AME)\b/],
];

/** Papers of the dispute carry no medical information of their own. */
const paperwork: ReadonlySet<DocumentType> = new Set([
  'ur_decision',
  'imr_application',
  'imr_determination',
  'noarfi',
  'fax_cover',
  'proof_of_service',
  'rfa',
  'other',
]);

const answersExpressly = /\bin\s+(?:response|reply|answer)\s+to\s+(?:your|the)\s+(?:letter|request)/i;

/** The kinds that are named must all be in the file; where none is named, a report of the day or later will do. */
const isAnswered = (words: string, asker: DocumentFacts, documents: readonly DocumentFacts[]): boolean => {
  const others = documents.filter((document) => document !== asker);
  const wanted = kinds.filter(([, pattern]) => pattern.test(words)).map(([type]) => type);
  if (wanted.length > 0) return wanted.every((type) => others.some(({ documentType }) => documentType === type));
  const since = asker.documentDate;
  return others.some(
    (document) =>
      (since !== undefined &&
        !paperwork.has(document.documentType) &&
        document.documentDate !== undefined &&
        document.documentDate >= since) ||
      document.pageTexts.some((text) => answersExpressly.test(text)),
  );
};

const maxQuoteCharacters = 240;

/**
 * Letters of utilization review or the claims administrator that ask for information which is not in the file. A
 * denial for want of an answer is no decision on necessity. Source: 8 CCR 9792.10.3(a).
 */
export const findUnansweredRequests = (documents: readonly DocumentFacts[]): UnansweredRequest[] => {
  const names = personNames(documents.flatMap(({ parties }) => parties));
  return documents
    .filter(({ documentType }) => askers.has(documentType))
    .flatMap((asker) => {
      const asked = asker.pageTexts.flatMap((text, index) =>
        text
          .split(/(?<=[.!?:;])\s+(?=[A-Z\d])/)
          .filter((words) => !standing.test(words) && asking.some((pattern) => pattern.test(words)))
          .map((words) => ({ words: words.trim().slice(-maxQuoteCharacters), page: index + 1 })),
      );
      const open = asked.find(({ words }) => !isAnswered(words, asker, documents));
      return open ? [unanswered(asker, open, names.takenOutOf)] : [];
    });
};

const unanswered = (
  asker: DocumentFacts,
  { words, page }: { words: string; page: number },
  withoutNames: (text: string) => string,
): UnansweredRequest => {
  const onDate: PartialDay | undefined = asker.documentDate;
  return {
    ...(onDate ? { onDate } : {}),
    message: `Information was asked for${onDate ? ` on ${onDate}` : ''} and nothing in the file answers: "${withoutNames(words)}"`,
    source: { documentId: asker.documentId, page, quote: words, ruleId: 'unanswered-request', certainty: 0.7 },
  };
};
