import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { parseOptions, UsageError } from './arguments.ts';
import { startRuntime, type Runtime } from './runtime.ts';
import { account, defaults } from './settings.ts';

const sampleCase = 'CM15-0165862';
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** `npm start`: everything on this machine. Runs until it is stopped; on the first run it submits the sample case. */
export const startCommand = async (args: string[]): Promise<number> => {
  const { values } = parseOptions(args, {
    data: { type: 'string', default: defaults.dataDirectory },
    host: { type: 'string', default: defaults.host },
    port: { type: 'string', default: String(defaults.awsPort) },
    'web-port': { type: 'string', default: String(defaults.webPort) },
    'no-sample': { type: 'boolean', default: false },
    'textract-open-jobs': { type: 'string' },
    'textract-calls-per-second': { type: 'string' },
  });
  const { 'textract-open-jobs': openJobs, 'textract-calls-per-second': callsPerSecond } = values;
  const isFirstRun = !existsSync(values.data);
  const runtime = await startRuntime({
    dataDirectory: values.data,
    host: values.host,
    awsPort: portOf(values.port),
    webPort: portOf(values['web-port']),
    textractLimits: {
      ...(openJobs === undefined ? {} : { maxOpenJobs: limitOf(openJobs) }),
      ...(callsPerSecond === undefined ? {} : { maxCallsPerSecond: limitOf(callsPerSecond) }),
    },
    // The bundler is loaded last: nothing of AWS waits for the pages.
    webFiles: async () => (await import('../web/build.ts')).buildWeb(),
  });
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });

  print(`
  IMR Casework on this machine

    pages     ${runtime.webUrl}
    AWS       ${runtime.awsUrl}   S3, Step Functions, Textract
    data      ${path.resolve(values.data)}

  The aws command line works against it:
    export AWS_ACCESS_KEY_ID=${account.accessKeyId} AWS_SECRET_ACCESS_KEY=${account.secretAccessKey} AWS_DEFAULT_REGION=${account.region}
    aws --endpoint-url ${runtime.awsUrl} stepfunctions list-state-machines

  Stop with Ctrl+C; nothing is lost.
`);
  if (values.host !== defaults.host)
    print('  Note: there is no sign-in on one machine; everyone who reaches this address may act.\n');
  if (isFirstRun && !values['no-sample']) {
    await showSample(runtime).catch((error: unknown) => {
      print(`  the sample case could not be submitted: ${error instanceof Error ? error.message : String(error)}`);
    });
  }
  await stopped;
  print('\n  stopping');
  await runtime.close();
  return 0;
};

const showSample = async (runtime: Runtime): Promise<void> => {
  const { caseClient } = await import('./client/case-client.ts');
  const { pagesLine, standsStill, stateLine, watchCase } = await import('./client/watch-case.ts');
  const folder = path.join(import.meta.dirname, '../samples/case-file');
  const files = readdirSync(folder).map((name) => path.join(folder, name));
  const client = caseClient(runtime.webUrl);
  print(`  First run: submitting the sample case ${sampleCase} (${files.length} files)\n`);
  await client.upload(sampleCase, files);
  const view = await watchCase(
    client,
    sampleCase,
    (state) => print(`  ${stateLine(state)}`),
    standsStill,
    (read, all) => print(`  ${pagesLine(read, all)}`),
  );
  const pages = view.ledger.length;
  const read = view.ledger.filter((row) => row.source === 'ocr').length;
  const conflicts = view.chronology?.conflicts.length ?? 0;
  print(
    `\n  ${pages} pages, ${read} of them read by OCR; ${conflicts} ${conflicts === 1 ? 'conflict' : 'conflicts'} found.`,
  );
  print(
    view.status === 'in-review'
      ? `  The case waits for its reviewer: ${runtime.webUrl}/reviews/${sampleCase}\n`
      : `  The case is ${view.status}: ${runtime.webUrl}/cases/${sampleCase}\n`,
  );
};

const limitOf = (text: string): number => {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError(`"${text}" is no limit: a whole number from 1`);
  return limit;
};

const portOf = (text: string): number => {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new UsageError(`"${text}" is no port number`);
  return port;
};
