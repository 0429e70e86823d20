import type { CaseId, DocumentId } from '../domain/case-number.ts';
import type { DocumentFacts, Mention } from '../domain/facts.ts';
import type { DocumentText } from '../domain/page-text.ts';
import { findAttributes } from './attributes.ts';
import { bodyPartsNamed } from './body-parts-named.ts';
import { findCodes } from './codes.ts';
import { datedMentions } from './dated-mentions.ts';
import { findAges, findSexes } from './demographics.ts';
import { findDiagnoses } from './diagnoses.ts';
import { disputedItemsOf } from './disputed-items.ts';
import { findFunctionStatements } from './function-statements.ts';
import { findGuidelines } from './guidelines.ts';
import { locator, pageTextsOf } from './mentions.ts';
import { typedNumbers } from './numbers.ts';
import { painScores } from './pain-scores.ts';
import { findParties } from './parties.ts';
import { readDocument } from './reading.ts';
import { tableCells } from './table-cells.ts';
import { findTreatments } from './treatments.ts';
import { urOutcomeOf } from './ur-outcome.ts';
import { findWorkStatuses } from './work-statuses.ts';

type ExtractInput = {
  caseId: CaseId;
  documentId: DocumentId;
  /** Text and the places of its words; `spans` may be empty for plain text. */
  document: DocumentText;
  fileName?: string;
};

/**
 * All facts of one document, each with its place in the text. Pure, deterministic, linear in the length of the text;
 * never throws, whatever the text. Small parsers run in order, each on what the ones before it found: guideline
 * citations first, because nothing inside one is a fact about the patient.
 */
export const extractFacts = ({ caseId, documentId, document, fileName }: ExtractInput): DocumentFacts => {
  const reading = readDocument(document.text, fileName);
  const locate = locator(document, reading.flow);
  const citations = findGuidelines(reading);
  const treatments = findTreatments(reading, citations);
  const cells = tableCells(reading);
  const attributes = findAttributes(reading, treatments, cells);
  const diagnoses = findDiagnoses(reading, treatments, citations);
  const numbers = typedNumbers(reading);
  const pain = painScores(reading, cells);
  const { dates, documentDate } = datedMentions(reading, numbers, pain, treatments, attributes, citations);

  const mentions: Mention[] = [];
  const number = counter();
  for (const { start, end, ruleId, value, role, kind, alternatives } of dates) {
    const place = locate(start, end, ruleId);
    mentions.push({
      ...place,
      id: number('date'),
      type: 'date',
      value,
      role,
      dateKind: kind,
      ...(alternatives ? { alternatives } : {}),
    });
  }
  const treatmentIds = treatments.map(({ start, end, ruleId, name, category, status }) => {
    const id = number('treatment');
    mentions.push({
      ...locate(start, end, `treatment.${category}+${ruleId}`),
      id,
      type: 'treatment',
      category,
      name,
      status,
    });
    return id;
  });
  for (const { start, end, kind, value, of, ruleId } of attributes) {
    mentions.push({
      ...locate(start, end, ruleId),
      id: number('attribute'),
      type: 'attribute',
      kind,
      of: treatmentIds[of] ?? '',
      value,
    });
  }
  for (const { start, end, name, status, ruleId } of diagnoses) {
    mentions.push({ ...locate(start, end, ruleId), id: number('diagnosis'), type: 'diagnosis', name, status });
  }
  for (const { start, end, value, context, ruleId } of pain) {
    mentions.push({
      ...locate(start, end, ruleId),
      id: number('pain'),
      type: 'pain_score',
      value,
      ...(context ? { context } : {}),
    });
  }
  for (const { start, end, value, ruleId } of findWorkStatuses(reading)) {
    mentions.push({ ...locate(start, end, ruleId), id: number('work'), type: 'work_status', value });
  }
  for (const { start, end, value, ruleId } of findFunctionStatements(reading, citations)) {
    mentions.push({ ...locate(start, end, ruleId), id: number('function'), type: 'function', value });
  }
  for (const { start, end, system, section, year, ruleId } of citations) {
    const parts = { ...(section ? { section } : {}), ...(year ? { year } : {}) };
    mentions.push({ ...locate(start, end, ruleId), id: number('guideline'), type: 'guideline', system, ...parts });
  }
  for (const { start, end, system, value, ruleId } of findCodes(reading, treatments)) {
    mentions.push({ ...locate(start, end, ruleId), id: number('code'), type: 'code', system, value });
  }
  for (const { start, end, value, ruleId } of findAges(reading)) {
    mentions.push({ ...locate(start, end, ruleId), id: number('age'), type: 'age', value });
  }
  for (const { start, end, value, ruleId } of findSexes(reading)) {
    mentions.push({ ...locate(start, end, ruleId), id: number('sex'), type: 'sex', value });
  }
  for (const { start, end, kind } of numbers) {
    mentions.push({ ...locate(start, end, `number.${kind}`), id: number('number'), type: 'distractor', kind });
  }
  mentions.sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));

  const cite = (start: number, end: number, ruleId: string) => {
    const { page, boxes, text: quote, certainty } = locate(start, end, ruleId);
    return { documentId, page, ...(boxes ? { boxes } : {}), quote, ruleId, certainty };
  };
  const pageTexts = pageTextsOf(document.text);
  const urOutcome = urOutcomeOf(reading, treatments);
  const bodyParts = bodyPartsNamed(reading, diagnoses);
  return {
    caseId,
    documentId,
    documentType: reading.documentType,
    title: reading.title,
    ...(documentDate ? { documentDate } : {}),
    pages: pageTexts.length,
    sections: reading.sections.map(({ kind, start, end }) => {
      const place = locate(start, end, 'section');
      return { name: kind, start: place.start, end: place.end, page: place.page };
    }),
    mentions,
    parties: findParties(reading, cite),
    disputedItems: disputedItemsOf(reading, treatments, attributes, cite),
    ...(bodyParts.length > 0 ? { bodyParts } : {}),
    ...(urOutcome ? { urOutcome } : {}),
    pageTexts,
  };
};

const counter = () => {
  const counts = new Map<string, number>();
  return (type: string): string => {
    const next = (counts.get(type) ?? 0) + 1;
    counts.set(type, next);
    return `${type}-${next}`;
  };
};
