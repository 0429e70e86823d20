import type {
  Bundle,
  DetectedIssue,
  DetectedIssueEvidence,
  DocumentReference,
  FhirResource,
  Patient,
} from 'fhir/r4.js';
import type { Chronology, Conflict } from '../domain/chronology.ts';
import type { Determination } from '../domain/determination.ts';
import type { CaseDocument, Registration } from '../domain/document.ts';
import type { DocumentFacts } from '../domain/facts.ts';
import { documentTypeName } from '../domain/document-type-name.ts';
import { fhirDecisions } from './fhir-decisions.ts';
import { fhirFacts, type FhirFact } from './fhir-facts.ts';
import { concept, entry, fhirDate, fhirIds, provenance, type FhirIds } from './fhir-references.ts';

type Made = FhirResource & { id: string };

/**
 * The case as a FHIR R4 collection: patient, documents, facts, requests, decisions and conflicts, and for each thing that
 * was read from the file a Provenance with page and quoted words. Neither the worker nor the reviewer is named.
 * References are `urn:uuid:` and all resolve within the bundle; the same case gives the same ids.
 */
export const fhirBundle = (input: {
  determination: Determination;
  chronology: Chronology;
  documents: readonly DocumentFacts[];
  registration: Registration;
}): Bundle<FhirResource> => {
  const { determination, chronology, documents, registration } = input;
  const ids = fhirIds(determination.caseId);
  const known = new Set<string>(registration.documents.map(({ documentId }) => documentId));
  const facts = [
    ...fhirFacts(documents, ids),
    ...fhirDecisions(determination, chronology, ids),
    ...chronology.conflicts.map((conflict, index) => detectedIssue(conflict, index, ids, known)),
  ];
  const resources: Made[] = [
    patient(chronology, ids),
    { resourceType: 'Organization', id: ids.id('organization'), name: determination.organization },
    {
      resourceType: 'Device',
      id: ids.id('software'),
      deviceName: [{ name: 'IMR Casework', type: 'manufacturer-name' }],
    },
    ...registration.documents.map((file) => documentReference(file, documents, ids)),
    ...facts.map(({ resource }) => resource),
    ...facts.flatMap(({ key, sources }) => {
      const found = sources.filter(({ documentId }) => known.has(documentId));
      return found.length === 0 ? [] : [provenance(ids, key, found, determination.signedAtTime)];
    }),
  ];
  return {
    resourceType: 'Bundle',
    id: ids.id('bundle'),
    identifier: { system: 'urn:imr-casework:case-number', value: determination.header.caseNumber },
    type: 'collection',
    timestamp: determination.signedAtTime,
    entry: resources.map(entry),
  };
};

const patient = ({ patient: facts, caseId }: Chronology, ids: FhirIds): Patient & { id: string } => {
  const birthDate = fhirDate(facts.birthDate);
  return {
    resourceType: 'Patient',
    id: ids.id('patient'),
    identifier: [{ system: 'urn:imr-casework:case-number', value: caseId }],
    ...(facts.sex === undefined ? {} : { gender: facts.sex }),
    ...(birthDate === undefined ? {} : { birthDate }),
  };
};

/** The hash is an identifier (RFC 6920): `attachment.hash` is SHA-1 in R4. */
const documentReference = (
  file: CaseDocument,
  documents: readonly DocumentFacts[],
  ids: FhirIds,
): DocumentReference & { id: string } => {
  const read = documents.find(({ documentId }) => documentId === file.documentId);
  const creation = fhirDate(read?.documentDate);
  return {
    resourceType: 'DocumentReference',
    id: ids.id('document', file.documentId),
    masterIdentifier: {
      system: 'urn:ietf:rfc:3986',
      value: `ni:///sha-256;${Buffer.from(file.sha256, 'hex').toString('base64url')}`,
    },
    identifier: [{ system: 'urn:imr-casework:document', value: file.documentId }],
    status: 'current',
    type: concept(documentTypeName(read?.documentType ?? 'other')),
    subject: ids.reference('patient'),
    description: `${file.pages} ${file.pages === 1 ? 'page' : 'pages'}`,
    content: [
      {
        attachment: {
          contentType: file.mediaType,
          size: file.bytes,
          title: read?.title ?? documentTypeName('other'),
          ...(creation === undefined ? {} : { creation }),
        },
      },
    ],
  };
};

const detectedIssue = (conflict: Conflict, index: number, ids: FhirIds, known: ReadonlySet<string>): FhirFact => {
  const key = ['conflict', index];
  const evidence = conflict.values.map(({ value, sources }): DetectedIssueEvidence => {
    const documentIds = [...new Set(sources.map(({ documentId }) => documentId))].filter((id) => known.has(id));
    const detail = documentIds.map((id) => ids.reference('document', id));
    return { code: [concept(value)], ...(detail.length === 0 ? {} : { detail }) };
  });
  const resource: DetectedIssue & { id: string } = {
    resourceType: 'DetectedIssue',
    id: ids.id(...key),
    status: 'final',
    code: concept(`Conflict in the record: ${conflict.field.replaceAll('_', ' ')}`),
    patient: ids.reference('patient'),
    detail: conflict.message,
    ...(evidence.length === 0 ? {} : { evidence }),
  };
  return { resource, key, sources: conflict.values.flatMap(({ sources }) => sources) };
};
