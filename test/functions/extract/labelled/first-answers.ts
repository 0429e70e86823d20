/**
 * The roles and statuses that the rules gave the dates and treatments of a labelled text when they read it for the first
 * time, before any rule was mended for it. Run with new texts in the folder, before they are looked at, to add theirs to
 * first-answers.json and first-statuses.json: `npx node test/functions/extract/labelled/first-answers.ts`. Answers once
 * written are never made again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DateRole, TreatmentStatus } from '../../../../functions/domain/facts.ts';
import { readLabelled } from './read-labelled.ts';
import { ruledDates, sourceSpan } from './ruled-dates.ts';

/** Start, end, role, rule and the strength of its words. */
const FirstAnswer = z.tuple([z.number(), z.number(), DateRole, z.string(), z.number()]);
export type FirstAnswer = z.infer<typeof FirstAnswer>;
/** Start, end, status and rule. */
const FirstStatus = z.tuple([z.number(), z.number(), TreatmentStatus, z.string()]);
export type FirstStatus = z.infer<typeof FirstStatus>;

const answersFile = path.join(import.meta.dirname, 'first-answers.json');
const statusesFile = path.join(import.meta.dirname, 'first-statuses.json');
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

export const readFirstAnswers = () => z.record(z.string(), z.array(FirstAnswer)).parse(read(answersFile));
export const readFirstStatuses = () => z.record(z.string(), z.array(FirstStatus)).parse(read(statusesFile));

/** One text a line. */
const write = (file: string, answers: Record<string, readonly unknown[]>) => {
  const rows = Object.entries(answers).map(([doc, found]) => `${JSON.stringify(doc)}:${JSON.stringify(found)}`);
  writeFileSync(file, `{\n${rows.join(',\n')}\n}\n`);
};

if (process.argv[1] === import.meta.filename) {
  const [answers, statuses] = [readFirstAnswers(), readFirstStatuses()];
  const added = readLabelled().filter(({ doc }) => !answers[doc]);
  for (const { doc, text } of added) {
    const { reading, dates, treatments } = ruledDates(text);
    answers[doc] = dates.map((date) => {
      const { start, end } = sourceSpan(reading, date);
      return [start, end, date.role, date.roleRuleId, Math.round(date.score * 10) / 10];
    });
    statuses[doc] = treatments.map((treatment) => {
      const { start, end } = sourceSpan(reading, treatment);
      return [start, end, treatment.status, treatment.ruleId];
    });
  }
  write(answersFile, answers);
  write(statusesFile, statuses);
  console.log(`${added.length} texts added`);
}
