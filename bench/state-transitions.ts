import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { alternate, inParallel, rateOf } from './measure.ts';
import type { Row } from './ratio-table.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { openEngine, ourExecute, theirExecute, type Execute } from './states-contestants.ts';

const transitions = 5;
const executions = 200;

const stateNames = Array.from({ length: transitions }, (_, index) => `Step ${index + 1}`);
const passStates = Object.fromEntries(
  stateNames.map((name, index) => {
    const next = stateNames[index + 1];
    return [name, { Type: 'Pass' as const, ...(next === undefined ? { End: true as const } : { Next: next }) }];
  }),
);
const machine = { StartAt: 'Step 1', States: passStates };

/**
 * One durable execution after another against one bare SQLite commit after another: what the engine adds to the wait for
 * the disk, which is all that keeps a single sequence from being faster.
 */
const pace = async (ours: Execute): Promise<Row> => {
  const scratch = scratchDirectory();
  const database = new DatabaseSync(path.join(scratch.path, 'bare.sqlite'));
  database.exec('pragma journal_mode = wal; pragma synchronous = full; create table bare (text text)');
  const insert = database.prepare('insert into bare values (?)');
  const text = 'x'.repeat(2000);
  const costs = await alternate(5, {
    ours: () => rateOf(executions, () => inParallel(executions, 1, ours)),
    bare: () =>
      rateOf(executions, async () => {
        for (let count = 0; count < executions; count += 1) insert.run(text);
      }),
  });
  database.close();
  scratch.remove();
  return {
    name: 'durable executions of five states, one after another',
    ours: costs('ours'),
    other: { name: 'one bare SQLite commit each (the disk)', cost: costs('bare') },
    unit: 'executions/s',
    better: 'higher',
  };
};

/**
 * State transitions a second: five Pass states, one execution after another and fifty at once. Ours journals every
 * event and waits for the disk before it says that an execution has ended; the other keeps nothing.
 */
export const stateTransitions = async (): Promise<Row[]> => {
  const { engine, close } = openEngine(() => Promise.reject(new Error('no functions here')));
  const ours = ourExecute(engine, { QueryLanguage: 'JSONata', ...machine }, { case: 'CM15-0000001' });
  const theirs = theirExecute(machine, { case: 'CM15-0000001' });
  const rows: Row[] = [await pace(ours)];
  for (const width of [1, 50]) {
    const costs = await alternate(5, {
      ours: () => rateOf(executions * transitions, () => inParallel(executions, width, ours)),
      theirs: () => rateOf(executions * transitions, () => inParallel(executions, width, theirs)),
    });
    rows.push({
      name: `durable state transitions, ${width === 1 ? 'one execution after another' : `${width} at once`}`,
      ours: costs('ours'),
      other: { name: 'aws-local-stepfunctions (not durable)', cost: costs('theirs') },
      unit: 'transitions/s',
      better: 'higher',
      goal: { value: 2000 },
    });
  }
  await close();
  return rows;
};
