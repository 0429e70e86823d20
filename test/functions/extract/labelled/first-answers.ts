/**
 * The roles that the rules gave the dates of a labelled text when they read it for the first time, before any rule was
 * mended for it. Run with new texts in the folder, before they are looked at, to add theirs to first-answers.json:
 * `npx node test/functions/extract/labelled/first-answers.ts`. Answers once written are never made again.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { DateRole } from '../../../../functions/domain/facts.ts';
import { readLabelled } from './read-labelled.ts';
import { ruledDates, sourceSpan } from './ruled-dates.ts';

/** Start, end, role, rule and the strength of its words. */
const FirstAnswer = z.tuple([z.number(), z.number(), DateRole, z.string(), z.number()]);
export type FirstAnswer = z.infer<typeof FirstAnswer>;
const FirstAnswers = z.record(z.string(), z.array(FirstAnswer));

const file = path.join(import.meta.dirname, 'first-answers.json');

export const readFirstAnswers = () => FirstAnswers.parse(JSON.parse(readFileSync(file, 'utf8')));

/** One text a line. */
const writeFirstAnswers = (answers: Record<string, FirstAnswer[]>) => {
  const rows = Object.entries(answers).map(([doc, dates]) => `${JSON.stringify(doc)}:${JSON.stringify(dates)}`);
  writeFileSync(file, `{\n${rows.join(',\n')}\n}\n`);
};

const answersOf = (text: string): FirstAnswer[] => {
  const { reading, dates } = ruledDates(text);
  return dates.map((date) => {
    const { start, end } = sourceSpan(reading, date);
    return [start, end, date.role, date.roleRuleId, Math.round(date.score * 10) / 10];
  });
};

if (process.argv[1] === import.meta.filename) {
  const known = readFirstAnswers();
  const added = readLabelled().filter(({ doc }) => !known[doc]);
  for (const { doc, text } of added) known[doc] = answersOf(text);
  writeFirstAnswers(known);
  console.log(`${added.length} texts added`);
}
