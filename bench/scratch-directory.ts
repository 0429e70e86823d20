import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A folder of our own that is gone after `remove`. */
export const scratchDirectory = (): { path: string; remove: () => void } => {
  const directory = mkdtempSync(path.join(tmpdir(), 'imr-bench-'));
  return { path: directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
};
