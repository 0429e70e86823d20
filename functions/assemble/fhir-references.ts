import { createHash } from 'node:crypto';
import type { BundleEntry, CodeableConcept, FhirResource, Provenance, ProvenanceEntity, Reference } from 'fhir/r4.js';
import type { CaseId } from '../domain/case-number.ts';
import type { PartialDay } from '../domain/days.ts';

/** Words of a page that a resource was made from. */
export type FhirSource = { documentId: string; page: number; quote: string; ruleId: string; certainty: number };

/** Names the resources of one case: the same part of the same case has the same id in every run. */
export type FhirIds = {
  /** An id of a resource, a UUID made from the case and the part's own key. */
  id: (...key: (string | number)[]) => string;
  reference: (...key: (string | number)[]) => Reference;
};

export const fhirIds = (caseId: CaseId): FhirIds => {
  const id = (...key: (string | number)[]): string => {
    const hex = createHash('sha256')
      .update(JSON.stringify([caseId, ...key]))
      .digest('hex');
    // Version 8 (own scheme) and the variant bits of RFC 9562.
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  };
  return { id, reference: (...key) => ({ reference: `urn:uuid:${id(...key)}` }) };
};

export const entry = (resource: FhirResource & { id: string }): BundleEntry<FhirResource> => ({
  fullUrl: `urn:uuid:${resource.id}`,
  resource,
});

export const concept = (text: string): CodeableConcept => ({ text });

export const coded = (system: string, code: string, text?: string): CodeableConcept => ({
  coding: [{ system, code }],
  ...(text === undefined ? {} : { text }),
});

/** FHIR has dates of a day, a month or a year; a range has no place in them. */
export const fhirDate = (day: PartialDay | undefined): string | undefined =>
  day === undefined || day.includes('/') ? undefined : day;

const extension = 'urn:imr-casework:fhir:';

/** Where a resource comes from: page, quoted words, rule and certainty of each place. */
export const provenance = (
  ids: FhirIds,
  key: readonly (string | number)[],
  sources: readonly FhirSource[],
  recorded: string,
): Provenance & { id: string } => ({
  resourceType: 'Provenance',
  id: ids.id('provenance', ...key),
  target: [ids.reference(...key)],
  recorded,
  activity: concept('Read from the case file'),
  agent: [
    {
      type: coded('http://terminology.hl7.org/CodeSystem/provenance-participant-type', 'assembler'),
      who: ids.reference('software'),
    },
  ],
  entity: distinct(sources).map((source): ProvenanceEntity => ({
    role: 'source',
    what: {
      ...ids.reference('document', source.documentId),
      display: `Page ${source.page}: ${source.quote}`,
    },
    extension: [
      { url: `${extension}page`, valuePositiveInt: source.page },
      { url: `${extension}quote`, valueString: source.quote },
      { url: `${extension}rule`, valueString: source.ruleId },
      { url: `${extension}certainty`, valueDecimal: source.certainty },
    ],
  })),
});

const distinct = (sources: readonly FhirSource[]): FhirSource[] => [
  ...new Map(sources.map((source) => [`${source.documentId} ${source.page} ${source.quote}`, source])).values(),
];
