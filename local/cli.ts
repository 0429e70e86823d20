import { UsageError } from './arguments.ts';
import { CommandFailure } from './command-failure.ts';

const usage = `imr - independent medical review casework

  imr start [--data DIR] [--port N] [--web-port N] [--host ADDRESS] [--no-sample]
            [--textract-open-jobs N] [--textract-calls-per-second N]
      everything on this machine: the pages, and S3, Step Functions and Textract (npm start)
  imr run FILE... --case CM15-0165862 --decisions D.json --out DIR [--data DIR]
      the whole case on this machine: upload, read, review with the decisions in D.json, determination in DIR
  imr submit FILE... --case CM15-0165862 [--endpoint URL]
      uploads to a running system and follows the case (IMR_TOKEN: a sign-in token, where one is needed)
  imr ocr FILE [--json]
      the text of a PDF or image, page by page
  imr extract FILE... [--annotations DIR] [--json]
      dates, treatments and the other facts of text or PDF files
  imr conflicts FILE... --json
      where the files of one case contradict each other
  imr check LETTER [--case FILE...] [--json]
      whether a determination letter contradicts itself or its case file
`;

// Each command is loaded when it is asked for: `imr check` needs no OCR engine.
const commands: Record<string, () => Promise<(args: string[]) => Promise<number>>> = {
  start: async () => (await import('./main.ts')).startCommand,
  run: async () => (await import('./commands/run-command.ts')).runCommand,
  submit: async () => (await import('./commands/submit-command.ts')).submitCommand,
  ocr: async () => (await import('./commands/ocr-command.ts')).ocrCommand,
  extract: async () => (await import('./commands/extract-command.ts')).extractCommand,
  conflicts: async () => (await import('./commands/conflicts-command.ts')).conflictsCommand,
  check: async () => (await import('./commands/check-command.ts')).checkCommand,
};

const [name = 'help', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  const asked = ['help', '--help', '-h'].includes(name);
  process[asked ? 'stdout' : 'stderr'].write(asked ? usage : `imr: there is no command "${name}"\n\n${usage}`);
  process.exitCode = asked ? 0 : 2;
} else {
  try {
    process.exitCode = await (await command())(args);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof CommandFailure)) throw error;
    process.stderr.write(`imr ${name}: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : error.exitCode;
  }
}
