import type { Chronology } from '../domain/chronology.ts';
import type { Citation, DocumentFacts, Mention } from '../domain/facts.ts';
import type { StatementValue } from './statement-values.ts';

/** A fact of the record that a sentence can be held against. */
export type RecordFact = {
  citation: Citation;
  /** What it states when it is a date or a quantity. */
  states?: StatementValue;
  /** Words that name it when it is a treatment or a diagnosis: as written there, and as the extraction calls it. */
  names: string[];
  /** The treatment that a dose or a quantity belongs to. */
  of?: string;
};

/** Lower-case words and numbers, one space between and around them: for finding words inside words. */
export const spacedWords = (text: string): string =>
  ` ${(text.toLowerCase().match(/\d+(?:[./]\d+)*|[\p{L}\p{M}]+/gu) ?? []).join(' ')} `;

/** Every fact of the documents and every quantity of the disputed items. */
export const recordFacts = (documents: readonly DocumentFacts[], chronology: Chronology): RecordFact[] => [
  ...documents.flatMap((document) => {
    const treatments = new Map(document.mentions.flatMap((m) => (m.type === 'treatment' ? [[m.id, m.name]] : [])));
    return document.mentions.flatMap((mention) => factOf(mention, document, treatments));
  }),
  ...chronology.disputedItems.flatMap((item): RecordFact[] => {
    const { citation } = item;
    if (!citation) return [];
    return [item.requestedQuantity, item.authorizedQuantity, item.remainingQuantity].flatMap((value) =>
      value === undefined ? [] : [{ citation, states: { kind: 'quantity', value }, names: [], of: item.treatmentName }],
    );
  }),
];

const factOf = (mention: Mention, document: DocumentFacts, treatments: ReadonlyMap<string, string>): RecordFact[] => {
  const citation: Citation = {
    documentId: document.documentId,
    page: mention.page,
    ...(mention.boxes === undefined ? {} : { boxes: mention.boxes }),
    quote: mention.text.replace(/\s+/g, ' ').trim(),
    ruleId: mention.ruleId,
    certainty: mention.certainty,
  };
  const stated = (states: StatementValue, of?: string): RecordFact[] => [
    { citation, states, names: [], ...(of === undefined ? {} : { of }) },
  ];
  switch (mention.type) {
    case 'treatment':
    case 'diagnosis':
      return [{ citation, names: [spacedWords(mention.text), spacedWords(mention.name)] }];
    case 'date':
      return mention.value.split('/').flatMap((value) => stated({ kind: 'date', value }));
    case 'age':
      return stated({ kind: 'age', value: Number(mention.value) });
    case 'pain_score':
      return stated({ kind: 'pain', value: Number.parseFloat(mention.value) });
    case 'attribute': {
      const of = treatments.get(mention.of);
      if (mention.kind === 'dose')
        return stated({ kind: 'dose', value: mention.value.replace(/\s/g, '').toLowerCase() }, of);
      const isQuantity = mention.kind === 'quantity' || mention.kind === 'quantity_approved';
      return isQuantity ? stated({ kind: 'quantity', value: Number.parseFloat(mention.value) }, of) : [];
    }
    default:
      return [];
  }
};
