import type { CaseId, DocumentId } from '../domain/case-number.ts';
import type { DocumentFacts, Mention } from '../domain/facts.ts';
import type { DocumentText } from '../domain/page-text.ts';
import { findAttributes } from './attributes.ts';
import { bodyPartsNamed } from './body-parts-named.ts';
import { joinedRule } from './certainty.ts';
import { findCodes } from './codes.ts';
import { datedMentions } from './dated-mentions.ts';
import { findAges } from './ages.ts';
import { findSexes } from './sexes.ts';
import { findDiagnoses } from './diagnoses.ts';
import { disputedItemsOf } from './disputed-items.ts';
import { findFunctionStatements } from './function-statements.ts';
import { findGuidelines } from './guidelines.ts';
import { learnedRoles } from './learned-roles.ts';
import { learnedStatuses } from './learned-statuses.ts';
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
  const ruledTreatments = findTreatments(reading, citations);
  const cells = tableCells(reading);
  const attributes = findAttributes(reading, ruledTreatments, cells, citations);
  const treatments = learnedStatuses(reading, ruledTreatments);
  const diagnoses = findDiagnoses(reading, treatments, citations);
  const numbers = typedNumbers(reading);
  const pain = painScores(reading, cells);
  const ruled = datedMentions(reading, numbers, pain, cells, treatments, attributes, citations);
  const { documentDate } = ruled;
  const dates = learnedRoles(reading, ruled.dates, treatments);

  const mentions: Mention[] = [];
  dates.forEach(({ start, end, ruleId, roleRuleId, value, role, kind, alternatives }, at) =>
    mentions.push({
      ...locate(start, end, joinedRule(ruleId, '+', roleRuleId)),
      id: `date-${at + 1}`,
      type: 'date',
      value,
      role,
      dateKind: kind,
      ...(alternatives ? { alternatives } : {}),
    }),
  );
  treatments.forEach(({ start, end, ruleId, name, category, status, ruledStatus }, at) =>
    mentions.push({
      ...locate(start, end, joinedRule(joinedRule('treatment', '.', category), '+', ruleId)),
      id: treatmentId(at),
      type: 'treatment',
      category,
      name,
      status,
      ...(ruledStatus ? { ruledStatus } : {}),
    }),
  );
  attributes.forEach(({ start, end, kind, value, of, ruleId }, at) =>
    mentions.push({
      ...locate(start, end, ruleId),
      id: `attribute-${at + 1}`,
      type: 'attribute',
      kind,
      of: treatmentId(of),
      value,
    }),
  );
  diagnoses.forEach(({ start, end, name, status, ruleId }, at) =>
    mentions.push({ ...locate(start, end, ruleId), id: `diagnosis-${at + 1}`, type: 'diagnosis', name, status }),
  );
  pain.forEach(({ start, end, value, context, ruleId }, at) =>
    mentions.push({
      ...locate(start, end, ruleId),
      id: `pain-${at + 1}`,
      type: 'pain_score',
      value,
      ...(context ? { context } : {}),
    }),
  );
  findWorkStatuses(reading).forEach(({ start, end, value, ruleId }, at) =>
    mentions.push({ ...locate(start, end, ruleId), id: `work-${at + 1}`, type: 'work_status', value }),
  );
  findFunctionStatements(reading, citations, treatments).forEach(({ start, end, value, ruleId }, at) =>
    mentions.push({ ...locate(start, end, ruleId), id: `function-${at + 1}`, type: 'function', value }),
  );
  citations.forEach(({ start, end, system, section, year, ruleId }, at) => {
    const parts = { ...(section ? { section } : {}), ...(year ? { year } : {}) };
    mentions.push({ ...locate(start, end, ruleId), id: `guideline-${at + 1}`, type: 'guideline', system, ...parts });
  });
  findCodes(reading, treatments).forEach(({ start, end, system, value, ruleId }, at) =>
    mentions.push({ ...locate(start, end, ruleId), id: `code-${at + 1}`, type: 'code', system, value }),
  );
  findAges(reading).forEach(({ start, end, value, ruleId }, at) =>
    mentions.push({ ...locate(start, end, ruleId), id: `age-${at + 1}`, type: 'age', value }),
  );
  findSexes(reading).forEach(({ start, end, value, ruleId }, at) =>
    mentions.push({ ...locate(start, end, ruleId), id: `sex-${at + 1}`, type: 'sex', value }),
  );
  numbers.forEach(({ start, end, kind }, at) =>
    mentions.push({
      ...locate(start, end, joinedRule('number', '.', kind)),
      id: `number-${at + 1}`,
      type: 'distractor',
      kind,
    }),
  );
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

const treatmentId = (index: number): string => `treatment-${index + 1}`;
