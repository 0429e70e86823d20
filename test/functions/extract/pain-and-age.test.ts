import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { CaseId, DocumentId } from '../../../functions/domain/case-number.ts';
import { extractFacts } from '../../../functions/extract/extract-facts.ts';

const caseId = CaseId.parse('CM00-0000000');
const documentId = DocumentId.parse('doc-0000000000');
const Cases = z.array(z.tuple([z.string(), z.array(z.string())]));
const Table = z.object({ found: Cases, lookAlikes: z.array(z.string()) });
const tableOf = (name: string) =>
  Table.parse(JSON.parse(readFileSync(new URL(`tables/${name}.json`, import.meta.url), 'utf8')));

const valuesOf = (type: 'age' | 'pain_score', text: string): string[] =>
  extractFacts({ caseId, documentId, document: { text, spans: [] } }).mentions.flatMap((mention) =>
    mention.type === type ? [mention.value] : [],
  );

const pain = tableOf('pain-scores');
describe('a pain score', () => {
  test.each(pain.found)('is read in %j', (text, values) => expect(valuesOf('pain_score', text)).toEqual(values));
  test.each(pain.lookAlikes)('is none in %j', (text) => expect(valuesOf('pain_score', text)).toEqual([]));
});

const ages = tableOf('ages');
describe('an age', () => {
  test.each(ages.found)('is read in %j', (text, values) => expect(valuesOf('age', text)).toEqual(values));
  test.each(ages.lookAlikes)('is none in %j', (text) => expect(valuesOf('age', text)).toEqual([]));
});
