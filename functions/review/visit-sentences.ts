import type { DocumentFacts, DocumentType } from '../domain/facts.ts';
import { isDay } from '../domain/calendar.ts';
import type { PersonNames } from '../domain/person-names.ts';
import { letterDate } from './letter-words.ts';

const visitTypes: ReadonlySet<DocumentType> = new Set([
  'pr2',
  'first_report',
  'consult',
  'progress_note',
  'chiropractic',
  'acupuncture',
  'qme_ame',
  'procedure',
  'operative',
  'imaging',
  'electrodiagnostic',
  'therapy',
]);

const typeWords: Partial<Record<DocumentType, string>> = {
  pr2: 'progress report (PR-2)',
  first_report: 'first report',
  consult: 'consultation',
  progress_note: 'progress note',
  chiropractic: 'chiropractic note',
  acupuncture: 'acupuncture note',
  qme_ame: 'medical-legal report',
  procedure: 'procedure note',
  operative: 'operative report',
  imaging: 'imaging report',
  electrodiagnostic: 'electrodiagnostic report',
  therapy: 'therapy note',
};

const complaints = /\b(?:complain|pain|rated|worse|improve|relief|numb|tingl|weak)\w*/i;
const findings =
  /\b(?:tender|range of motion|flexion|straight leg|spasm|strength|sensation|reflex|positive|negative|impression|demonstrat)\w*/i;

const maxDocuments = 4;
const maxSentences = 3;

/** Words of the record that a sentence of a summary can be made of: no headings, no labels, no guideline talk. */
const isStatement = (sentence: string): boolean =>
  sentence.length >= 25 &&
  sentence.length <= 260 &&
  /^[A-Z]/.test(sentence) &&
  /[a-z]{3}/.test(sentence) &&
  (sentence.match(/:/g)?.length ?? 0) <= 1 &&
  !/\b(?:guidelines?|signature|claim number|phone|fax|DOB|date of birth)\b/i.test(sentence);

/**
 * The latest dated medical documents in the words of the record: complaints first, findings after. Each sentence is a
 * quotation; nothing is put in other words. Sentences that name a person are left out.
 */
export const visitSentences = (documents: readonly DocumentFacts[], people: PersonNames): string[] =>
  documents
    .filter(({ documentType, documentDate }) => visitTypes.has(documentType) && documentDate && isDay(documentDate))
    .sort((a, b) => (a.documentDate ?? '').localeCompare(b.documentDate ?? ''))
    .slice(-maxDocuments)
    .flatMap((document) => {
      const sentences = document.pageTexts.flatMap((text) =>
        text
          .split(/(?<=[a-z)%\d][.!?])\s+(?=[A-Z])/)
          .map((sentence) => sentence.replace(/^(?:[A-Z][A-Z ,/&()-]{3,}\s+)+(?=[A-Z][a-z])/, '').trim()),
      );
      const unnamed = sentences.filter((sentence) => isStatement(sentence) && !people.isIn(sentence));
      const told = [
        ...unnamed.filter((sentence) => complaints.test(sentence)).slice(0, 1),
        ...unnamed.filter((sentence) => findings.test(sentence)).slice(0, maxSentences - 1),
      ];
      if (told.length === 0) return [];
      const quoted = [...new Set(told)].map((sentence) => sentence.replace(/[.\s]+$/, '')).join('. ');
      return [
        `Per the ${typeWords[document.documentType] ?? 'record'} of ${letterDate(document.documentDate ?? '')}: "${quoted}."`,
      ];
    });
