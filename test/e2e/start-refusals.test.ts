import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';

const root = path.join(import.meta.dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'imr-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (...options: string[]): Promise<{ code: number; errors: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, ['local/imr.js', 'start', ...options], { cwd: root }, (error, _out, errors) => {
      resolve({ code: error ? Number(error.code) : 0, errors });
    });
  });

test('a port that is in use is named in one line, and nothing is left running', async () => {
  const other = createServer();
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '127.0.0.1', () => {
      const address = other.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  const { code, errors } = await start('--data', path.join(folder, 'a'), '--port', '0', '--web-port', String(port));
  other.close();
  expect([code, errors]).toEqual([1, `imr start: port ${port} is in use; name another with --web-port\n`]);
});

test('a port that is none is refused', async () => {
  expect(await start('--port', 'x')).toEqual({ code: 2, errors: 'imr start: "x" is no port number\n' });
});
