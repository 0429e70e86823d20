import { cpus } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Writable } from 'node:stream';
import { z } from 'zod';
import { handlerPath, steps, type Step } from '../../functions/steps.ts';

export type FunctionResult = { payload: string } | { functionError: 'Unhandled'; payload: string };

export type Functions = {
  /** Runs a function of the step table. Throws `FunctionNotFound` when the table has no such row. */
  invoke(functionName: string, payload: string): Promise<FunctionResult>;
  close(): Promise<void>;
};

export class FunctionNotFound extends Error {
  override name = 'FunctionNotFound';
}

type Instance = { worker: Worker; busy: boolean };
type Waiting = { step: Step; payload: string; settle: (result: FunctionResult) => void };
type Pool = { mostInstances: number; instances: Instance[]; queue: Waiting[] };

const Answer = z.object({ id: z.number(), payload: z.string(), functionError: z.literal('Unhandled').optional() });

/**
 * The Lambda of one machine: the handlers of the table in worker threads, one invocation an instance, each stopped at
 * its row's timeout. People's requests have instances of their own, so that reading pages never keeps them waiting.
 */
export const openFunctions = (options: {
  rootDirectory: string;
  environment: Record<string, string>;
  /** Gets the functions' log lines. */
  log: Writable;
}): Functions => {
  const pools: Record<'interactive' | 'batch', Pool> = {
    interactive: { mostInstances: 3, instances: [], queue: [] },
    batch: { mostInstances: Math.max(2, cpus().length), instances: [], queue: [] },
  };
  let nextId = 0;
  let closed = false;

  const addInstance = (pool: Pool): Instance => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: { ...process.env, ...options.environment },
      stdout: true,
      stderr: true,
    });
    // Many instances write to one file; none of them may end it.
    worker.stdout.on('data', (chunk: Buffer) => options.log.write(chunk));
    worker.stderr.on('data', (chunk: Buffer) => options.log.write(chunk));
    worker.setMaxListeners(50);
    const instance = { worker, busy: false };
    pool.instances.push(instance);
    return instance;
  };

  const runOn = (instance: Instance, pool: Pool, { step, payload, settle }: Waiting): void => {
    instance.busy = true;
    const id = (nextId += 1);
    const finish = (result: FunctionResult, lost: boolean): void => {
      clearTimeout(timer);
      instance.worker.off('message', onMessage);
      instance.worker.off('error', onError);
      instance.worker.off('exit', onExit);
      instance.busy = false;
      if (lost) {
        pool.instances = pool.instances.filter((one) => one !== instance);
        void instance.worker.terminate();
      }
      settle(result);
      next(pool);
    };
    const failed = (errorType: string, errorMessage: string) =>
      finish({ functionError: 'Unhandled', payload: JSON.stringify({ errorType, errorMessage }) }, true);
    const onMessage = (message: unknown): void => {
      const { id: answered, ...result } = Answer.parse(message);
      if (answered !== id) return;
      const { functionError, payload: body } = result;
      finish(functionError ? { functionError, payload: body } : { payload: body }, false);
    };
    const onError = (error: Error): void => failed('Runtime.ExitError', error.message);
    const onExit = (): void => failed('Runtime.ExitError', 'the instance ended without an answer');
    const timer = setTimeout(
      () => failed('Sandbox.Timedout', `Task timed out after ${step.timeoutSeconds} seconds`),
      step.timeoutSeconds * 1000,
    );
    instance.worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    instance.worker.postMessage({
      id,
      functionName: step.name,
      modulePath: path.join(options.rootDirectory, handlerPath(step)),
      payload,
      timeoutSeconds: step.timeoutSeconds,
    });
  };

  const next = (pool: Pool): void => {
    if (closed) return;
    while (pool.queue.length > 0) {
      const free = pool.instances.find((instance) => !instance.busy);
      const instance = free ?? (pool.instances.length < pool.mostInstances ? addInstance(pool) : undefined);
      const waiting = instance && pool.queue.shift();
      if (!instance || !waiting) return;
      runOn(instance, pool, waiting);
    }
  };

  return {
    invoke(functionName, payload) {
      const name = functionName.split(':function:').at(-1)?.split(':')[0];
      const step = steps.find((row) => row.name === name);
      if (!step) return Promise.reject(new FunctionNotFound(`Function not found: ${functionName}`));
      const pool = step.entry.kind === 'state' ? pools.batch : pools.interactive;
      return new Promise((settle) => {
        pool.queue.push({ step, payload, settle });
        next(pool);
      });
    },
    async close() {
      closed = true;
      const instances = [...pools.interactive.instances, ...pools.batch.instances];
      await Promise.all(instances.map((instance) => instance.worker.terminate()));
    },
  };
};
