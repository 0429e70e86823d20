import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder for one test's databases; `image` copies the files as a kill at this moment would leave them. */
export const openFolder = (): {
  path: (name: string) => string;
  image: (from: string, to: string) => string;
  remove: () => void;
} => {
  const folder = mkdtempSync(join(tmpdir(), 'states-test-'));
  const path = (name: string): string => join(folder, `${name}.sqlite`);
  return {
    path,
    image(from, to) {
      for (const suffix of ['', '-wal']) {
        if (existsSync(`${path(from)}${suffix}`)) copyFileSync(`${path(from)}${suffix}`, `${path(to)}${suffix}`);
      }
      return path(to);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};
