/**
 * Learns functions/extract/status-weights.json from the labelled texts and the statuses that the rules gave treatments at
 * first reading, and tells what share is right in texts of authors that were left out while learning. Run after texts
 * were added (first-answers.ts first) or signs changed: `npx node test/functions/extract/labelled/learn-statuses.ts`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { findGuidelines } from '../../../../functions/extract/guidelines.ts';
import {
  isOpen,
  learnedStatus,
  otherStatus,
  overruledStatus,
  statusTable,
} from '../../../../functions/extract/learned-statuses.ts';
import { readDocument, type Reading } from '../../../../functions/extract/reading.ts';
import {
  eachStatusSign,
  statusSignKinds,
  treatmentsTogether,
  type TreatmentsTogether,
} from '../../../../functions/extract/status-signs.ts';
import { findTreatments } from '../../../../functions/extract/treatments.ts';
import { matched } from '../score-labels.ts';
import { readFirstStatuses, type FirstStatus } from './first-answers.ts';
import { learnWeights, type Example } from './logistic.ts';
import { readLabelled, type Labelled } from './read-labelled.ts';
import { sourceSpan } from './ruled-dates.ts';
import { sourceOf, wordsOf, written } from './weights-file.ts';

/** First numbers of the texts of one author or of one round of mending. */
const groups = [40, 82, 94, 116, 126, 138, 160, 170, 182, 194, 206];
const groupOf = (doc: string) => groups.findLastIndex((first) => Number.parseInt(doc, 10) >= first);
/** The rules of the first rounds knew least: their answers say less about those of today. */
const weightOfGroup = (group: number) => (group === 0 ? 0.7 : 1);

type Told = { reading: Reading; together: TreatmentsTogether; index: number; statuses: string[]; group: number };

const toldOf = ({ doc, text, annotations }: Labelled, answers: readonly FirstStatus[]): Told[] => {
  const reading = readDocument(text);
  const found = findTreatments(reading, findGuidelines(reading));
  const spans = found.map((treatment) => sourceSpan(reading, treatment));
  const places = matched(
    spans,
    answers.map(([start, end]) => ({ start, end })),
  );
  const first = found.map((treatment, index) => {
    const [, , status, ruleId] = answers[places.get(index) ?? -1] ?? [];
    return status && ruleId !== undefined ? { ...treatment, status, ruleId } : undefined;
  });
  const together = treatmentsTogether(
    reading,
    found.map((treatment, index) => first[index] ?? treatment),
  );
  const labels = annotations.filter(({ type }) => type === 'treatment');
  const labelled = matched(labels, spans);
  return labels.flatMap((label, at): Told[] => {
    const index = labelled.get(at) ?? -1;
    if (!first[index] || label.optional || !label.status) return [];
    return [{ reading, together, index, statuses: [label.status, ...(label.alt ?? [])], group: groupOf(doc) }];
  });
};

const exampleOf = ({ reading, together, index, statuses, group }: Told): Example => {
  const signs: string[] = [];
  eachStatusSign(reading, together, index, (...sign) => signs.push(sign.join(' ')));
  return { signs, roles: statuses, weight: weightOfGroup(group) };
};

const answers = readFirstStatuses();
const told = readLabelled().flatMap((labelled) => toldOf(labelled, answers[labelled.doc] ?? []));
const examples = told.map(exampleOf);
const words = wordsOf([...new Set(told.map(({ reading }) => reading))]);

/** Of the treatments of a group, as learned from all the others: whether the rules' and the learned status are right. */
const heldOut = (group: number) => {
  const kept = examples.filter((_, at) => told[at]?.group !== group);
  const table = statusTable(sourceOf(learnWeights(kept), statusSignKinds, words));
  return told
    .filter((one) => one.group === group)
    .map(({ reading, together, index, statuses }) => {
      const treatment = together.treatments[index];
      const likely =
        treatment && isOpen(treatment, reading.documentType) ? otherStatus(reading, together, index, table) : undefined;
      const other = treatment && likely && overruledStatus(treatment, likely);
      const wasRight = statuses.includes(treatment?.status ?? '');
      return { group, isChanged: other !== undefined, wasRight, isRight: other ? statuses.includes(other) : wasRight };
    });
};

const judged = groups.flatMap((_, group) => heldOut(group));
const shareOf = (rows: readonly boolean[]) =>
  rows.length === 0 ? 0 : Math.round((1000 * rows.filter(Boolean).length) / rows.length) / 1000;
const tell = (name: string, rows: typeof judged) => {
  const [before, after] = [shareOf(rows.map((one) => one.wasRight)), shareOf(rows.map((one) => one.isRight))];
  const mended = rows.filter(({ wasRight, isRight }) => isRight && !wasRight).length;
  const spoilt = rows.filter(({ wasRight, isRight }) => wasRight && !isRight).length;
  console.log(
    `${name}: ${rows.length} statuses, right by the rules ${before}, as learned ${after}; ${mended} mended, ${spoilt} spoilt`,
  );
};
groups.forEach((first, group) =>
  tell(
    `texts from ${first}`,
    judged.filter((one) => one.group === group),
  ),
);
tell('all', judged);

const certainties = { [learnedStatus]: shareOf(judged.filter(({ isChanged }) => isChanged).map((one) => one.isRight)) };
console.log(certainties);
const target = path.join(import.meta.dirname, '../../../../functions/extract/status-weights.json');
writeFileSync(target, written(sourceOf(learnWeights(examples), statusSignKinds, words), certainties));
