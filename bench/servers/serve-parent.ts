import { readFileSync } from 'node:fs';
import type { Usage } from './server-process.ts';

/** Highest resident memory so far. The system's own count is exact; getrusage's begins at the parent's size. */
const peakBytes = (): number => {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    if (found) return Number(found[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
};

/** Tells the parent the port, then what this process has used whenever it asks, and ends with the parent. */
export const serveParent = (port: number): void => {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ cpuMicros: user + system, peakBytes: peakBytes() } satisfies Usage);
  });
  process.once('disconnect', () => process.exit());
  process.send?.({ port });
};
