import type {
  DateRole,
  DiagnosisStatus,
  DocumentType,
  FunctionPolarity,
  TreatmentCategory,
  TreatmentStatus,
  WorkStatus,
} from '../../domain/facts.ts';
import { buildPhraseIndex, findPhrases, type Hit } from '../phrase-index.ts';
import type { Token } from '../tokens.ts';
import { lexicon, type SectionKind } from './read-lexicon.ts';

export type PhraseEntry =
  | { list: 'treatment'; name: string; category: TreatmentCategory }
  | { list: 'diagnosis'; name: string }
  | { list: 'symptom'; name: string }
  | { list: 'body'; name: string; region: string }
  | { list: 'heading'; kind: SectionKind }
  | { list: 'documentType'; documentType: DocumentType; weight: number }
  | { list: 'dateBefore'; role: DateRole; weight: number }
  | { list: 'dateAfter'; role: DateRole; weight: number }
  | { list: 'statusBefore'; status: TreatmentStatus; weight: number }
  | { list: 'statusAfter'; status: TreatmentStatus; weight: number }
  | { list: 'diagnosisBefore'; diagnosisStatus: DiagnosisStatus }
  | { list: 'diagnosisAfter'; diagnosisStatus: DiagnosisStatus }
  | { list: 'work'; workStatus: WorkStatus }
  | { list: 'function'; polarity: FunctionPolarity };

export type PhraseList = PhraseEntry['list'];
export type PhraseHit<L extends PhraseList = PhraseList> = L extends PhraseList
  ? Hit<Extract<PhraseEntry, { list: L }>>
  : never;

type Phrase = { phrase: string; entry: PhraseEntry; fuzzy: boolean };

function* allPhrases(): Generator<Phrase> {
  const clear = (phrase: string, entry: PhraseEntry): Phrase => ({ phrase, entry, fuzzy: false });
  for (const [name, brands] of Object.entries(lexicon.drugs)) {
    for (const phrase of [name, ...brands]) {
      yield { phrase, entry: { list: 'treatment', name, category: 'medication' }, fuzzy: true };
    }
  }
  for (const { name, category, terms } of lexicon.treatments) {
    for (const phrase of terms) yield { phrase, entry: { list: 'treatment', name, category }, fuzzy: true };
  }
  for (const { name, terms } of lexicon.diagnoses) {
    for (const phrase of terms) yield { phrase, entry: { list: 'diagnosis', name }, fuzzy: true };
  }
  for (const phrase of lexicon.symptoms) yield clear(phrase, { list: 'symptom', name: phrase });
  for (const { name, region, terms } of lexicon.bodyParts) {
    for (const phrase of terms) yield clear(phrase, { list: 'body', name, region });
  }
  for (const { kind, terms } of lexicon.headings) for (const p of terms) yield clear(p, { list: 'heading', kind });
  for (const { type, weight, terms } of lexicon.documentTypes) {
    for (const phrase of terms) yield clear(phrase, { list: 'documentType', documentType: type, weight });
  }
  for (const { role, direction, weight, terms } of lexicon.dateCues) {
    const list = direction === 'before' ? 'dateBefore' : 'dateAfter';
    for (const phrase of terms) yield clear(phrase, { list, role, weight });
  }
  for (const { status, direction, weight, terms } of lexicon.statusCues) {
    const list = direction === 'before' ? 'statusBefore' : 'statusAfter';
    for (const phrase of terms) yield clear(phrase, { list, status, weight });
  }
  for (const { status, direction, terms } of lexicon.diagnosisCues) {
    const list = direction === 'before' ? 'diagnosisBefore' : 'diagnosisAfter';
    for (const phrase of terms) yield clear(phrase, { list, diagnosisStatus: status });
  }
  for (const { value, terms } of lexicon.workStatus) {
    for (const phrase of terms) yield clear(phrase, { list: 'work', workStatus: value });
  }
  for (const { value, terms } of lexicon.functionCues) {
    for (const phrase of terms) yield clear(phrase, { list: 'function', polarity: value });
  }
}

/** Every phrase of the lexicon, built once when the module is loaded (about 6,000 phrases, tens of milliseconds). */
export const phraseIndex = buildPhraseIndex<PhraseEntry>(allPhrases());

export type FoundPhrases = { [L in PhraseList]: PhraseHit<L>[] };

/** The phrases in a text, list by list. */
export const findLexiconPhrases = (tokens: readonly Token[]): FoundPhrases => {
  const found: FoundPhrases = {
    treatment: [],
    diagnosis: [],
    symptom: [],
    body: [],
    heading: [],
    documentType: [],
    dateBefore: [],
    dateAfter: [],
    statusBefore: [],
    statusAfter: [],
    diagnosisBefore: [],
    diagnosisAfter: [],
    work: [],
    function: [],
  };
  findPhrases(phraseIndex, tokens, (entry, from, to) => put(found, entry, from, to));
  return found;
};

const put = (found: FoundPhrases, entry: PhraseEntry, from: number, to: number): void => {
  switch (entry.list) {
    case 'treatment':
      found.treatment.push({ entry, from, to });
      break;
    case 'diagnosis':
      found.diagnosis.push({ entry, from, to });
      break;
    case 'symptom':
      found.symptom.push({ entry, from, to });
      break;
    case 'body':
      found.body.push({ entry, from, to });
      break;
    case 'heading':
      found.heading.push({ entry, from, to });
      break;
    case 'documentType':
      found.documentType.push({ entry, from, to });
      break;
    case 'dateBefore':
      found.dateBefore.push({ entry, from, to });
      break;
    case 'dateAfter':
      found.dateAfter.push({ entry, from, to });
      break;
    case 'statusBefore':
      found.statusBefore.push({ entry, from, to });
      break;
    case 'statusAfter':
      found.statusAfter.push({ entry, from, to });
      break;
    case 'diagnosisBefore':
      found.diagnosisBefore.push({ entry, from, to });
      break;
    case 'diagnosisAfter':
      found.diagnosisAfter.push({ entry, from, to });
      break;
    case 'work':
      found.work.push({ entry, from, to });
      break;
    case 'function':
      found.function.push({ entry, from, to });
      break;
  }
};
