import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { checkCase } from './check-case.ts';
import { copies } from './copies.ts';
import { extract } from './extract.ts';
import { firstAnswer } from './first-answer.ts';
import { largeFile } from './large-file.ts';
import { lettersRows } from './letters.ts';
import { lambdaTasks } from './lambda-tasks.ts';
import { mixedFile } from './mixed-file.ts';
import { ocr } from './ocr.ts';
import { pageThreads } from './page-threads.ts';
import { isMet, ratioOf, ratioTable, type Row } from './ratio-table.ts';
import { s3LargeObjects } from './s3-large-objects.ts';
import { s3SmallObjects } from './s3-small-objects.ts';
import { systemMemory } from './system-memory.ts';
import { stateTransitions } from './state-transitions.ts';
import { taskToken } from './task-token.ts';

const isLarge = process.argv.includes('--large');
const benchmarks: Record<string, () => Promise<Row[]>> = {
  'state-transitions': stateTransitions,
  'lambda-tasks': lambdaTasks,
  'task-token': taskToken,
  's3-small-objects': s3SmallObjects,
  's3-large-objects': () => s3LargeObjects({ hasGigabyte: isLarge }),
  'system-memory': () => systemMemory({ hasGigabyte: isLarge }),
  'first-answer': firstAnswer,
  'check-case': checkCase,
  extract,
  ocr: () => ocr({ pagesOfEach: isLarge ? 10 : 3 }),
  'page-threads': () => pageThreads(),
  letters: () => lettersRows({ scanned: isLarge ? Infinity : 3 }),
  copies: () => copies({ notes: isLarge ? 12 : 6 }),
  'large-file': () => largeFile({ pages: isLarge ? 3000 : 300 }),
  'mixed-file': () => mixedFile({ pages: isLarge ? 300 : 40 }),
};

const asked = process.argv.slice(2).filter((argument) => argument !== '--large');
const unknown = asked.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  process.stderr.write(
    `bench: there is no "${unknown.join('", "')}"; there are ${Object.keys(benchmarks).join(', ')}\n`,
  );
  process.exit(2);
}

const rows: Row[] = [];
for (const [name, run] of Object.entries(benchmarks)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  rows.push(...(await run()));
}

const machine = {
  atTime: new Date().toISOString(),
  node: process.version,
  processor: cpus()[0]?.model ?? 'unknown',
  cores: cpus().length,
  load: loadavg().map((value) => Number(value.toFixed(1))),
};
process.stdout.write(
  `\n${machine.atTime}  Node ${machine.node}  ${machine.cores} x ${machine.processor}  load ${machine.load.join(' ')}\n\n${ratioTable(rows)}\n`,
);
const results = rows.map((row) => ({ ...row, ratio: ratioOf(row), isMet: isMet(row) }));
writeFileSync(
  path.join(import.meta.dirname, 'results.json'),
  `${JSON.stringify({ ...machine, results }, undefined, 2)}\n`,
);
