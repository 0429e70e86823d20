import type {
  Condition,
  Dosage,
  FamilyMemberHistory,
  FhirResource,
  MedicationStatement,
  Observation,
  Procedure,
} from 'fhir/r4.js';
import type { DiagnosisStatus, DocumentFacts, Mention, TreatmentCategory, TreatmentStatus } from '../domain/facts.ts';
import { coded, concept, fhirDate, type FhirIds, type FhirSource } from './fhir-references.ts';

/** A resource, the key that its id was made of, and where it was read. */
export type FhirFact = { resource: FhirResource & { id: string }; key: (string | number)[]; sources: FhirSource[] };

type Found = { document: DocumentFacts; mention: Mention };

/**
 * Patient facts of the record: each diagnosis, each treatment that was had, refused or stopped, and the observations of
 * each document. Requests are not here (they are made from the disputed items), nor what a guideline says in general.
 */
export const fhirFacts = (documents: readonly DocumentFacts[], ids: FhirIds): FhirFact[] => {
  const groups = new Map<string, { key: string[]; found: Found[] }>();
  for (const document of documents) {
    for (const mention of document.mentions) {
      const key = keyOf(mention, document);
      if (!key) continue;
      const group = groups.get(key.join('\n')) ?? { key, found: [] };
      group.found.push({ document, mention });
      groups.set(key.join('\n'), group);
    }
  }
  return [...groups.values()].flatMap(({ key, found }) => {
    const resource = resourceOf(found, ids.id(...key), ids);
    return resource ? [{ resource, key, sources: found.map(sourceOf) }] : [];
  });
};

const sourceOf = ({ document, mention }: Found): FhirSource => ({
  documentId: document.documentId,
  page: mention.page,
  quote: mention.text.replace(/\s+/g, ' ').trim(),
  ruleId: mention.ruleId,
  certainty: mention.certainty,
});

/** Mentions with the same key become one resource: over the case for what lasts, within a document for what was observed. */
const keyOf = (mention: Mention, document: DocumentFacts): string[] | undefined => {
  switch (mention.type) {
    case 'diagnosis':
      return ['diagnosis', mention.name, mention.status];
    case 'treatment':
      return ['treatment', mention.name, mention.category, mention.status];
    case 'pain_score':
    case 'work_status':
    case 'function':
    case 'age':
      return [mention.type, document.documentId, mention.value];
    default:
      return undefined;
  }
};

const resourceOf = (found: Found[], id: string, ids: FhirIds): (FhirResource & { id: string }) | undefined => {
  const [first] = found;
  if (!first) return undefined;
  const { mention, document } = first;
  switch (mention.type) {
    case 'diagnosis':
      return diagnosis(mention.name, mention.status, id, ids);
    case 'treatment':
      return mention.category === 'medication'
        ? medication(mention.name, mention.status, dosages(found), id, ids)
        : procedure(mention.name, mention.category, mention.status, id, ids);
    case 'pain_score':
      return observation(
        document,
        coded('http://loinc.org', '72514-3', 'Pain severity, 0 to 10'),
        mention.value,
        id,
        ids,
      );
    case 'age':
      return observation(document, coded('http://loinc.org', '30525-0', 'Age in years'), mention.value, id, ids);
    case 'work_status':
      return observation(document, concept('Work status'), words(mention.value), id, ids);
    case 'function':
      return observation(document, concept('Change of function'), words(mention.value), id, ids);
    default:
      return undefined;
  }
};

const words = (value: string): string => value.replaceAll('_', ' ');

const clinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
const verification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';

const conditionCodes: Record<
  Exclude<DiagnosisStatus, 'family' | 'general'>,
  { clinical?: string; verification: string }
> = {
  current: { clinical: 'active', verification: 'confirmed' },
  historical: { clinical: 'resolved', verification: 'confirmed' },
  suspected: { clinical: 'active', verification: 'provisional' },
  negated: { verification: 'refuted' },
};

const diagnosis = (
  name: string,
  status: DiagnosisStatus,
  id: string,
  ids: FhirIds,
): ((Condition | FamilyMemberHistory) & { id: string }) | undefined => {
  if (status === 'general') return undefined;
  if (status === 'family') {
    return {
      resourceType: 'FamilyMemberHistory',
      id,
      status: 'partial',
      patient: ids.reference('patient'),
      relationship: coded('http://terminology.hl7.org/CodeSystem/v3-RoleCode', 'FAMMEMB', 'family member'),
      condition: [{ code: concept(name) }],
    };
  }
  const codes = conditionCodes[status];
  return {
    resourceType: 'Condition',
    id,
    ...(codes.clinical === undefined ? {} : { clinicalStatus: coded(clinical, codes.clinical) }),
    verificationStatus: coded(verification, codes.verification),
    code: concept(name),
    subject: ids.reference('patient'),
  };
};

const medicationStatus: Partial<Record<TreatmentStatus, MedicationStatement['status']>> = {
  current: 'active',
  prior: 'completed',
  discontinued: 'stopped',
  negated: 'not-taken',
  planned: 'intended',
};

const medication = (
  name: string,
  status: TreatmentStatus,
  dosage: Dosage[],
  id: string,
  ids: FhirIds,
): (MedicationStatement & { id: string }) | undefined => {
  const fhirStatus = medicationStatus[status];
  if (!fhirStatus) return undefined;
  return {
    resourceType: 'MedicationStatement',
    id,
    status: fhirStatus,
    medicationCodeableConcept: concept(name),
    subject: ids.reference('patient'),
    ...(dosage.length === 0 ? {} : { dosage }),
  };
};

const procedureStatus: Partial<Record<TreatmentStatus, Procedure['status']>> = {
  current: 'in-progress',
  prior: 'completed',
  discontinued: 'stopped',
  negated: 'not-done',
  planned: 'preparation',
};

const procedure = (
  name: string,
  category: TreatmentCategory,
  status: TreatmentStatus,
  id: string,
  ids: FhirIds,
): (Procedure & { id: string }) | undefined => {
  const fhirStatus = procedureStatus[status];
  if (!fhirStatus) return undefined;
  return {
    resourceType: 'Procedure',
    id,
    status: fhirStatus,
    category: concept(words(category)),
    code: concept(name),
    subject: ids.reference('patient'),
  };
};

const dosageKinds = new Set(['dose', 'dose_amount', 'form', 'route', 'frequency', 'duration']);

/** One text a mention that has a dose, route or frequency: `10/325 mg, every 6 hours`. */
const dosages = (found: readonly Found[]): Dosage[] => {
  const texts = found.map(({ document, mention }) =>
    document.mentions
      .flatMap((m) => (m.type === 'attribute' && m.of === mention.id && dosageKinds.has(m.kind) ? [m.value] : []))
      .join(', '),
  );
  return [...new Set(texts)].filter((text) => text !== '').map((text) => ({ text }));
};

const observation = (
  document: DocumentFacts,
  code: Observation['code'],
  value: string,
  id: string,
  ids: FhirIds,
): Observation & { id: string } => {
  const onDate = fhirDate(document.documentDate);
  return {
    resourceType: 'Observation',
    id,
    status: 'final',
    code,
    subject: ids.reference('patient'),
    ...(onDate === undefined ? {} : { effectiveDateTime: onDate }),
    valueString: value,
  };
};
