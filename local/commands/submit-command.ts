import { parseOptions } from '../arguments.ts';
import { caseClient } from '../client/case-client.ts';
import { progressBar } from '../client/progress-bar.ts';
import { pagesLine, standsStill, stateLine, watchCase } from '../client/watch-case.ts';
import { defaults } from '../settings.ts';
import { caseOption, existingFiles } from './case-files.ts';

/** `imr submit`: uploads to a running system and follows the case until it waits for a person or has ended. */
export const submitCommand = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseOptions(args, { case: { type: 'string' }, endpoint: { type: 'string' } });
  const caseId = caseOption(values.case);
  const files = existingFiles(positionals);
  const client = caseClient(values.endpoint ?? `http://${defaults.host}:${defaults.webPort}`, process.env['IMR_TOKEN']);

  const bar = progressBar('upload');
  await client.upload(caseId, files, bar.show);
  bar.end();
  const view = await watchCase(
    client,
    caseId,
    (state) => process.stdout.write(`${stateLine(state)}\n`),
    standsStill,
    (read, all) => process.stdout.write(`${pagesLine(read, all)}\n`),
  );
  const refused = view.registration?.refused ?? [];
  for (const refusal of refused) process.stderr.write(`imr submit: ${refusal.fileName}: ${refusal.reason}\n`);
  process.stdout.write(`case ${caseId}: ${view.status}\n`);
  return refused.length > 0 || ['failed', 'not-eligible'].includes(view.status) ? 1 : 0;
};
