import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { alternate, type Cost } from './measure.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';

const root = path.join(import.meta.dirname, '..');
const patienceMs = 30_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
};

/** Whether anything answers, be it a refusal. */
const hasAnswer = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, path: '/', timeout: patienceMs }, (response) => {
      response.resume();
      resolve(true);
    });
    request.on('timeout', () => request.destroy()).on('error', () => resolve(false));
  });

/** Milliseconds from the start of the process until a request is answered. */
const timeToAnswer = async (port: number, args: string[], environment: Record<string, string>): Promise<Cost> => {
  const startMs = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore', env: { ...process.env, ...environment } });
  try {
    while (!(await hasAnswer(port))) {
      if (child.exitCode !== null) throw new Error(`${args[0]} ended before it answered`);
      if (performance.now() - startMs > patienceMs) throw new Error(`${args[0]} does not answer`);
      await pause(3);
    }
    return { value: performance.now() - startMs };
  } finally {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
};

const ourStart = async (directory: string): Promise<Cost> => {
  const port = await freePort();
  const args = ['local/imr.js', 'start', '--no-sample', '--data', directory, '--port', String(port), '--web-port', '0'];
  return timeToAnswer(port, args, {});
};
const theirStart = async (directory: string): Promise<Cost> => {
  const port = await freePort();
  const file = path.join(fileURLToPath(import.meta.resolve('fauxqs')), '../server.js');
  return timeToAnswer(port, [file], {
    FAUXQS_PORT: String(port),
    FAUXQS_PERSISTENCE: 'true',
    FAUXQS_DATA_DIR: directory,
    FAUXQS_LOGGER: 'false',
  });
};
const inFreshFolder = async (start: (directory: string) => Promise<Cost>): Promise<Cost> => {
  const scratch = scratchDirectory();
  try {
    return await start(path.join(scratch.path, 'data'));
  } finally {
    scratch.remove();
  }
};

/** From the start of `imr start` to the first answer of its AWS endpoint: on a new data folder, and on one after a kill. */
export const firstAnswer = async (): Promise<Row[]> => {
  const fresh = await alternate(5, {
    ours: () => inFreshFolder(ourStart),
    theirs: () => inFreshFolder(theirStart),
  });
  const [ourFolder, theirFolder] = [scratchDirectory(), scratchDirectory()];
  const again = await alternate(5, {
    ours: () => ourStart(ourFolder.path),
    theirs: () => theirStart(theirFolder.path),
  });
  ourFolder.remove();
  theirFolder.remove();
  const other = 'fauxqs (S3, SQS, SNS; SQLite)';
  return [
    {
      name: 'process start to first answer, new data folder',
      ours: fresh('ours'),
      other: { name: other, cost: fresh('theirs') },
      unit: 'ms',
      better: 'lower',
      goal: { value: 300 },
    },
    {
      name: 'process start to first answer, after a kill',
      ours: again('ours'),
      other: { name: other, cost: again('theirs') },
      unit: 'ms',
      better: 'lower',
      goal: { value: 300 },
    },
  ];
};
