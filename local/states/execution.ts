import { z } from 'zod';
import type { Json } from './json.ts';
import type { Flow, MachineDefinition } from './machine-definition.ts';

/** What a state is busy with between two transitions. Everything a restart needs to continue. */
const work = z.discriminatedUnion('kind', [
  /** A Wait state, until an instant. */
  z.object({ kind: z.literal('wait'), untilMs: z.number() }),
  /** The pause before a retry. */
  z.object({ kind: z.literal('retry'), untilMs: z.number() }),
  /**
   * A function was scheduled. `invoking`: the call may be running (after a crash it is made again);
   * `submitted`: the call has returned and the callback is awaited. An answer that arrives before the call
   * has returned is kept in `answer`.
   */
  z.object({
    kind: z.literal('task'),
    phase: z.enum(['invoking', 'submitted']),
    functionName: z.string(),
    payload: z.string(),
    token: z.string().nullable(),
    deadlineMs: z.number().nullable(),
    heartbeatSeconds: z.number().nullable(),
    heartbeatDueMs: z.number().nullable(),
    answer: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('output'), output: z.string() }),
        z.object({ kind: z.literal('failure'), error: z.string().nullable(), cause: z.string().nullable() }),
      ])
      .nullable(),
  }),
  /** Branches of a Parallel are running. */
  z.object({ kind: z.literal('parallel'), count: z.number() }),
  /** Iterations of an inline Map; the items themselves are in `Frame.items`. */
  z.object({ kind: z.literal('map'), count: z.number(), maxConcurrency: z.number() }),
  /** A distributed Map run. */
  z.object({ kind: z.literal('map-run'), runId: z.number() }),
  /** The work gave a result; Output and Assign are being evaluated. */
  z.object({
    kind: z.literal('completing'),
    result: z.json().optional(),
    rule: z.number().nullable(),
    exitPreviousId: z.number(),
  }),
  /** A catcher took an error; its Output and Assign are being evaluated. */
  z.object({
    kind: z.literal('catching'),
    catcher: z.number(),
    error: z.string().nullable(),
    cause: z.string().nullable(),
  }),
]);
export type Work = z.infer<typeof work>;
export type TaskWork = Extract<Work, { kind: 'task' }>;

/** The journalled part of a frame: one thread of control (the top, a branch of a Parallel, an iteration of a Map). */
export const frameRecord = z.object({
  place: z.array(z.string()),
  /** Number of the branch or iteration; null at the top. */
  index: z.number().nullable(),
  /** False while an iteration's ItemSelector has not been evaluated yet. */
  isReady: z.boolean(),
  stateName: z.string(),
  input: z.json(),
  variables: z.record(z.string(), z.json()),
  /** `enter`: about to enter the state. `run`: entered, work to be started. `blocked`: see `work`. `ended`. */
  phase: z.enum(['enter', 'run', 'blocked', 'ended']),
  status: z.enum(['running', 'succeeded', 'failed', 'aborted']),
  lastEventId: z.number(),
  /** The event before the state's Entered event: what AWS names as the predecessor of an early EvaluationFailed. */
  beforeEnteredEventId: z.number(),
  enteredEventId: z.number(),
  enteredMs: z.number(),
  retryCount: z.number(),
  /** Retries used so far, by retrier. */
  retrierCounts: z.array(z.number()),
  work: work.nullable(),
  output: z.json(),
});
export type FrameRecord = z.infer<typeof frameRecord>;

export type Frame = {
  readonly id: number;
  readonly run: ExecutionRun;
  readonly parent: Frame | null;
  readonly flow: Flow;
  readonly children: Map<number, Frame>;
  record: FrameRecord;
  /** Items of an inline Map, kept apart because they are written once. */
  items: Json[] | null;
  /** False once the frame was deleted: late answers must not touch it. */
  isLive: boolean;
};

export type ExecutionStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

/** An execution in memory while it runs. */
export type ExecutionRun = {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  readonly definition: MachineDefinition;
  /** The flow the execution runs: the whole machine, or the processor of a distributed Map. */
  readonly flow: Flow;
  readonly place: readonly string[];
  readonly input: Json;
  readonly startMs: number;
  status: ExecutionStatus;
  lastEventId: number;
  redriveCount: number;
  redriveMs: number | null;
  deadlineMs: number | null;
  /** The distributed Map run this execution is a child of. */
  readonly mapRunId: number | null;
  readonly itemIndex: number | null;
  root: Frame | null;
};
