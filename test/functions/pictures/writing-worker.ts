// Makes sheets and looks for writing outside of Jest's sandbox, where a million points take milliseconds.
import { parentPort } from 'node:worker_threads';
import { hasWriting } from '../../../functions/pictures/has-writing.ts';
import { madeSheet } from './made-sheets.ts';
import { sheetsWithoutWriting, sheetsWithWriting } from './writing-cases.ts';

parentPort?.on('message', ({ name, seed }: { name: string; seed: number }) => {
  const sheet = [...sheetsWithoutWriting, ...sheetsWithWriting].find(([known]) => known === name)?.[1];
  parentPort?.postMessage(sheet && hasWriting(madeSheet({ ...sheet, seed })), []);
});
