import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CommandFailure } from './command-failure.ts';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

/**
 * Takes the data folder for this process; a second process on the same folder would corrupt it.
 * The lock of a process that is gone (a crash, a power cut) is taken over. Throws one line that says who has it.
 */
export const lockData = (directory: string): (() => void) => {
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, 'lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch {
      const owner = Number(readFileSync(file, 'utf8'));
      if (owner !== process.pid && owner > 0 && isAlive(owner)) {
        throw new CommandFailure(
          `the data folder ${directory} is in use by process ${owner}; stop it, or name another with --data`,
        );
      }
      rmSync(file, { force: true });
    }
  }
  throw new CommandFailure(`the data folder ${directory} cannot be locked`);
};
