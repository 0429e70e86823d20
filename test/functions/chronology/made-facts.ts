import { createHash } from 'node:crypto';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import type { Registration } from '../../../functions/domain/document.ts';
import {
  DocumentFacts,
  type AttributeKind,
  type DateRole,
  type DisputedItem,
  type DocumentType,
  type Mention,
  type Party,
  type TreatmentCategory,
  type TreatmentStatus,
} from '../../../functions/domain/facts.ts';

// Facts made by hand from a text: each mention names words of the text, and their place is looked up.

export const caseId = CaseId.parse('CM15-0165862');

type Attribute = { words: string; kind: AttributeKind; value: string };
export type Made = {
  type: DocumentType;
  text: string;
  title?: string;
  onDate?: string;
  dates?: readonly (readonly [words: string, role: DateRole, value: string, certainty?: number])[];
  treatments?: readonly {
    words: string;
    name: string;
    status: TreatmentStatus;
    category?: TreatmentCategory;
    attributes?: readonly Attribute[];
  }[];
  diagnoses?: readonly string[];
  ages?: readonly string[];
  painScores?: readonly string[];
  improvements?: readonly string[];
  parties?: readonly { role: Party['role']; name: string; page?: number }[];
  items?: readonly DisputedItem[];
  urOutcome?: { outcome: 'denied' | 'modified' | 'approved'; reason: string };
};

export const madeFacts = (made: Made): DocumentFacts => {
  const { text } = made;
  const documentId = DocumentId.parse(
    `doc-${createHash('sha256')
      .update(made.type + text)
      .digest('hex')
      .slice(0, 10)}`,
  );
  const mentions: Mention[] = [];
  const placed = (words: string, type: string, certainty = 0.9) => {
    const start = text.indexOf(words);
    if (start < 0) throw new Error(`"${words}" is not in the text`);
    const before = text.slice(0, start);
    const page = before.split('\f').length;
    const line = (before.split('\f').at(-1) ?? '').split('\n').length;
    const id = `${type}-${mentions.length + 1}`;
    return { id, start, end: start + words.length, text: words, page, line, ruleId: 'made', certainty };
  };
  for (const [words, role, value, certainty] of made.dates ?? []) {
    mentions.push({ ...placed(words, 'date', certainty), type: 'date', role, value, dateKind: 'full' });
  }
  for (const { words, name, status, category, attributes } of made.treatments ?? []) {
    const treatment = {
      ...placed(words, 'treatment'),
      type: 'treatment' as const,
      name,
      status,
      category: category ?? ('therapy' as const),
    };
    mentions.push(treatment);
    for (const { words: attributeWords, kind, value } of attributes ?? []) {
      mentions.push({ ...placed(attributeWords, 'attribute'), type: 'attribute', kind, value, of: treatment.id });
    }
  }
  for (const name of made.diagnoses ?? []) {
    mentions.push({ ...placed(name, 'diagnosis'), type: 'diagnosis', name: name.toLowerCase(), status: 'current' });
  }
  for (const words of made.ages ?? []) {
    mentions.push({ ...placed(words, 'age'), type: 'age', value: String(Number.parseInt(words, 10)) });
  }
  for (const words of made.painScores ?? []) {
    mentions.push({ ...placed(words, 'pain_score'), type: 'pain_score', value: words });
  }
  for (const words of made.improvements ?? []) {
    mentions.push({ ...placed(words, 'function'), type: 'function', value: 'improved' });
  }
  const pageTexts = text.split('\f');
  return DocumentFacts.parse({
    caseId,
    documentId,
    documentType: made.type,
    title: made.title ?? made.type,
    ...(made.onDate ? { documentDate: made.onDate } : {}),
    pages: pageTexts.length,
    sections: [],
    mentions,
    parties: (made.parties ?? []).map(({ role, name, page = 1 }) => ({
      role,
      name,
      citation: { documentId, page, quote: name, ruleId: 'made', certainty: 0.9 },
    })),
    disputedItems: made.items ?? [],
    ...(made.urOutcome ? { urOutcome: made.urOutcome } : {}),
    pageTexts,
  });
};

/** A registration of the documents, one file each. */
export const registrationOf = (documents: readonly DocumentFacts[]): Registration => ({
  caseId,
  registeredAtTime: '2015-09-10T09:00:00.000Z',
  documents: documents.map((document, index) => ({
    documentId: document.documentId,
    fileName: `${index + 1}-${document.documentType}.pdf`,
    key: `upload/${index + 1}`,
    mediaType: 'application/pdf',
    bytes: 1000,
    sha256: '0'.repeat(64),
    pages: document.pages,
  })),
  refused: [],
});

/** An eligible, complete case without a contradiction; each document can be replaced. */
export const cleanCase = (): Record<'application' | 'decision' | 'request' | 'report', Made> => ({
  application: {
    type: 'imr_application',
    text: 'APPLICATION FOR INDEPENDENT MEDICAL REVIEW\nEmployee: Rosa Ibarra  Date of injury 03/02/2014\nUR decision 08/18/2015\nPhysical therapy with massage qty: 8.00\nSignature: Rosa Ibarra  Date 08/28/2015',
    onDate: '2015-08-28',
    dates: [
      ['03/02/2014', 'date_of_injury', '2014-03-02'],
      ['08/18/2015', 'ur_decision_date', '2015-08-18'],
      ['08/28/2015', 'signature_date', '2015-08-28'],
    ],
    parties: [{ role: 'employee', name: 'Rosa Ibarra' }],
    items: [
      {
        item: 'Physical therapy with massage qty: 8.00',
        treatmentName: 'physical therapy with massage',
        category: 'therapy',
        requestedQuantity: 8,
      },
    ],
  },
  decision: {
    type: 'ur_decision',
    text: 'UTILIZATION REVIEW DECISION August 18, 2015\nRe: IBARRA, ROSA\nDOI 3/2/14\nRequest dated 8-7-15: physical therapy with massage #8 denied for lack of functional benefit',
    onDate: '2015-08-18',
    dates: [
      ['August 18, 2015', 'ur_decision_date', '2015-08-18'],
      ['3/2/14', 'date_of_injury', '2014-03-02'],
      ['8-7-15', 'rfa_date', '2015-08-07'],
    ],
    treatments: [
      {
        words: 'physical therapy with massage',
        name: 'physical therapy with massage',
        status: 'denied',
        attributes: [{ words: '#8', kind: 'quantity', value: '8' }],
      },
    ],
    parties: [{ role: 'employee', name: 'IBARRA, ROSA' }],
    urOutcome: { outcome: 'denied', reason: 'lack of functional benefit' },
    items: [
      {
        item: 'physical therapy with massage #8',
        treatmentName: 'physical therapy with massage',
        category: 'therapy',
        requestedQuantity: 8,
        urOutcome: 'denied',
      },
    ],
  },
  request: {
    type: 'rfa',
    text: 'REQUEST FOR AUTHORIZATION\nIbarra, Rosa M.\nPhysical therapy with massage qty: 8.00\nSigned 08/07/2015',
    onDate: '2015-08-07',
    dates: [['08/07/2015', 'signature_date', '2015-08-07']],
    treatments: [
      {
        words: 'Physical therapy with massage',
        name: 'physical therapy with massage',
        status: 'requested',
        attributes: [{ words: 'qty: 8.00', kind: 'quantity', value: '8.00' }],
      },
    ],
    parties: [
      { role: 'employee', name: 'Ibarra, Rosa M.' },
      { role: 'requesting_physician', name: 'Hal Brandt, MD' },
    ],
  },
  report: {
    type: 'pr2',
    text: "PRIMARY TREATING PHYSICIAN'S PROGRESS REPORT\nSeen on 7-27-15. 43 year old. Cervical range of motion is limited by pain. Lumbar strain.\nShe had physical therapy a year ago with improved function.",
    onDate: '2015-07-27',
    dates: [['7-27-15', 'date_of_service', '2015-07-27']],
    ages: ['43 year old'],
    diagnoses: ['Lumbar strain'],
    treatments: [{ words: 'physical therapy', name: 'physical therapy', status: 'prior' }],
    improvements: ['improved function'],
  },
});
