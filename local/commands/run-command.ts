import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CheckResult, type CaseView } from '../../functions/domain/api.ts';
import { ReviewDecisions } from '../../functions/domain/review.ts';
import { parseOptions, UsageError } from '../arguments.ts';
import { ApiRefusal, caseClient } from '../client/case-client.ts';
import { pagesLine, standsStill, stateLine, watchCase } from '../client/watch-case.ts';
import { CommandFailure } from '../command-failure.ts';
import { startRuntime } from '../runtime.ts';
import { defaults } from '../settings.ts';
import { caseOption, existingFiles } from './case-files.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `imr run`: the whole case without a browser, on a runtime of its own. */
export const runCommand = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseOptions(args, {
    case: { type: 'string' },
    decisions: { type: 'string' },
    out: { type: 'string' },
    data: { type: 'string' },
  });
  const caseId = caseOption(values.case);
  const files = existingFiles(positionals);
  const decisions = readDecisions(values.decisions);
  if (values.out === undefined) throw new UsageError('--out is missing: the folder for the determination');
  const outDirectory = values.out;
  mkdirSync(outDirectory, { recursive: true });

  const ownData = values.data === undefined;
  const dataDirectory = values.data ?? mkdtempSync(path.join(tmpdir(), 'imr-run-'));
  const runtime = await startRuntime({
    dataDirectory,
    host: defaults.host,
    awsPort: 0,
    webPort: 0,
    webFiles: () => Promise.resolve(new Map()),
  });
  try {
    const client = caseClient(runtime.webUrl);
    const started = performance.now();
    await client.upload(caseId, files);
    print(`${((performance.now() - started) / 1000).toFixed(2).padStart(8)} s  Upload  ${files.length} files`);

    let told = 0;
    const tell = (state: Parameters<typeof stateLine>[0]): void => {
      told += 1;
      print(stateLine(state));
    };
    let view = await watchCase(client, caseId, tell, standsStill, (read, all) => print(pagesLine(read, all)));
    for (const refusal of view.registration?.refused ?? []) {
      process.stderr.write(`imr run: ${refusal.fileName}: ${refusal.reason}\n`);
    }
    if (view.status === 'in-review') {
      await decide(client, view, decisions);
      const skip = told;
      let seen = 0;
      view = await watchCase(
        client,
        caseId,
        (state) => {
          seen += 1;
          if (seen > skip) tell(state);
        },
        (now) => standsStill(now) && now.status !== 'in-review',
      );
    }
    writeFileSync(path.join(outDirectory, 'case.json'), JSON.stringify(view, null, 2));
    if (view.status !== 'issued') throw new CommandFailure(await whyNot(client, view));
    for (const format of view.determination) {
      const { body } = await client.determination(caseId, format);
      const name = format.includes('.') ? format : `determination.${format}`;
      writeFileSync(path.join(outDirectory, name), body);
      print(`            ${path.join(outDirectory, name)}`);
    }
    return (view.registration?.refused.length ?? 0) > 0 ? 1 : 0;
  } finally {
    await runtime.close();
    if (ownData) rmSync(dataDirectory, { recursive: true, force: true });
  }
};

const readDecisions = (file: string | undefined): ReviewDecisions => {
  if (file === undefined) throw new UsageError('--decisions is missing: a JSON file with the decisions of the review');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file}: ${error instanceof Error ? error.message : 'cannot be read'}`);
  }
  const parsed = ReviewDecisions.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new UsageError(`${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong shape'}`);
};

/** As the reviewer does it: accepts the case, then signs. */
const decide = async (
  client: ReturnType<typeof caseClient>,
  view: CaseView,
  decisions: ReviewDecisions,
): Promise<void> => {
  await client.accept(view.caseId);
  try {
    await client.decide(view.caseId, decisions);
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    const findings = CheckResult.safeParse(error.body).data?.findings ?? [];
    const lines = findings.map((finding) => `\n  ${finding.id} [${finding.severity}] ${finding.message}`);
    throw new CommandFailure(`the decisions were refused: ${error.message}${lines.join('')}`);
  }
};

const whyNot = async (client: ReturnType<typeof caseClient>, view: CaseView): Promise<string> => {
  if (view.status !== 'screening')
    return `case ${view.caseId} ended as ${view.status}: ${view.failure ?? 'no reason given'}`;
  const { reasons } = await client.screening(view.caseId);
  return `case ${view.caseId} waits for a person to screen it: ${reasons.join('; ')}`;
};
