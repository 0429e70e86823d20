import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** The user asked for something that cannot be done: one line on standard error, exit code 2. */
export class UsageError extends Error {}

/** Node's own option parser; what it does not know becomes a usage error in one line. */
export const parseOptions = <T extends ParseArgsOptionsConfig>(args: string[], options: T) => {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
  }
};
