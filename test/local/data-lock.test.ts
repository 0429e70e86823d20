import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { lockData } from '../../local/data-lock.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'imr-lock-'));
const lock = path.join(folder, 'lock');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('the folder of a living process is refused, with its number', () => {
  writeFileSync(lock, String(process.ppid));
  expect(() => lockData(folder)).toThrow(`is in use by process ${process.ppid}; stop it, or name another with --data`);
});

test('the lock of a process that is gone is taken over, and given back', () => {
  // Above the largest process number that Linux gives.
  writeFileSync(lock, '4194999');
  const unlock = lockData(folder);
  expect(readFileSync(lock, 'utf8')).toBe(String(process.pid));
  unlock();
  lockData(folder)();
});
