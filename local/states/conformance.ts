import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runScenario, type Outcome } from './conformance-run.ts';
import { scenario, type Scenario } from './conformance-scenario.ts';
import { supportedSection } from './supported-section.ts';

/**
 * `npm run conformance -- DIR [--write] [--only TEXT]`: runs every recorded scenario of a folder against the engine and
 * prints what differs. `--write` puts the counts into `local/SUPPORTED.md`. Exits with 1 if a scenario fails at
 * final, order or details.
 */
const concurrency = 24;

export type ScenarioResult = { name: string; tier: string; kind: string; outcome: Outcome };

/** A scenario that cannot be read or breaks off has failed; the others still run. */
const broken = (error: unknown): Outcome => ({
  final: [`broke off: ${error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error)}`],
  order: [],
  details: [],
  previousIds: [],
});

const runFile = async (file: string): Promise<ScenarioResult> => {
  const name = basename(file, '.json');
  let found: Scenario;
  try {
    found = scenario.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return { name, tier: 'core', kind: 'execution', outcome: broken(error) };
  }
  return { name, tier: found.tier, kind: found.kind, outcome: await runScenario(found).catch(broken) };
};

const runAll = async (files: readonly string[]): Promise<ScenarioResult[]> => {
  const results: ScenarioResult[] = [];
  const queue = files.entries();
  const worker = async (): Promise<void> => {
    for (const [at, file] of queue) results[at] = await runFile(file);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return results;
};

const main = async (): Promise<void> => {
  const [folder, ...flags] = process.argv.slice(2);
  if (folder === undefined) {
    process.stderr.write('usage: npm run conformance -- DIR [--write] [--only TEXT]\n');
    process.exitCode = 2;
    return;
  }
  const only = flags.includes('--only') ? flags[flags.indexOf('--only') + 1] : undefined;
  const files = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json') && (only === undefined || name.includes(only)))
        .sort()
        .map((name) => join(folder, name))
    : [];
  if (files.length === 0) {
    process.stderr.write(`conformance: ${folder} holds no scenario\n`);
    process.exitCode = 2;
    return;
  }
  const results = await runAll(files);
  let failures = 0;
  for (const { name, outcome } of results) {
    const problems = [...outcome.final, ...outcome.order, ...outcome.details];
    if (problems.length > 0) failures += 1;
    const weak = outcome.previousIds.map((text) => `previousEventId ${text}`);
    for (const text of [...problems, ...weak]) process.stdout.write(`${name}: ${text.slice(0, 600)}\n`);
  }
  const section = supportedSection(results);
  process.stdout.write(`\n${section.counts}\n`);
  if (flags.includes('--write')) {
    const file = join(import.meta.dirname, '..', 'SUPPORTED.md');
    writeFileSync(file, section.into(readFileSync(file, 'utf8')));
  }
  process.stdout.write(`\n${results.length - failures} passed, ${failures} failed\n`);
  process.exitCode = failures === 0 ? 0 : 1;
};

await main();
