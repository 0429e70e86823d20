import type { AttributeMention, DocumentFacts } from '../domain/facts.ts';

/** The attributes of each treatment of a document, by its id. */
export const attributesByTreatment = (document: DocumentFacts): Map<string, AttributeMention[]> => {
  const groups = new Map<string, AttributeMention[]>();
  for (const mention of document.mentions) {
    if (mention.type !== 'attribute') continue;
    const group = groups.get(mention.of);
    if (group) group.push(mention);
    else groups.set(mention.of, [mention]);
  }
  return groups;
};

/** The number of a quantity: `1,000 tablets` is `1000`. */
export const numberIn = (value: string): string => {
  const found = /\d+(?:\.\d+)?/.exec(value.replace(/,(?=\d{3}\b)/g, ''));
  return found ? String(Number(found[0])) : value.trim().toLowerCase();
};
