import { z } from 'zod';
import { HistoryFull, type Core, type FunctionResult, type HistoryNotice, type ObjectStore } from './core.ts';
import { mapChildEnded, stopRun } from './distributed-map.ts';
import { createExecutionStore } from './execution-store.ts';
import type { Frame } from './execution.ts';
import { createInterpreter } from './interpreter.ts';
import { openJournal } from './journal.ts';
import { createMachineStore } from './machine-store.ts';
import { createOperations } from './operations.ts';
import { redriveExecution } from './redrive.ts';
import { ServiceError } from './service-error.ts';
import { createTimerQueue } from './timer-queue.ts';

/** AWS ends an execution whose history would grow beyond this many events. */
const maxHistoryEvents = 25_000;

/** Operations on executions that run: they wait for `resume`. */
const needsRunning = /^(SendTask|StopExecution|RedriveExecution)/;

export type StatesOptions = {
  databasePath: string;
  region: string;
  accountId: string;
  /** Throws an error named `FunctionNotFound` when there is no such function. */
  invokeFunction: (functionName: string, payload: string) => Promise<FunctionResult>;
  objects: ObjectStore;
  now?: () => number;
  random?: () => number;
  /** Called when a commit failed (a full disk); it is tried again every second. */
  onCommitFailure?: (error: unknown) => void;
};

export type StatesEngine = {
  /** Answers an API operation, for example `StartExecution`. Throws ServiceError. */
  handle: (operation: string, body: unknown) => Promise<unknown>;
  /** Creates or updates a state machine at start-up; the same definition again changes nothing. Throws ServiceError. */
  createOrUpdateStateMachine: (name: string, definition: string) => string;
  /**
   * Continues everything that was running. Called once, when the functions are ready; until then answers to task
   * tokens, stops and redrives wait.
   */
  resume: () => void;
  /** Calls the listener for every history event, after it is durable; returns the way to stop. */
  onHistory: (listener: (notice: HistoryNotice) => void) => () => void;
  close: () => Promise<void>;
};

/** SQLite's message names the problem and holds no data. */
const reportCommitFailure = (error: unknown): void => {
  const text = error instanceof Error ? error.message : 'unknown';
  process.stderr.write(`states journal: commit failed, trying again: ${text}\n`);
};

export const openStates = (options: StatesOptions): StatesEngine => {
  const now = options.now ?? Date.now;
  const timers = createTimerQueue(now);
  const frameTimers = new Map<Frame, () => void>();
  const listeners = new Set<(notice: HistoryNotice) => void>();
  // `collect` belongs to the store, which needs the journal first.
  let collect = (): void => undefined;
  const journal = openJournal(options.databasePath, () => collect(), options.onCommitFailure ?? reportCommitFailure);
  const machines = createMachineStore(journal);
  let isClosed = false;
  const resumed = Promise.withResolvers<void>();

  const addEvent: Core['addEvent'] = (run, previousId, type, details) => {
    if (run.status === 'RUNNING' && run.lastEventId >= maxHistoryEvents - 1) throw new HistoryFull();
    const id = (run.lastEventId += 1);
    const atMs = now();
    const text = details === undefined ? null : JSON.stringify(details);
    journal.write(() => {
      journal
        .sql('insert into events (execution_id, id, previous_id, type, at_ms, details) values (?, ?, ?, ?, ?, ?)')
        .run(run.id, id, previousId, type, atMs, text);
    });
    if (listeners.size > 0) {
      const name = details?.['name'];
      const notice = {
        executionArn: run.arn,
        id,
        type,
        atMs,
        ...(typeof name === 'string' ? { stateName: name } : {}),
      };
      journal.afterCommit(() => listeners.forEach((listener) => listener(notice)));
    }
    return id;
  };

  const setTimer: Core['setTimer'] = (frame, atMs, fire) => {
    frameTimers.get(frame)?.();
    frameTimers.delete(frame);
    if (atMs === undefined || !fire) return;
    frameTimers.set(
      frame,
      timers.at(atMs, () => {
        frameTimers.delete(frame);
        if (frame.isLive) fire();
      }),
    );
  };

  const notReady = (): never => {
    throw new Error('the engine is not assembled yet');
  };
  const core: Core = {
    region: options.region,
    accountId: options.accountId,
    now,
    random: options.random ?? Math.random,
    journal,
    timers,
    invokeFunction: options.invokeFunction,
    objects: options.objects,
    executions: new Map(),
    frames: new Map(),
    tokens: new Map(),
    mapRuns: new Map(),
    addEvent,
    setTimer,
    touch: notReady,
    createFrame: notReady,
    deleteChildren: notReady,
    advance: notReady,
    change: notReady,
    complete: notReady,
    fail: notReady,
    endExecution: notReady,
    startChild: notReady,
    childEnded: (run, end) => mapChildEnded(core, run, end),
    stopMapRun: (runId) => stopRun(core, runId),
    redriveChild: (executionId) => redriveExecution(core, store, interpreter, executionId),
  };
  const store = createExecutionStore(core, machines);
  const interpreter = createInterpreter(core);
  Object.assign(core, store, interpreter);
  collect = store.collect;
  const operations = createOperations({ core, machines, store, interpreter });

  return {
    async handle(operation, body) {
      // Before that, a task that waits is not known yet and its answer would be refused as too late.
      if (needsRunning.test(operation)) await resumed.promise;
      if (isClosed) throw new ServiceError('ServiceUnavailable', 'The service is shutting down.', 503);
      return operations.handle(operation, body);
    },
    createOrUpdateStateMachine: operations.createOrUpdateStateMachine,
    resume() {
      const rows = z
        .array(z.object({ id: z.number() }))
        .parse(journal.sql("select id from executions where status = 'RUNNING' order by id").all());
      const loaded = rows.filter((row) => !core.executions.has(row.id)).map((row) => store.load(row.id));
      for (const { run, frames } of loaded) {
        store.armDeadline(run);
        for (const frame of frames)
          if (frame.record.status === 'running' && frame.record.isReady) interpreter.resume(frame);
      }
      resumed.resolve();
    },
    onHistory(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      resumed.resolve();
      await journal.committed();
      timers.close();
      for (const frame of core.frames.values()) frame.isLive = false;
      journal.close();
    },
  };
};
