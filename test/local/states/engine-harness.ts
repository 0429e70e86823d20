import { setTimeout as pause } from 'node:timers/promises';
import { openStates, type StatesEngine, type StatesOptions } from '../../../local/states/states-engine.ts';
import { z } from 'zod';

/** A function of the harness: gets the event, returns the result or throws an error whose name becomes the errorType. */
export type TestFunction = (event: unknown, name: string) => unknown;

export class FunctionNotFound extends Error {
  override name = 'FunctionNotFound';
}

export const errorNamed = (name: string, message = name): Error => Object.assign(new Error(message), { name });

const plain = z.record(z.string(), z.unknown());

/** An engine in memory (or on a file) whose functions and objects are given as tables. */
export type Harness = {
  engine: StatesEngine;
  calls: { name: string; event: unknown }[];
  objects: Map<string, string>;
  call(operation: string, body?: unknown): Promise<Record<string, unknown>>;
  create(definition: object, name?: string): Promise<string>;
  start(machineArn: string, input?: unknown, name?: string): Promise<string>;
  /** Describes an execution once it has ended. */
  ended(executionArn: string): Promise<Record<string, unknown>>;
  run(definition: object, input?: unknown): Promise<Record<string, unknown>>;
  types(executionArn: string): Promise<string[]>;
  history(executionArn: string): Promise<Record<string, unknown>[]>;
};

export const openHarness = (
  functions: Record<string, TestFunction> = {},
  options: Partial<StatesOptions> & { objects?: never } = {},
): Harness => {
  const calls: Harness['calls'] = [];
  const objects = new Map<string, string>();
  const engine = openStates({
    databasePath: ':memory:',
    region: 'us-east-1',
    accountId: '111111111111',
    async invokeFunction(name, payload) {
      const found = functions[name];
      if (!found) throw new FunctionNotFound(name);
      const event: unknown = JSON.parse(payload);
      calls.push({ name, event });
      try {
        return { payload: JSON.stringify((await found(event, name)) ?? null) };
      } catch (error) {
        const { name: errorType, message: errorMessage } = error instanceof Error ? error : new Error('thrown');
        return { payload: JSON.stringify({ errorType, errorMessage }), functionError: 'Unhandled' };
      }
    },
    ...options,
    objects: {
      async get(bucket, key) {
        const body = objects.get(`${bucket}/${key}`);
        if (body === undefined) throw new Error('The specified key does not exist.');
        return Buffer.from(body);
      },
      async put(bucket, key, body) {
        objects.set(`${bucket}/${key}`, body.toString());
      },
      async *list(bucket, prefix) {
        for (const [path, body] of objects) {
          if (path.startsWith(`${bucket}/${prefix}`))
            yield { Key: path.slice(bucket.length + 1), Size: body.length, ETag: '"e"', LastModified: new Date(0) };
        }
      },
    },
  });
  // An engine on a file is resumed by the test that opens it.
  if (options.databasePath === undefined) engine.resume();
  const call: Harness['call'] = async (operation, body = {}) => plain.parse(await engine.handle(operation, body));
  const history: Harness['history'] = async (executionArn) =>
    z.array(plain).parse((await call('GetExecutionHistory', { executionArn, maxResults: 1000 }))['events']);
  const harness: Harness = {
    engine,
    calls,
    objects,
    call,
    history,
    async create(definition, name = 'machine') {
      const text = JSON.stringify({ QueryLanguage: 'JSONata', ...definition });
      return z.string().parse((await call('CreateStateMachine', { name, definition: text }))['stateMachineArn']);
    },
    async start(stateMachineArn, input = {}, name) {
      const body = { stateMachineArn, input: JSON.stringify(input), ...(name === undefined ? {} : { name }) };
      return z.string().parse((await call('StartExecution', body))['executionArn']);
    },
    async ended(executionArn) {
      for (;;) {
        const execution = await call('DescribeExecution', { executionArn });
        if (execution['status'] !== 'RUNNING') return execution;
        await pause(2);
      }
    },
    async run(definition, input = {}) {
      return harness.ended(await harness.start(await harness.create(definition), input));
    },
    async types(executionArn) {
      return (await history(executionArn)).map((event) => String(event['type']));
    },
  };
  return harness;
};

/** Waits until a look at something gives a value. */
export const eventually = async <Value>(look: () => Value | undefined | Promise<Value | undefined>): Promise<Value> => {
  for (;;) {
    const value = await look();
    if (value !== undefined) return value;
    await pause(2);
  }
};

export const outputOf = (execution: Record<string, unknown>): unknown =>
  JSON.parse(z.string().parse(execution['output']));
