/**
 * Learns functions/extract/role-weights.json from the labelled texts and the roles that the rules gave at first reading,
 * and tells what share of roles is right in texts of authors that were left out while learning. Run after texts were
 * added (first-answers.ts first) or signs changed: `npx node test/functions/extract/labelled/learn-roles.ts`.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { datesTogether } from '../../../../functions/extract/dates-together.ts';
import type { DatedMention } from '../../../../functions/extract/dated-mentions.ts';
import { isOpen, otherRole, overruled } from '../../../../functions/extract/learned-roles.ts';
import { eachSign, signKinds } from '../../../../functions/extract/role-signs.ts';
import { roleTable } from '../../../../functions/extract/role-table.ts';
import { matched } from '../score-labels.ts';
import { readFirstAnswers, type FirstAnswer } from './first-answers.ts';
import { learnWeights, type Example } from './logistic.ts';
import { readLabelled, type Labelled } from './read-labelled.ts';
import { ruledDates, sourceSpan, type RuledText } from './ruled-dates.ts';
import { sourceOf, wordsOf, written } from './weights-file.ts';

/** First numbers of the texts of one author or of one round of mending. */
const groups = [40, 82, 116, 126, 138, 160, 170, 182, 194, 206];
const groupOf = (doc: string) => groups.findLastIndex((first) => Number.parseInt(doc, 10) >= first);
/** The rules of the first rounds knew least: their answers say less about those of today. */
const weightOfGroup = (group: number) => (group < 0 ? 0.4 : group === 0 ? 0.7 : 1);

type Dated = {
  text: RuledText;
  index: number;
  date: DatedMention;
  roles: string[];
  group: number;
  isRightDay: boolean;
};

const withFirstAnswers = (ruled: RuledText, answers: readonly FirstAnswer[]): (DatedMention | undefined)[] => {
  const spans = answers.map(([start, end]) => ({ start, end }));
  const places = matched(
    ruled.dates.map((date) => sourceSpan(ruled.reading, date)),
    spans,
  );
  return ruled.dates.map((date, index) => {
    const [, , role, roleRuleId, score] = answers[places.get(index) ?? -1] ?? [];
    return role && roleRuleId !== undefined && score !== undefined ? { ...date, role, roleRuleId, score } : undefined;
  });
};

const datedOf = ({ doc, text, annotations }: Labelled, answers: readonly FirstAnswer[]): Dated[] => {
  const ruled = ruledDates(text);
  const first = withFirstAnswers(ruled, answers);
  const dates = ruled.dates.map((date, index) => first[index] ?? date);
  const labels = annotations.filter(({ type }) => type === 'date');
  const places = matched(
    labels,
    dates.map((date) => sourceSpan(ruled.reading, date)),
  );
  return labels.flatMap((label, at): Dated[] => {
    const index = places.get(at) ?? -1;
    const date = first[index];
    if (!date || label.optional || !label.role) return [];
    const roles = [label.role, ...(label.alt ?? [])];
    const isRightDay = date.value === label.value;
    return [{ text: { ...ruled, dates }, index, date, roles, group: groupOf(doc), isRightDay }];
  });
};

const exampleOf = ({ text, index, roles, group }: Dated): Example => {
  const together = datesTogether(text.dates, text.treatments);
  const signs: string[] = [];
  eachSign(text.reading, together, index, (...sign) => signs.push(sign.join(' ')));
  return { signs, roles, weight: weightOfGroup(group) };
};

const answers = readFirstAnswers();
const dated = readLabelled().flatMap((labelled) => datedOf(labelled, answers[labelled.doc] ?? []));
const examples = dated.map(exampleOf);
const words = wordsOf([...new Set(dated.map(({ text }) => text.reading))]);

/** Of the dates of a group, as learned from all the others: the likeliest role beside the one by the rules. */
const heldOut = (group: number) => {
  const kept = examples.filter((_, at) => dated[at]?.group !== group);
  const table = roleTable(sourceOf(learnWeights(kept), signKinds, words));
  return dated
    .filter((one) => one.group === group && one.isRightDay)
    .map(({ text, index, date, roles }) => {
      const together = datesTogether(text.dates, text.treatments);
      const likely = isOpen(date, text.reading.documentType)
        ? otherRole(text.reading, together, index, table)
        : undefined;
      const other = likely && overruled(date, likely);
      const [wasRight, isRight] = [roles.includes(date.role), roles.includes(other?.role ?? date.role)];
      return { group, ruleId: other?.roleRuleId, wasRight, isRight };
    });
};

const judged = groups.flatMap((_, group) => heldOut(group));
const shareOf = (rows: readonly boolean[]) =>
  rows.length === 0 ? 0 : Math.round((1000 * rows.filter(Boolean).length) / rows.length) / 1000;

groups.forEach((first, group) => {
  const rows = judged.filter((one) => one.group === group);
  if (rows.length === 0) return;
  const [before, after] = [shareOf(rows.map((one) => one.wasRight)), shareOf(rows.map((one) => one.isRight))];
  console.log(`texts from ${first}: ${rows.length} dates, roles right by the rules ${before}, as learned ${after}`);
});
const changed = judged.filter(({ ruleId }) => ruleId !== undefined);
const mended = changed.filter(({ wasRight, isRight }) => isRight && !wasRight).length;
const spoilt = changed.filter(({ wasRight, isRight }) => wasRight && !isRight).length;
const [before, after] = [shareOf(judged.map((one) => one.wasRight)), shareOf(judged.map((one) => one.isRight))];
console.log(
  `all: ${judged.length} dates, ${before} and ${after}; ${changed.length} changed, ${mended} mended, ${spoilt} spoilt`,
);

const certaintyOf = (id: string) => shareOf(changed.filter(({ ruleId }) => ruleId === id).map((one) => one.isRight));
const certainties = { 'role.learned': certaintyOf('role.learned'), 'role.likely': certaintyOf('role.likely') };
console.log(certainties);

const target = path.join(import.meta.dirname, '../../../../functions/extract/role-weights.json');
writeFileSync(target, written(sourceOf(learnWeights(examples), signKinds, words), certainties));
