import type { TimerQueue } from './timer-queue.ts';
import type { ExecutionRun, ExecutionStatus, Frame } from './execution.ts';
import type { Journal } from './journal.ts';
import type { Json, JsonObject } from './json.ts';
import type { MapRun } from './map-run.ts';
import type { StatesError } from './states-error.ts';

/** What a function call gives: the response body, and whether it is the body of an error. */
export type FunctionResult = { payload: string; functionError?: 'Unhandled' | undefined };

export type StoredObject = {
  Key: string;
  Size: number;
  ETag?: string | undefined;
  LastModified?: Date | string | undefined;
};

/** The object store that ItemReader and ResultWriter use. */
export type ObjectStore = {
  get(bucket: string, key: string, versionId?: string): Promise<Buffer | ReadableStream>;
  put(bucket: string, key: string, body: Buffer): Promise<unknown>;
  list(bucket: string, prefix: string): AsyncIterable<StoredObject>;
};

/** One event of a history, as listeners get it. */
export type HistoryNotice = {
  executionArn: string;
  id: number;
  type: string;
  atMs: number;
  stateName?: string | undefined;
};

/**
 * What the parts of the interpreter share. Every change of a frame or execution is made synchronously between two
 * awaits, so that each commit of the journal sees a state from which the execution can continue.
 */
export type Core = {
  readonly region: string;
  readonly accountId: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly journal: Journal;
  readonly timers: TimerQueue;
  readonly invokeFunction: (functionName: string, payload: string) => Promise<FunctionResult>;
  readonly objects: ObjectStore;
  readonly executions: Map<number, ExecutionRun>;
  readonly frames: Map<number, Frame>;
  /** Frames that wait for a callback, by their open task token. */
  readonly tokens: Map<string, Frame>;

  /** Appends to the history and returns the event's id. Throws HistoryFull at the limit of 25,000. */
  addEvent(run: ExecutionRun, previousId: number, type: string, details?: JsonObject): number;
  /** Marks a frame to be written with the next commit. */
  touch(frame: Frame): void;
  createFrame(run: ExecutionRun, parent: Frame | null, index: number | null, input: Json): Frame;
  deleteChildren(frame: Frame): void;
  /** One timer a frame; a new one replaces it, undefined only cancels. */
  setTimer(frame: Frame, atMs?: number, fire?: () => void): void;
  /** Continues a frame until it ends or waits for something outside. */
  advance(frame: Frame): void;
  /** Runs a synchronous change of a frame; an error in it fails the state or, at the history limit, the execution. */
  change(frame: Frame, work: () => void): void;
  /** The state's work gave a result: evaluate Output and Assign, leave the state. */
  complete(frame: Frame, result: Json | undefined, exitPreviousId?: number): void;
  /** The state's work failed: retry, catch or fail. */
  fail(frame: Frame, error: StatesError): void;
  endExecution(run: ExecutionRun, end: ExecutionEnd): void;
  /** Starts the child execution of a distributed Map. */
  startChild(parent: Frame, mapRunId: number, label: string, itemIndex: number, input: string): ExecutionRun;
  /** Tells a distributed Map that one of its executions has ended. */
  childEnded(run: ExecutionRun, end: ExecutionEnd): void;
  /** Stops a distributed Map and its executions, because the state around it was torn down. */
  stopMapRun(runId: number): void;
  redriveChild(executionId: number): void;
  readonly mapRuns: Map<number, MapRun>;
};

export type ExecutionEnd = {
  status: Exclude<ExecutionStatus, 'RUNNING'>;
  output?: string;
  error?: string | null;
  cause?: string | null;
  /** The event that the last event names as its predecessor. */
  previousId: number;
};

/** The history has no room left: the execution fails. */
export class HistoryFull extends Error {
  override name = 'HistoryFull';
}

/** The frame was aborted while something was awaited: the code that finds out stops quietly. */
export class Interrupted extends Error {
  override name = 'Interrupted';
}

export const assertRunning = (frame: Frame): void => {
  if (!frame.isLive || frame.record.status !== 'running') throw new Interrupted();
};
