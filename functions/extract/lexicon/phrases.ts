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
import type { Tokens } from '../tokens.ts';
import { lexicon, type SectionKind } from './read-lexicon.ts';

/** What the lexicon says of a phrase, by the list that the phrase is in. */
export type PhraseEntries = {
  treatment: { name: string; category: TreatmentCategory };
  diagnosis: { list: 'diagnosis'; name: string };
  symptom: { list: 'symptom'; name: string };
  body: { name: string; region: string };
  heading: { kind: SectionKind };
  documentType: { documentType: DocumentType; weight: number };
  dateBefore: { role: DateRole; weight: number };
  dateAfter: { role: DateRole; weight: number };
  statusBefore: { status: TreatmentStatus; weight: number };
  statusAfter: { status: TreatmentStatus; weight: number };
  diagnosisBefore: { diagnosisStatus: DiagnosisStatus };
  diagnosisAfter: { diagnosisStatus: DiagnosisStatus };
  work: { workStatus: WorkStatus };
  function: { polarity: FunctionPolarity };
};

export type PhraseList = keyof PhraseEntries;
type Listed<L extends PhraseList = PhraseList> = { [K in L]: { list: K; entry: PhraseEntries[K] } }[L];
export type PhraseHit<L extends PhraseList = PhraseList> = { [K in L]: Hit<PhraseEntries[K]> }[L];

type Phrase = { phrase: string; entry: Listed; fuzzy: boolean };

function* allPhrases(): Generator<Phrase> {
  const clear = (phrase: string, entry: Listed): Phrase => ({ phrase, entry, fuzzy: false });
  for (const [name, brands] of Object.entries(lexicon.drugs)) {
    for (const phrase of [name, ...brands]) {
      yield { phrase, entry: { list: 'treatment', entry: { name, category: 'medication' } }, fuzzy: true };
    }
  }
  for (const { name, category, terms } of lexicon.treatments) {
    for (const phrase of terms) yield { phrase, entry: { list: 'treatment', entry: { name, category } }, fuzzy: true };
  }
  for (const { name, terms } of lexicon.diagnoses) {
    for (const phrase of terms)
      yield { phrase, entry: { list: 'diagnosis', entry: { list: 'diagnosis', name } }, fuzzy: true };
  }
  for (const phrase of lexicon.symptoms)
    yield clear(phrase, { list: 'symptom', entry: { list: 'symptom', name: phrase } });
  for (const { name, region, terms } of lexicon.bodyParts) {
    for (const phrase of terms) yield clear(phrase, { list: 'body', entry: { name, region } });
  }
  for (const { kind, terms } of lexicon.headings)
    for (const p of terms) yield clear(p, { list: 'heading', entry: { kind } });
  for (const { type, weight, terms } of lexicon.documentTypes) {
    for (const phrase of terms) yield clear(phrase, { list: 'documentType', entry: { documentType: type, weight } });
  }
  for (const { role, direction, weight, terms } of lexicon.dateCues) {
    const list = direction === 'before' ? 'dateBefore' : 'dateAfter';
    for (const phrase of terms) yield clear(phrase, { list, entry: { role, weight } });
  }
  for (const { status, direction, weight, terms } of lexicon.statusCues) {
    const list = direction === 'before' ? 'statusBefore' : 'statusAfter';
    for (const phrase of terms) yield clear(phrase, { list, entry: { status, weight } });
  }
  for (const { status, direction, terms } of lexicon.diagnosisCues) {
    const list = direction === 'before' ? 'diagnosisBefore' : 'diagnosisAfter';
    for (const phrase of terms) yield clear(phrase, { list, entry: { diagnosisStatus: status } });
  }
  for (const { value, terms } of lexicon.workStatus) {
    for (const phrase of terms) yield clear(phrase, { list: 'work', entry: { workStatus: value } });
  }
  for (const { value, terms } of lexicon.functionCues) {
    for (const phrase of terms) yield clear(phrase, { list: 'function', entry: { polarity: value } });
  }
}

/** Every phrase of the lexicon, built once when the module is loaded (about 6,000 phrases, tens of milliseconds). */
export const phraseIndex = buildPhraseIndex<Listed>(allPhrases());

export type FoundPhrases = { [L in PhraseList]: PhraseHit<L>[] };

/** The phrases in a text, list by list. */
export const findLexiconPhrases = (tokens: Tokens): FoundPhrases => {
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
  findPhrases(phraseIndex, tokens, (listed, from, to, start, end) => put(found, listed, from, to, start, end));
  return found;
};

const put = <L extends PhraseList>(
  found: FoundPhrases,
  { list, entry }: Listed<L>,
  from: number,
  to: number,
  start: number,
  end: number,
): void => {
  found[list].push({ entry, from, to, start, end });
};
