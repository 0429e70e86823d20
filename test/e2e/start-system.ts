import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { caseClient } from '../../local/client/case-client.ts';

const root = path.join(import.meta.dirname, '../..');

export type System = {
  child: ChildProcess;
  awsUrl: string;
  webUrl: string;
  client: ReturnType<typeof caseClient>;
  /** Everything that it has printed so far. */
  printed(): string;
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
};

/** Starts the system as a user does, in a process of its own, and waits until it has printed its addresses. */
export const startSystem = (dataDirectory: string, ...options: string[]): Promise<System> =>
  new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['local/imr.js', 'start', '--data', dataDirectory, '--port', '0', '--web-port', '0', ...options],
      { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
    );
    let text = '';
    const kill = (signal: 'SIGKILL' | 'SIGTERM') =>
      new Promise<void>((ended) => {
        if (child.exitCode !== null || child.signalCode !== null) return ended();
        child.once('exit', () => ended());
        child.kill(signal);
      });
    let isUp = false;
    const look = (chunk: Buffer): void => {
      text += chunk.toString();
      const webUrl = /pages\s+(http:\S+)/.exec(text)?.[1];
      const awsUrl = /AWS\s+(http:\S+)/.exec(text)?.[1];
      if (isUp || !webUrl || !awsUrl) return;
      isUp = true;
      resolve({ child, awsUrl, webUrl, client: caseClient(webUrl), printed: () => text, kill });
    };
    child.stdout.on('data', look);
    child.stderr.on('data', look);
    child.once('exit', () => reject(new Error(`the system ended before it was up:\n${text}`)));
  });
