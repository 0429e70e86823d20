import { readFileSync } from 'node:fs';
import { parseOptions, UsageError } from '../arguments.ts';
import { CommandFailure } from '../command-failure.ts';
import { existingFiles } from './case-files.ts';
import { ocrDocument, ocrJson, ocrText } from './ocr-document.ts';

/** `imr ocr FILE [--json]`: the text of one document on standard output. A file that cannot be read exits with 1. */
export const ocrCommand = async (args: string[]): Promise<number> => {
  const { values, positionals } = parseOptions(args, { json: { type: 'boolean' } });
  const [file, ...more] = existingFiles(positionals);
  if (file === undefined || more.length > 0) throw new UsageError('name one file');
  const result = await ocrDocument(readFileSync(file));
  if (result.kind === 'refused') throw new CommandFailure(`${file}: ${result.reason}`);
  process.stdout.write(values.json ? `${JSON.stringify(ocrJson(result.pages))}\n` : ocrText(result.pages));
  return 0;
};
