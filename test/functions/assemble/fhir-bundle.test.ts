import { describe, expect, test } from '@jest/globals';
import type { Bundle, FhirResource } from 'fhir/r4.js';
import { assembleDetermination } from '../../../functions/assemble/assemble-determination.ts';
import { fhirBundle } from '../../../functions/assemble/fhir-bundle.ts';
import { longLetter } from './long-letter.ts';
import * as sample from './sample-case.ts';

const determination = assembleDetermination({ ...sample, findings: [], today: '2015-09-21' });
const bundle = fhirBundle({ ...sample, determination });
const resourcesOf = ({ entry }: Bundle<FhirResource>): FhirResource[] =>
  (entry ?? []).flatMap(({ resource }) => (resource ? [resource] : []));
const resources = resourcesOf(bundle);

type OfType<T> = Extract<FhirResource, { resourceType: T }>;

const ofType = <T extends FhirResource['resourceType']>(type: T, all = resources): OfType<T>[] =>
  all.filter((resource): resource is OfType<T> => resource.resourceType === type);

/** Every value under a key, anywhere in a JSON value. */
const valuesAt = (value: unknown, key: string): unknown[] => {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [...(name === key ? [inner] : []), ...valuesAt(inner, key)]);
};

/** R4: no empty string, array or object anywhere. */
const emptyPaths = (value: unknown, path = 'bundle'): string[] => {
  if (value === '' || value === undefined || value === null) return [path];
  if (typeof value !== 'object') return [];
  const inner = Object.entries(value);
  return inner.length === 0 ? [path] : inner.flatMap(([key, item]) => emptyPaths(item, `${path}.${key}`));
};

describe('fhirBundle', () => {
  test('is a collection whose ids are unique and whose references all resolve inside it', () => {
    expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'collection' });
    const urls = (bundle.entry ?? []).map(({ fullUrl }) => fullUrl);
    expect(new Set(urls).size).toBe(urls.length);
    expect(new Set(resources.map(({ id }) => id)).size).toBe(resources.length);
    for (const url of urls)
      expect(url).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    const references = valuesAt(bundle.entry, 'reference').filter((reference) => typeof reference === 'string');
    expect(references.length).toBeGreaterThan(20);
    for (const reference of references) expect(urls).toContain(reference);
  });

  test('has no empty value and is the same in every run', () => {
    expect(emptyPaths(bundle)).toEqual([]);
    expect(JSON.stringify(fhirBundle({ ...sample, determination }))).toBe(JSON.stringify(bundle));
  });

  test('has the patient without a name and no reviewer', () => {
    expect(ofType('Patient')).toEqual([
      expect.objectContaining({ gender: 'male', identifier: [expect.objectContaining({ value: 'CM15-0165862' })] }),
    ]);
    expect(ofType('Patient')[0]).not.toHaveProperty('name');
    expect(JSON.stringify(bundle)).not.toMatch(/quillon|vantongeren|reviewer-7|Practitioner/i);
  });

  test('has each file with its digest, size and date', () => {
    const [first] = ofType('DocumentReference');
    expect(ofType('DocumentReference')).toHaveLength(3);
    expect(first?.content[0]?.attachment).toEqual({
      contentType: 'application/pdf',
      size: 1000,
      title: 'Request for Authorization',
      creation: '2015-08-07',
    });
    expect(first?.masterIdentifier?.value).toBe('ni:///sha-256;AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  });

  test('gives each fact the resource and the status of the mapping', () => {
    expect(ofType('Condition').map((c) => [c.code?.text, c.clinicalStatus?.coding?.[0]?.code])).toEqual([
      ['carpal tunnel syndrome', 'active'],
    ]);
    expect(ofType('FamilyMemberHistory').map((f) => f.condition?.[0]?.code.text)).toEqual(['diabetes']);
    expect(
      ofType('MedicationStatement').map((m) => [m.medicationCodeableConcept?.text, m.status, m.dosage?.[0]?.text]),
    ).toEqual([
      ['hydrocodone/acetaminophen', 'active', '10/325 mg'],
      ['carisoprodol', 'stopped', undefined],
    ]);
    expect(ofType('Procedure').map((p) => [p.code?.text, p.status])).toEqual([['carpal tunnel release', 'not-done']]);
    expect(ofType('Observation').map((o) => [o.code.text, o.valueString, o.effectiveDateTime])).toEqual([
      ['Age in years', '63', '2015-08-01'],
      ['Pain severity, 0 to 10', '8-9/10', '2015-08-01'],
      ['Work status', 'not working', '2015-08-01'],
      ['Change of function', 'improved', '2015-08-01'],
    ]);
  });

  test('has the request with both outcomes, utilization review and determination', () => {
    const [request] = ofType('ServiceRequest');
    expect(request).toMatchObject({
      intent: 'proposal',
      code: { text: 'physical therapy' },
      quantityQuantity: { value: 8 },
    });
    const tasks = ofType('Task');
    expect(tasks.map((task) => [task.code?.text, task.businessStatus?.text])).toEqual([
      ['Utilization review', 'denied'],
      ['Independent medical review', 'Upheld'],
    ]);
    for (const task of tasks) expect(task.focus?.reference).toBe(`urn:uuid:${request?.id}`);
    expect(tasks[0]?.executionPeriod).toEqual({ end: '2015-08-18' });
    expect(tasks[1]?.executionPeriod).toEqual({ start: '2015-09-02', end: '2015-09-21' });
    expect(tasks[1]?.output?.[2]?.valueString).toMatch(/^The request is for 8 sessions/);
  });

  test('has each conflict with its values and their documents', () => {
    const [issue] = ofType('DetectedIssue');
    expect(issue?.evidence?.map(({ code }) => code?.[0]?.text)).toEqual(['2015-08-07', '2015-08-12']);
    expect(issue?.code?.text).toBe('Conflict in the record: rfa date');
  });

  test('says of each thing that was read where: document, page and words', () => {
    const provenances = ofType('Provenance');
    const targets = new Set(provenances.flatMap(({ target }) => target.map(({ reference }) => reference)));
    const read = new Set<string>([
      'Condition',
      'FamilyMemberHistory',
      'MedicationStatement',
      'Procedure',
      'Observation',
      'ServiceRequest',
      'DetectedIssue',
    ]);
    for (const { resourceType, id } of resources) {
      if (read.has(resourceType)) expect(targets).toContain(`urn:uuid:${id}`);
    }
    const norco = ofType('MedicationStatement')[0];
    const [entity] = provenances.find(({ target }) => target[0]?.reference === `urn:uuid:${norco?.id}`)?.entity ?? [];
    expect(entity?.what.display).toBe('Page 2: Norco');
    const document = ofType('DocumentReference').find(({ id }) => `urn:uuid:${id}` === entity?.what.reference);
    expect(document?.identifier?.[0]?.value).toBe(sample.progressReport);
    expect(entity?.extension?.map(({ url }) => url.replace(/.*:/, ''))).toEqual(['page', 'quote', 'rule', 'certainty']);
  });

  test('makes a request of its own for a decision that names no disputed item', () => {
    const long = fhirBundle({ ...sample, determination: longLetter() });
    const made = ofType('Task', resourcesOf(long));
    const urls = new Set(long.entry?.map(({ fullUrl }) => fullUrl));
    expect(made).toHaveLength(1 + 5);
    expect(new Set(made.map(({ focus }) => focus?.reference)).size).toBe(5);
    for (const { focus } of made) expect(urls).toContain(focus?.reference);
  });

  test('leaves out a date that is a range', () => {
    const documents = sample.documents.map((document) => ({ ...document, documentDate: '2015-08/2015-09' }));
    const ranged = fhirBundle({ ...sample, documents, determination });
    expect(valuesAt(ranged.entry, 'creation')).toEqual([]);
    expect(valuesAt(ranged.entry, 'effectiveDateTime')).toEqual([]);
  });
});
