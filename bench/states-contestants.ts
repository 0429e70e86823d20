import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { StateMachine } from 'aws-local-stepfunctions';
import { z } from 'zod';
import { openStates, type StatesEngine, type StatesOptions } from '../local/states/states-engine.ts';
import { scratchDirectory } from './scratch-directory.ts';

/** One execution from its start to its end. */
export type Execute = () => Promise<void>;

/** Our engine with its journal in a file, as the product runs it. Nothing here reads or writes objects. */
export const openEngine = (
  invokeFunction: StatesOptions['invokeFunction'],
): { engine: StatesEngine; close: () => Promise<void> } => {
  const scratch = scratchDirectory();
  const engine = openStates({
    databasePath: path.join(scratch.path, 'states.sqlite'),
    region: 'us-west-2',
    accountId: '000000000000',
    invokeFunction,
    objects: {
      get: () => Promise.reject(new Error('no objects here')),
      put: () => Promise.reject(new Error('no objects here')),
      // oxlint-disable-next-line require-yield
      async *list() {
        throw new Error('no objects here');
      },
    },
  });
  engine.resume();
  return {
    engine,
    close: async () => {
      await engine.close();
      scratch.remove();
    },
  };
};

const Started = z.object({ executionArn: z.string() });

/** Starts executions through the API's operation and learns of their end from the history, which is told when it is on the disk. */
export const ourExecute = (engine: StatesEngine, definition: object, input: object): Execute => {
  const stateMachineArn = engine.createOrUpdateStateMachine(`bench-${randomUUID()}`, JSON.stringify(definition));
  const ended = new Map<string, () => void>();
  engine.onHistory(({ executionArn, type }) => {
    if (type === 'ExecutionSucceeded') ended.get(executionArn)?.();
    else if (/^Execution(Failed|Aborted|TimedOut)$/.test(type)) throw new Error('an execution of the benchmark failed');
  });
  const text = JSON.stringify(input);
  return async () => {
    const name = randomUUID();
    const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const end = new Promise<void>((resolve) => ended.set(executionArn, resolve));
    Started.parse(await engine.handle('StartExecution', { stateMachineArn, name, input: text }));
    await end;
    ended.delete(executionArn);
  };
};

/** The same machine in JSONPath in aws-local-stepfunctions, whose functions are given as code. */
export const theirExecute = (
  definition: ConstructorParameters<typeof StateMachine>[0],
  input: Record<string, string>,
  functions: Record<string, <Event>(event: Event) => Promise<Event>> = {},
): Execute => {
  const machine = new StateMachine(definition);
  return async () => {
    await machine.run(input, { overrides: { taskResourceLocalHandlers: functions } }).result;
  };
};
