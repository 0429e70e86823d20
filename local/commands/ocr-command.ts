import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { progressBar } from '../client/progress-bar.ts';
import { parseOptions, UsageError } from '../arguments.ts';
import { CommandFailure } from '../command-failure.ts';
import { existingFiles } from './case-files.ts';
import { ocrDocument, ocrJson, ocrText } from './ocr-document.ts';

/** `imr ocr FILE [--json]`: the text of one document on standard output. A file that cannot be read exits with 1. */
export const ocrCommand = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
  const [file, ...more] = existingFiles(positionals);
  if (file === undefined || more.length > 0) throw new UsageError('name one file');
  const { stderr } = process;
  const bars = { open: progressBar('open', stderr), ocr: progressBar('ocr', stderr) };
  let stage: keyof typeof bars = 'open';
  const tell = (at: typeof stage, done: number, all: number): void => {
    if (!stderr.isTTY) return;
    if (at !== stage) bars[stage].end();
    stage = at;
    bars[at].show(done, all);
  };
  const result = await ocrDocument(file, { tell });
  if (stderr.isTTY) bars[stage].end();
  if (result.kind === 'refused') throw new CommandFailure(`${file}: ${result.reason}`);
  const output = values.json ? ocrJson(result.pages) : ocrText(result.pages);
  await pipeline(Readable.from(output), process.stdout, { end: false });
  return 0;
};
